"""What the parties consult about."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import SharedModel
from xieqiao.topics.words import Beginning, Ending


class Topic(SharedModel):
    """A topic, from its confirmation to its closing; how far it has come follows from the rest.

    `comments_digest` is that of its first `comments_count` comments, frozen when it was closed.
    """

    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="", db_index=True)
    question = models.TextField(blank=True, default="")
    why = models.TextField(blank=True, default="")
    prospects = models.TextField(blank=True, default="")
    expertise = models.TextField(blank=True, default="")
    focus_area = models.ForeignKey(
        "partnerships.FocusArea",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    need_id = models.UUIDField(null=True)  # an offered need; that room points here, too
    lead = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    beginning = models.CharField(
        max_length=24, choices=Beginning.choices, default=Beginning.NOTHING
    )
    beginning_note = models.CharField(max_length=200, blank=True, default="")
    confirmed_at = models.DateTimeField()
    raised_on = PartialDateField()
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True, default="")
    ending_note = models.TextField(blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_on = PartialDateField()
    comments_digest = models.CharField(max_length=64, blank=True, default="")
    comments_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("topic")
        indexes = [
            models.Index(fields=["partnership", "closed", "-confirmed_at"], name="topic_of"),
        ]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the topic as seen by the body with that slug."""
        return reverse("topics:topic", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.question, self.why, self.prospects, self.expertise]
        return "\n".join(part for part in [*parts, self.beginning_note, self.ending_note] if part)

    @property
    def raised(self) -> str | datetime:
        """When it was raised: as the past reports it, otherwise when the act came into force."""
        return self.raised_on or self.confirmed_at

    @property
    def ended(self) -> str | datetime | None:
        """When it was closed, if it was; an agreement's end closes topics, too."""
        return (self.ended_on or self.ended_at or self.in_force_at) if self.closed else None
