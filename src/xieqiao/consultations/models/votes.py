"""Votes as they stand, and the receipt of each that was sent."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.participants import Participant
from xieqiao.consultations.models.statements import Statement
from xieqiao.consultations.words import Choice, VoteOutcome


class Vote(LiveModel):
    """What somebody holds of a statement now.

    `counter` is the device's own running number: of two votes the one with the higher counts,
    whichever arrives first. No clock of a device is ever asked.
    """

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="votes")
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="votes")
    value = models.SmallIntegerField(choices=Choice.choices)
    counter = models.BigIntegerField()
    key = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "statement"], name="one_vote"),
        ]

    def __str__(self) -> str:
        return str(self.get_value_display())


class VoteReceipt(LiveModel):
    """A vote as it was sent and answered; the same key is answered the same for ever."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="receipts")
    key = models.UUIDField()
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="+")
    value = models.SmallIntegerField()
    counter = models.BigIntegerField()
    outcome = models.CharField(max_length=20, choices=VoteOutcome.choices)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "key"], name="one_receipt"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.outcome}"
