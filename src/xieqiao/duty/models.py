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
