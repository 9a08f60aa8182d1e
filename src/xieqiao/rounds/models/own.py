"""What each body keeps to itself: whom it puts in, its rules for them, and whom it has told."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import OwnModel
from xieqiao.rounds.models.put_in import RoundNeed
from xieqiao.rounds.models.rounds import Round
from xieqiao.rounds.words import AgreedHow, Said, Why


class InRound(OwnModel):
    """Own matter of one round."""

    round = models.ForeignKey(
        Round, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True


class Team(InRound):
    """People who go to a need together, or not at all."""

    name = models.CharField(max_length=100)

    class Meta:
        ordering = ("name", "id")

    def __str__(self) -> str:
        return self.name


class Entrant(InRound):
    """Somebody whom a body puts into a round: by a strength on its list, or by name.

    A person is put in with all strengths that may be used; the one that fits best counts. says:
    what he or she can do, in words of the office, in place of those. languages: codes, parted by
    commas. agreed_how, agreed_on: the consent of who is put in without a strength, which has its
    own. taken_out_at: no longer put in; kept so that earlier runs stay readable.
    """

    person = models.ForeignKey(
        "bodies.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    strength = models.ForeignKey(
        "exchange.Strength", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    says = models.TextField(blank=True, default="")
    languages = models.CharField(max_length=200, blank=True, default="")
    most = models.PositiveIntegerField(default=1)
    company = models.CharField(max_length=200, blank=True, default="")
    team = models.ForeignKey(
        Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    agreed_how = models.CharField(max_length=8, choices=AgreedHow.choices, blank=True, default="")
    agreed_on = models.DateField(null=True, blank=True)
    demonstration = models.BooleanField(default=False)
    put_in_at = models.DateTimeField(auto_now_add=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("person put in")
        verbose_name_plural = _("people put in")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "person"], condition=~Q(person=None), name="one_entrant_each"
            ),
            models.UniqueConstraint(
                fields=["round", "strength"], condition=~Q(strength=None), name="one_per_strength"
            ),
        ]
        indexes = [models.Index(fields=["round", "body"], name="entrants_of_body")]

    def __str__(self) -> str:
        if self.person is not None:
            return self.person.name
        return self.strength.whose if self.strength is not None else ""

    @property
    def title(self) -> str:
        """Nothing: what somebody can do is told in one piece."""
        return ""

    @property
    def text(self) -> str:
        """What the office says that he or she can do."""
        return self.says


class Exclusion(InRound):
    """Somebody who does not go to a need, and why; entered by hand."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="exclusions")
    need = models.ForeignKey(RoundNeed, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=8, choices=Why.choices)
    note = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entrant", "need"], name="one_exclusion_each")
        ]

    def __str__(self) -> str:
        return f"{self.entrant} ✕ {self.need}"


class Lock(InRound):
    """Somebody who goes to a need whatever the scores say; set by hand."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="locks")
    need = models.ForeignKey(RoundNeed, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entrant", "need"], name="one_lock_each")]

    def __str__(self) -> str:
        return f"{self.entrant} → {self.need}"


class BodyLimit(InRound):
    """How many duties a body's people take on in all: at least, and at most."""

    floor = models.PositiveIntegerField(default=0)
    cap = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "body"], name="one_limit_each")]

    def __str__(self) -> str:
        return f"{self.floor}–{'∞' if self.cap is None else self.cap}"


class Told(InRound):
    """Somebody who was told where to go, and what he or she said; never moved by a refill."""

    entrant = models.ForeignKey(Entrant, on_delete=models.CASCADE, related_name="told")
    need = models.ForeignKey(RoundNeed, on_delete=models.CASCADE, related_name="+")
    told_on = models.DateField()
    told_by = models.UUIDField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=Said.choices, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entrant", "need"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.entrant} → {self.need}"
