"""What was told live: the events of each channel, numbered without gaps in the order of commits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Channel(models.Model):
    """A channel, and the number of its last event."""

    matter: ClassVar[str] = "record"

    name = models.CharField(max_length=120, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """One event; kept for a while, so that who was cut off can go on where he stopped."""

    matter: ClassVar[str] = "record"

    channel = models.CharField(max_length=120)
    number = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    newest_only = models.BooleanField(default=False)
    at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("channel", "number")
        constraints = [
            models.UniqueConstraint(fields=["channel", "number"], name="event_number_of_channel")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.number}: {self.kind}"
