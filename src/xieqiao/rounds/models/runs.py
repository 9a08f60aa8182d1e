"""Runs: each an assignment of what was put in at that moment, which nothing changes afterwards."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from xieqiao.acts.matter import LiveModel
from xieqiao.rounds.models.put_in import RoundNeed
from xieqiao.rounds.models.rounds import Round
from xieqiao.rounds.words import UNDER_WAY, USABLE, WOULD_CHANGE, Fixed, Reason, Status


class Run(LiveModel):
    """An assignment by the rules of the round.

    Scores are in ten-thousandths. inputs: a digest of all that was put in; digest: of the result.
    fair: whether the worst served need was raised; before_fairness: the total without it.
    clash: which rules contradict each other, as kinds and ids; each reader is shown its own.
    """

    round = models.ForeignKey(
        Round, on_delete=models.DO_NOTHING, db_constraint=False, related_name="runs"
    )
    number = models.PositiveIntegerField()
    refills = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="refilled_by"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.WAITING)
    inputs = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, blank=True, default="")
    total = models.BigIntegerField(default=0)
    bound = models.BigIntegerField(default=0)
    needs_in = models.PositiveIntegerField(default=0)
    needs_met = models.PositiveIntegerField(default=0)
    people_sent = models.PositiveIntegerField(default=0)
    fair = models.BooleanField(default=False)
    before_fairness = models.BigIntegerField(null=True)
    clash = models.JSONField(default=list)

    class Meta:
        ordering = ("-number",)
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="one_run_number")]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"

    def path(self, body: str) -> str:
        """Return the address of the run as seen by the body with that slug."""
        return reverse("rounds:run", args=[body, self.round_id, self.number])

    @property
    def under_way(self) -> bool:
        """Whether it is not finished."""
        return self.status in UNDER_WAY

    @property
    def usable(self) -> bool:
        """Whether it can be adopted."""
        return self.status in USABLE

    @property
    def fairness_cost(self) -> int | None:
        """What raising the worst served need has cost of the total, in ten-thousandths."""
        return None if self.before_fairness is None else self.before_fairness - self.total


class RunAssignment(LiveModel):
    """Somebody assigned to a need: read by that person's own body alone.

    strength_id: the strength by which that person fits best; None for words of the office. rank,
    follower: among that body's own people, so that they tell nothing of another's.
    """

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="assignments")
    need = models.ForeignKey(RoundNeed, on_delete=models.PROTECT, related_name="+")
    entrant_id = models.UUIDField()
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    strength_id = models.UUIDField(null=True)
    score = models.IntegerField()
    rank = models.PositiveIntegerField(default=0)
    follower_id = models.UUIDField(null=True)
    follower_score = models.IntegerField(null=True)
    fixed = models.CharField(max_length=4, choices=Fixed.choices, blank=True, default="")

    class Meta:
        ordering = ("need__put_in_at", "need", "-score", "entrant_id")
        constraints = [
            models.UniqueConstraint(fields=["run", "need", "entrant_id"], name="one_assignment")
        ]
        indexes = [models.Index(fields=["run", "body"], name="assigned_of_body")]

    def __str__(self) -> str:
        return f"{self.run}: {self.need}"


class RunUnmet(LiveModel):
    """A need that a run left with nobody, or below its least; read by the need's owner alone."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="unmet")
    need = models.ForeignKey(RoundNeed, on_delete=models.PROTECT, related_name="+")
    given = models.PositiveIntegerField()
    least = models.PositiveIntegerField()
    most = models.PositiveIntegerField()
    reason = models.CharField(max_length=8, choices=Reason.choices)
    change = models.CharField(max_length=8, choices=Reason.choices)

    class Meta:
        ordering = ("need__put_in_at", "need")
        constraints = [models.UniqueConstraint(fields=["run", "need"], name="one_unmet")]

    def __str__(self) -> str:
        return f"{self.run}: {self.need}"

    @property
    def would_change(self) -> str:
        """What would let one more come, in words."""
        return str(WOULD_CHANGE[Reason(self.change)])
