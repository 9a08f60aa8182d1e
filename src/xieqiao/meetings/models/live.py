"""What is said about an activity until its minutes are passed."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.meetings.models.activities import Activity


class ActivityComment(LiveModel):
    """A comment on an activity, written by somebody of one of the parties."""

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="comments"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["activity", "at"], name="activity_comments")]

    def __str__(self) -> str:
        return f"{self.shown_as}: {self.text[:80]}"
