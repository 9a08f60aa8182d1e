"""Outcome documents that every party stands behind."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.outcomes.words import OutcomeKind


class Outcome(SharedModel):
    """A suggestion, report, minutes or joint proposal of a partnership."""

    kind = models.CharField(max_length=16, choices=OutcomeKind.choices)
    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="")
    number = models.CharField(max_length=40, blank=True)
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    activity = models.ForeignKey(
        "meetings.Activity",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    entered_at = models.DateTimeField()
    signatories = models.JSONField(default=list)  # ids of bodies, in the order of signing
    sections: RelatedManager[OutcomeSection]

    class Meta:
        verbose_name = _("outcome")
        indexes = [models.Index(fields=["partnership", "-in_force_at"], name="outcome_newest")]

    def __str__(self) -> str:
        return self.title

    @property
    def dated(self) -> str | datetime:
        """When it was made: as the past reports it, otherwise when it came into force.

        Empty when it restates a source that does not say it.
        """
        return self.happened or ("" if self.source else self.in_force_at)

    def path(self, body: str) -> str:
        """Return the address of the document as seen by the body with that slug."""
        return reverse("outcomes:outcome", args=[body, self.id])

    def searchable(self) -> str:
        """Return all of the document's text."""
        parts = [self.number, self.title]
        for section in self.sections.all():
            parts += [section.heading, section.text]
        return "\n".join(part for part in parts if part)


class OutcomeSection(SharedChild):
    """A section of an outcome document."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="sections")
    heading = models.CharField(max_length=200, blank=True)
    text = models.TextField()

    @property
    def paragraphs(self) -> list[str]:
        """The text by its paragraphs, as a page sets them."""
        return [line.strip() for line in self.text.split("\n") if line.strip()]
