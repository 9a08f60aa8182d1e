"""What people put to the vote."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.consultations import Consultation
from xieqiao.consultations.models.participants import Participant
from xieqiao.consultations.words import StatementState

LONGEST = 140


class Statement(LiveModel):
    """A statement of somebody who takes part, or one that an office seeded from the research."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.DO_NOTHING, db_constraint=False, related_name="statements"
    )
    author = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="statements"
    )
    body = models.ForeignKey("bodies.Body", null=True, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=LONGEST)
    language = models.CharField(max_length=16, default="zh-hans")
    seeded = models.BooleanField(default=False)
    source_note = models.CharField(max_length=200, blank=True, default="")
    state = models.CharField(
        max_length=8, choices=StatementState.choices, default=StatementState.SHOWN.value
    )
    hidden_reason = models.CharField(max_length=500, blank=True, default="")
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    demonstration = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="statement_number"),
        ]
        indexes = [models.Index(fields=["consultation", "state"], name="statement_state")]

    def __str__(self) -> str:
        return self.text

    @property
    def takes_votes(self) -> bool:
        """Whether it may be voted on while the consultation is open."""
        return self.state == StatementState.SHOWN


class StatementTranslation(LiveModel):
    """A statement in another language; it stands beside the original, never instead of it."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=16)
    text = models.CharField(max_length=2 * LONGEST)
    by = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("language",)
        constraints = [
            models.UniqueConstraint(fields=["statement", "language"], name="one_translation"),
        ]

    def __str__(self) -> str:
        return self.text
