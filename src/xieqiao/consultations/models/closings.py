"""How a consultation ends, and what its content was then."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.consultations import Consultation


class ClosingCall(LiveModel):
    """A party's moderators saying that it may be closed; with those of two, it is."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="closing_calls"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    shown_as = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(fields=["consultation", "body"], name="one_closing_call"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}, {self.body}"


class Closing(LiveModel):
    """The end of a consultation: from here on nothing in it changes, and `digest` proves it.

    `body` is the party whose word completed it; none when its time had come.
    """

    consultation = models.OneToOneField(
        Consultation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="closing"
    )
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.consultation}, {self.closed_at}"
