"""What the parties agreed."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.partnerships.models.partnerships import Partnership


class Agreement(SharedModel):
    """The text that all parties signed, in its present version."""

    title = models.CharField(max_length=200)
    preamble = models.TextField(blank=True, default="")
    signed = PartialDateField()
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    routine = models.JSONField(default=list)
    ending_note = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "closed"], name="agreement_of")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the agreement as seen by the body with that slug."""
        return reverse("partnerships:agreement", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.preamble]
        parts += [f"{c.heading}\n{c.text}" for c in self.clauses.all()]
        parts += [a.name for a in self.focus_areas.all()]
        return "\n".join(part for part in parts if part)


class Clause(SharedChild):
    """A numbered clause of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="clauses")
    number = models.PositiveIntegerField()
    heading = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()


class FocusArea(SharedChild):
    """What the parties want to work on.

    Its id comes from its number, so that topics keep pointing to it when the agreement is
    amended; one that was dropped stays for those that do.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="focus_areas")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="focus_areas"
    )
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    dropped = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name
