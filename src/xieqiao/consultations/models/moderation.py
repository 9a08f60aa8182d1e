"""What moderators of two parties do with a statement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from xieqiao.acts.matter import LiveModel
from xieqiao.consultations.models.statements import Statement
from xieqiao.consultations.words import ModerationAction


class Moderation(LiveModel):
    """A step that one party's moderators propose, and another party's agree to or refuse.

    While nobody has answered, nothing has changed; of one statement only one step waits at a time.
    """

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="moderations")
    action = models.CharField(max_length=8, choices=ModerationAction.choices)
    target = models.ForeignKey(Statement, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    shown_as = models.CharField(max_length=200)
    answered_by = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_as = models.CharField(max_length=200, blank=True, default="")
    answer = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(agreed_at=None, refused_at=None),
                name="one_step_waits",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.statement}"

    @property
    def waits(self) -> bool:
        """Whether another party has not answered yet."""
        return self.agreed_at is None and self.refused_at is None

    @property
    def agreed_by(self) -> object | None:
        """The party whose moderators agreed."""
        return self.answered_by if self.agreed_at is not None else None
