"""What a body's office passed on to a unit of its own directory: the body's own matter."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from xieqiao.acts.matter import OwnModel
from xieqiao.outcomes.models.actions import Action
from xieqiao.outcomes.models.submissions import Submission


class Addressed(OwnModel):
    """Something that a unit's handlers see, with what the office tells them."""

    unit = models.ForeignKey("bodies.Unit", on_delete=models.CASCADE, related_name="+")
    note = models.TextField(blank=True)
    addressed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True


class AddressedAction(Addressed):
    """An action of the own side that a unit sees to."""

    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, related_name="addressed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "unit"], name="addressed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.action} → {self.unit}"

    @property
    def about(self) -> Action:
        """What was passed on."""
        return self.action

    def unit_path(self, body: str) -> str:
        """Return the address under which the unit's handlers read it."""
        return reverse("outcomes:addressed_action", args=[body, self.action_id])


class AddressedSubmission(Addressed):
    """A submission of the own side that a unit answers."""

    submission = models.ForeignKey(
        Submission, on_delete=models.DO_NOTHING, db_constraint=False, related_name="addressed"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "unit"], name="submission_passed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} → {self.unit}"

    @property
    def about(self) -> Submission:
        """What was passed on."""
        return self.submission

    def unit_path(self, body: str) -> str:
        """Return the address under which the unit's handlers read it."""
        return reverse("outcomes:addressed_submission", args=[body, self.submission_id])
