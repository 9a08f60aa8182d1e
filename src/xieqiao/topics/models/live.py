"""What is said about a topic until it is closed."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.topics.models.topics import Topic


class TopicComment(LiveModel):
    """A comment on a topic, written by somebody of one of the parties."""

    topic = models.ForeignKey(
        Topic, on_delete=models.DO_NOTHING, db_constraint=False, related_name="comments"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["topic", "at"], name="topic_comments")]

    def __str__(self) -> str:
        return f"{self.shown_as}: {self.text[:80]}"
