"""What the room stores: own needs and strengths, what was shown to partners, and dispatches."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import OwnModel, ReportedModel, SharedChild, SharedModel
from xieqiao.exchange.words import How, Origin


class OwnEntry(OwnModel):
    """What a body's own need and its own strength have in common."""

    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.BODY)
    person = models.ForeignKey(
        "bodies.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    section = models.ForeignKey(
        "bodies.Section", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sector = models.CharField(max_length=1, blank=True)
    division = models.CharField(max_length=2, blank=True)
    focus_area = models.CharField(max_length=200, blank=True)
    wanted_number = models.PositiveIntegerField(null=True, blank=True)
    settled = models.BooleanField(default=False)
    language = models.CharField(max_length=16, default="zh-hans")
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the entry within its own body."""
        raise NotImplementedError

    @property
    def whose(self) -> str:
        """Whose it is: the member, the section, or the body itself."""
        return str(self.person or self.section or self.get_origin_display())

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.title, self.text, self.focus_area) if part)


class Need(OwnEntry):
    """Something that a member, a section or the body lacks; the body's own until offered."""

    by_when = models.DateField(null=True, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.ANY)

    class Meta:
        verbose_name = _("own need")
        indexes = [models.Index(fields=["body", "deleted_at", "-changed_at"], name="need_newest")]

    def path(self, body: str) -> str:
        """Return the address of the need within its own body."""
        return reverse("exchange:need", args=[body, self.id])


class Strength(OwnEntry):
    """Something that a member, a section or the body is good at; its own until offered."""

    class Meta:
        verbose_name = _("own strength")
        indexes = [
            models.Index(fields=["body", "deleted_at", "-changed_at"], name="strength_newest")
        ]

    def path(self, body: str) -> str:
        """Return the address of the strength within its own body."""
        return reverse("exchange:strength", args=[body, self.id])


class Offered(ReportedModel):
    """What an offered need and an offered strength have in common: a snapshot for partners."""

    own_id = models.UUIDField(null=True)  # the own need or strength that was copied
    offered_at = models.DateTimeField()
    shown_for = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sector = models.CharField(max_length=1, blank=True)
    division = models.CharField(max_length=2, blank=True)
    focus_area = models.CharField(max_length=200, blank=True)
    wanted_number = models.PositiveIntegerField(null=True)
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    ending = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the snapshot as seen by the body with that slug."""
        raise NotImplementedError

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.text, self.shown_for, self.focus_area, self.ending]
        return "\n".join(part for part in parts if part)


class OfferedNeed(Offered):
    """A need as its body lets the other parties of one partnership read it."""

    by_when = models.DateField(null=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.ANY)
    met = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("need")
        indexes = [models.Index(fields=["partnership", "closed"], name="offered_need_open")]

    def path(self, body: str) -> str:
        """Return the address of the need as seen by the body with that slug."""
        return reverse("exchange:offered_need", args=[body, self.id])


class OfferedStrength(Offered):
    """A strength as its body lets the other parties of one partnership read it."""

    class Meta:
        verbose_name = _("strength")
        indexes = [models.Index(fields=["partnership", "closed"], name="offered_strength_open")]

    def path(self, body: str) -> str:
        """Return the address of the strength as seen by the body with that slug."""
        return reverse("exchange:offered_strength", args=[body, self.id])


class Dispatch(SharedModel):
    """People whom one party sends to another, as all parties agreed."""

    title = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    need = models.ForeignKey(
        OfferedNeed,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="dispatches",
    )
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    sender = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    profile = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    begins = PartialDateField()
    ends = PartialDateField()
    costs = models.CharField(max_length=200, blank=True)
    called_off = models.BooleanField(default=False)
    called_off_because = models.TextField(blank=True)
    report = models.TextField(blank=True)
    reported_on = PartialDateField()
    persons: RelatedManager[DispatchedPerson]

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        indexes = [models.Index(fields=["partnership", "-agreed_at"], name="dispatch_newest")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the dispatch as seen by the body with that slug."""
        return reverse("exchange:dispatch", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.profile, self.purpose, self.called_off_because, self.report]
        for person in self.persons.all():
            parts += [person.shown_as, person.office]
        return "\n".join(part for part in parts if part)


class DispatchedPerson(SharedChild):
    """Somebody who is sent, as the sending body lets the others see it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="persons")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)
