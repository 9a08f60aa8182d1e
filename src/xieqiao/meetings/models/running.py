"""How a meeting goes, moment by moment: what is running, who speaks, points of order."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone

from xieqiao.acts.matter import LiveModel
from xieqiao.meetings.models.activities import Activity
from xieqiao.meetings.words import SpeakerState


class RunningItem(LiveModel):
    """A point of the agenda as it was taken up: with its words of that moment.

    The agenda may be changed by act meanwhile; what was run stays as it was run. `place` is its
    number in the agenda, None for what was taken up besides.
    """

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="items_run"
    )
    place = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=200)
    minutes = models.PositiveIntegerField(null=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    shown_as = models.CharField(max_length=200)

    class Meta:
        ordering = ("started_at", "id")
        indexes = [models.Index(fields=["activity", "started_at"], name="items_run_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"], condition=Q(ended_at=None), name="one_item_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def seconds(self) -> int:
        """How long it took, or takes so far."""
        return _between(self.started_at, self.ended_at)

    @property
    def clock(self) -> str:
        """The same as a clock shows it."""
        return clock(self.seconds)

    @property
    def over_time(self) -> bool:
        """Whether it takes longer than the agenda says."""
        return self.minutes is not None and self.seconds > self.minutes * 60


class Speaker(LiveModel):
    """Somebody who asked to speak, and what became of it. Guests belong to no party."""

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="speakers"
    )
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=SpeakerState.choices)
    item = models.ForeignKey(RunningItem, null=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "id")
        indexes = [models.Index(fields=["activity", "state"], name="speakers_of")]
        constraints = [
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(state=SpeakerState.SPEAKING),
                name="one_speaker_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["activity", "account_id"],
                condition=Q(state=SpeakerState.WAITING),
                name="asked_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_as

    @property
    def seconds(self) -> int:
        """How long the speech took, or takes so far."""
        return _between(self.started_at, self.ended_at) if self.started_at else 0

    @property
    def clock(self) -> str:
        """The same as a clock shows it."""
        return clock(self.seconds)


class PointOfOrder(LiveModel):
    """A remark on the procedure, which goes before the speakers, and the answer to it."""

    activity = models.ForeignKey(
        Activity, on_delete=models.DO_NOTHING, db_constraint=False, related_name="points_of_order"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    person_id = models.UUIDField(null=True)
    account_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    text = models.CharField(max_length=200)
    at = models.DateTimeField()
    answer = models.CharField(max_length=200, blank=True, default="")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "points of order"
        indexes = [models.Index(fields=["activity", "at"], name="points_of_order_of")]

    def __str__(self) -> str:
        return self.text


def _between(start: datetime, end: datetime | None) -> int:
    return max(0, ((end or timezone.now()) - start) // timedelta(seconds=1))


def clock(seconds: int) -> str:
    """Return a length of time as a clock shows it: 4:05, 1:02:09."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
