"""A consultation: what the parties ask everybody who takes part."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone

from xieqiao.acts.matter import SharedModel
from xieqiao.consultations.words import ConsultationMode, Stage

if TYPE_CHECKING:
    from xieqiao.consultations.models.closings import Closing


class Consultation(SharedModel):
    """A question on which people put statements and vote; opened by an act of all parties.

    What happens within is live matter: it points here, and nothing here points to it.
    """

    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="consultations",
    )
    activity = models.ForeignKey(
        "meetings.Activity",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="consultations",
    )
    follows = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="followed_by",
    )
    title = models.CharField(max_length=200)
    question = models.TextField(blank=True, default="")
    mode = models.CharField(max_length=16, choices=ConsultationMode.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True)
    guests = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "-opens_at"], name="consultation_of"),
            models.Index(fields=["closes_at"], name="consultation_closes"),
        ]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the consultation as seen by the body with that slug."""
        return reverse("consultations:consultation", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return f"{self.title}\n{self.question}".strip()

    @property
    def channel(self) -> str:
        """The name under which pages hear what happens in it."""
        return f"consultation:{self.id}"

    @property
    def ended(self) -> Closing | None:
        """Its closing, once it is closed."""
        return getattr(self, "closing", None)

    def stage_at(self, now: datetime) -> Stage:
        """Return how far it has come; needs `closing` loaded."""
        over = self.closes_at is not None and self.closes_at <= now
        if over or self.ended is not None:
            return Stage.CLOSED
        return Stage.OPEN if self.opens_at <= now else Stage.COMING

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.stage_at(timezone.now())

    @property
    def is_open(self) -> bool:
        """Whether people may join, put statements and vote now."""
        return self.stage is Stage.OPEN
