"""What all parties say together about what was said."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.meetings.models.activities import Activity
from xieqiao.meetings.words import PointKind


class Minutes(SharedModel):
    """The minutes of an activity. `digest` is that of the comments, frozen with them.

    `consultations` holds the figures of those that were counted, with their digests.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="minutes",
    )
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64)
    consultations = models.JSONField(default=list)
    passed_at = models.DateTimeField()
    passed_by_act = models.UUIDField()
    correction = models.TextField(blank=True, default="")
    points: RelatedManager[MinutesPoint]

    class Meta:
        verbose_name_plural = "minutes"

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the minutes as seen by the body with that slug."""
        return reverse("meetings:minutes", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        points = [f"{p.text} {p.who}".strip() for p in self.points.all()]
        return "\n".join(part for part in (self.title, self.number, self.text, *points) if part)


class MinutesPoint(SharedChild):
    """A point of the minutes, and who holds it: parties by their ids, others in words."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="points")
    kind = models.CharField(max_length=16, choices=PointKind.choices)
    text = models.TextField()
    held_by = models.JSONField(default=list)
    who = models.CharField(max_length=200, blank=True, default="")

    def __str__(self) -> str:
        return self.text[:80]
