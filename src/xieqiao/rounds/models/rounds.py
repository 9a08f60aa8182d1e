"""A round, and what of a result all parties have adopted: numbers, never names."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.rounds.words import Stage


class Round(SharedModel):
    """Many needs and many people, matched at once by rules that all parties set together.

    per_person, body_cap: the most duties of one person, and of one party's people. per_person_year:
    the most of one person within twelve months. earlier: nobody is sent again to where he or she
    was within a year. run_id and what follows: the result that was adopted last.
    """

    title = models.CharField(max_length=200)
    purpose = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField()
    gathers_until = models.DateTimeField()
    per_person = models.PositiveIntegerField(default=1)
    per_person_year = models.PositiveIntegerField(null=True)
    body_cap = models.PositiveIntegerField(null=True)
    fair = models.BooleanField(default=False)
    earlier = models.BooleanField(default=False)
    run_id = models.UUIDField(null=True)
    run_number = models.PositiveIntegerField(null=True)
    run_digest = models.CharField(max_length=64, blank=True, default="")
    adopted_at = models.DateTimeField(null=True)
    ending = models.TextField(blank=True, default="")
    shares: RelatedManager[RoundShare]

    class Meta:
        verbose_name = _("round of matching")
        verbose_name_plural = _("rounds of matching")
        indexes = [models.Index(fields=["partnership", "-opened_at"], name="round_newest")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the round as seen by the body with that slug."""
        return reverse("rounds:round", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.title, self.purpose, self.ending) if part)

    @property
    def stage(self) -> Stage:
        """How far it has come; needs `has_result` of the queries."""
        if self.closed:
            return Stage.CLOSED
        if self.run_id is not None:
            return Stage.ADOPTED
        return Stage.MATCHED if getattr(self, "has_result", False) else Stage.GATHERING

    def gathers_at(self, now: datetime) -> bool:
        """Whether its time for putting in is not over."""
        return not self.closed and self.run_id is None and now < self.gathers_until

    @property
    def gathers(self) -> bool:
        """Whether its time for putting in is not over now."""
        return self.gathers_at(timezone.now())


class RoundShare(SharedChild):
    """How many people of which party go to a need, as adopted."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="shares")
    need = models.ForeignKey(
        "exchange.OfferedNeed",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
