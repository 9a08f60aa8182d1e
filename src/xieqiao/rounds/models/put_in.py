"""What parties put in where all can read it: needs, and that they have put in all they want."""

from __future__ import annotations

from django.db import models

from xieqiao.acts.matter import LiveModel
from xieqiao.rounds.models.rounds import Round


class RoundNeed(LiveModel):
    """An offered need that its owner's office put into a round.

    languages: codes, parted by commas, of which whoever goes speaks all. whole: nobody goes, or
    as many as the need wants at least.
    """

    round = models.ForeignKey(
        Round, on_delete=models.DO_NOTHING, db_constraint=False, related_name="needs"
    )
    need = models.ForeignKey(
        "exchange.OfferedNeed",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="in_rounds",
    )
    languages = models.CharField(max_length=200, blank=True, default="")
    whole = models.BooleanField(default=False)
    put_in_at = models.DateTimeField()
    taken_out_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("put_in_at", "id")
        constraints = [models.UniqueConstraint(fields=["round", "need"], name="one_need_in_round")]

    def __str__(self) -> str:
        return str(self.need)

    @property
    def least(self) -> int:
        """The fewest people that it wants; all, where it says no fewest and wants all or nobody."""
        least = self.need.at_least or (self.most if self.whole else 0)
        return min(least, self.most)

    @property
    def most(self) -> int:
        """The most people that it wants."""
        return self.need.wanted_number or self.need.at_least or 1


class Ready(LiveModel):
    """A party's word that it has put in all that it wants."""

    round = models.ForeignKey(
        Round, on_delete=models.DO_NOTHING, db_constraint=False, related_name="ready"
    )
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    shown_as = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["round", "body"], name="one_ready_each")]

    def __str__(self) -> str:
        return f"{self.round}, {self.body}"
