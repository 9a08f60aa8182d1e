"""What somebody said about what the work brought."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedModel
from xieqiao.topics.models.topics import Topic


class Effect(ReportedModel):
    """Words of effect, as a party reports them: who said it, and what, restated."""

    topic = models.ForeignKey(
        Topic, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="effects"
    )
    said_by = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True, default="")
    person_id = models.UUIDField(null=True)
    unit = models.CharField(max_length=200, blank=True, default="")
    about = models.CharField(max_length=200, blank=True, default="")
    words = models.TextField()
    said_on = PartialDateField()
    why = models.TextField(blank=True, default="")
    reported_at = models.DateTimeField()

    class Meta:
        verbose_name = _("words of effect")
        verbose_name_plural = verbose_name
        indexes = [models.Index(fields=["partnership", "-reported_at"], name="effect_newest")]

    def __str__(self) -> str:
        return self.words if len(self.words) <= 60 else f"{self.words[:59]}…"

    def path(self, body: str) -> str:
        """Return the address of the words as seen by the body with that slug."""
        return reverse("topics:effect", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.words, self.said_by, self.office, self.unit, self.about]
        return "\n".join(part for part in parts if part)

    @property
    def said(self) -> str | datetime:
        """When it was said, as far as it is known; otherwise when it was entered."""
        return self.said_on or self.happened or self.reported_at
