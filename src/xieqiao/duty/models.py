"""What the room stores: members' own initiatives, and those shown to partners."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import OwnModel, ReportedChild, ReportedModel


class Initiative(OwnModel):
    """Something that a member did on his or her own account; the body's own until shared."""

    member = models.ForeignKey("bodies.Person", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    on = PartialDateField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    language = models.CharField(max_length=16, default="zh-hans")
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    files: RelatedManager[InitiativeFile]

    class Meta:
        verbose_name = _("own initiative")
        indexes = [
            models.Index(fields=["body", "deleted_at", "-changed_at"], name="initiative_newest"),
            models.Index(fields=["member", "deleted_at"], name="initiative_of_member"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def confirmed(self) -> bool:
        """Whether the body's office confirmed it."""
        return self.confirmed_at is not None

    def path(self, body: str) -> str:
        """Return the address of the initiative within its own body."""
        return reverse("duty:initiative", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.title, self.text) if part)


class InitiativeFile(OwnModel):
    """A file that shows what a member did."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="files")
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)


class SharedInitiative(ReportedModel):
    """An initiative as its body lets the other parties of one partnership read it."""

    own_id = models.UUIDField(null=True)  # the own initiative that was copied
    shared_at = models.DateTimeField()
    member_shown = models.CharField(max_length=200)
    member_office = models.CharField(max_length=200, blank=True)
    member_id = models.UUIDField(null=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    on = PartialDateField()
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    files: RelatedManager[SharedInitiativeFile]

    class Meta:
        verbose_name = _("member's initiative")
        indexes = [models.Index(fields=["partnership", "-shared_at"], name="initiative_shared")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the initiative as seen by the body with that slug."""
        return reverse("duty:shared", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.member_shown, self.member_office, self.title, self.text]
        return "\n".join(part for part in parts if part)


class SharedInitiativeFile(ReportedChild):
    """A file that was shared with the initiative."""

    initiative = models.ForeignKey(SharedInitiative, on_delete=models.CASCADE, related_name="files")
    file_id = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=200)


class CorrectionKind(models.TextChoices):
    """What somebody says about an entry of a duty record."""

    OTHERWISE = "otherwise", _("It was otherwise")
    NOT_SO = "not_so", _("It was not so: take it out of the record")
    NOTE = "note", _("A note on it")
    AS_RECORDED = "as_recorded", _("It stands as it was recorded")


class DutyCorrection(OwnModel):
    """A correction of a duty record, or a note on it: a trace that is only ever added to.

    The record that the entry comes from is not touched. `before` is how the entry read until then.
    """

    person = models.ForeignKey("bodies.Person", on_delete=models.CASCADE, related_name="+")
    entry = models.CharField(max_length=60)
    what = models.CharField(max_length=12, choices=CorrectionKind.choices)
    before = models.CharField(max_length=300, blank=True, default="")
    text = models.CharField(max_length=300, blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    by_person = models.UUIDField(null=True)
    by_shown_as = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    demonstration = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("correction of a duty record")
        indexes = [models.Index(fields=["person", "at"], name="duty_corrections_of")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.before}"


class PointRule(OwnModel):
    """What a body's own rules give for each deed; a body without such rules has none."""

    rule = models.CharField(max_length=200)
    weights = models.JSONField(default=dict)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("rule of points")
        constraints = [models.UniqueConstraint(fields=["body"], name="one_rule_of_points")]

    def __str__(self) -> str:
        return self.rule


class OpenedRecord(OwnModel):
    """What a member lets partners read of his or her duty record, and under which name.

    A member who opens nothing has no such row. Partners reach the page by this row's id, which
    goes when everything is taken back.
    """

    person = models.ForeignKey("bodies.Person", on_delete=models.CASCADE, related_name="+")
    shown_as = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)
    demonstration = models.BooleanField(default=False)
    parts: RelatedManager[OpenedPart]

    class Meta:
        verbose_name = _("opened duty record")
        constraints = [models.UniqueConstraint(fields=["person"], name="one_opened_record")]

    def __str__(self) -> str:
        return self.shown_as

    def path(self, body: str) -> str:
        """Return the address of what partners read, as seen by the body with that slug."""
        return reverse("duty:opened_record", args=[body, self.id])


class OpenedWhat(models.TextChoices):
    """How far a choice reaches."""

    ENTRY = "entry", _("one entry")
    SORT = "sort", _("all of one sort")
    ALL = "all", _("everything")


class OpenedPart(OwnModel):
    """One choice: an entry, a sort or all of a record, for the parties of one partnership."""

    record = models.ForeignKey(OpenedRecord, on_delete=models.CASCADE, related_name="parts")
    partnership = models.UUIDField()
    what = models.CharField(max_length=8, choices=OpenedWhat.choices)
    value = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        verbose_name = _("opened part of a duty record")
        constraints = [
            models.UniqueConstraint(
                fields=["record", "partnership", "what", "value"], name="opened_once"
            )
        ]
        indexes = [models.Index(fields=["partnership"], name="opened_in")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.value}".strip()
