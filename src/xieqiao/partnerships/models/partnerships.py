"""Who works together."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.partnerships.words import PartnershipKind


class Partnership(SharedModel):
    """Two to forty bodies that consult together."""

    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    kind = models.CharField(max_length=16, choices=PartnershipKind.choices)
    kind_name = models.CharField(max_length=200, blank=True, default="")
    setting = models.TextField(blank=True, default="")
    carrier = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    founded_at = models.DateTimeField()
    founded_on = PartialDateField()
    ended_at = models.DateTimeField(null=True)
    ended_on = PartialDateField()
    ending_note = models.TextField(blank=True, default="")

    class Meta:
        ordering = ("sort_key", "id")

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the partnership as seen by the body with that slug."""
        return reverse("partnerships:partnership", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(t for t in (self.title, self.kind_name, self.setting) if t)

    @property
    def founded(self) -> str | datetime:
        """When it began: as the past reports it, otherwise when the act came into force."""
        return self.founded_on or self.founded_at

    @property
    def ended(self) -> str | datetime | None:
        """When it ended, if it did."""
        return self.ended_on or self.ended_at

    @property
    def kind_words(self) -> str:
        """What sort of partnership it is, in words."""
        return self.kind_name or str(PartnershipKind(self.kind).label)


class Party(SharedChild):
    """A body's time in a partnership; one that comes back has a second row."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="parties")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    joined_on = PartialDateField()
    left_at = models.DateTimeField(null=True)
    left_on = PartialDateField()
    reason = models.TextField(blank=True, default="")

    class Meta(SharedChild.Meta):
        verbose_name_plural = "parties"
        indexes = [models.Index(fields=["body", "left_at"], name="party_of_body")]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def joined(self) -> str | datetime:
        """When it joined: as the past reports it, otherwise when the act came into force."""
        return self.joined_on or self.joined_at

    @property
    def left(self) -> str | datetime | None:
        """When it left, if it did."""
        return self.left_on or self.left_at
