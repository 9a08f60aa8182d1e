"""What partners were shown of needs and strengths, and what a party answered to a need."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedChild, ReportedModel
from xieqiao.exchange.words import How


class Offered(ReportedModel):
    """What an offered need and an offered strength have in common: a snapshot for partners."""

    own_id = models.UUIDField(null=True)  # the own need or strength that was copied
    offered_at = models.DateTimeField()
    shown_for = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    sector = models.CharField(max_length=1, blank=True)
    division = models.CharField(max_length=2, blank=True)
    focus_area = models.CharField(max_length=200, blank=True)
    wanted_number = models.PositiveIntegerField(null=True)
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    announced = models.BooleanField(default=False)
    ending = models.TextField(blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the snapshot as seen by the body with that slug."""
        raise NotImplementedError

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.text, self.shown_for, self.focus_area, self.ending]
        return "\n".join(part for part in parts if part)


class OfferedNeed(Offered):
    """A need as its body lets the other parties of one partnership read it."""

    at_least = models.PositiveIntegerField(null=True)
    by_when = models.DateField(null=True)
    where = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=8, choices=How.choices, default=How.ANY)
    met = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("need")
        indexes = [models.Index(fields=["partnership", "closed"], name="offered_need_open")]

    def path(self, body: str) -> str:
        """Return the address of the need as seen by the body with that slug."""
        return reverse("exchange:offered_need", args=[body, self.id])


class OfferedStrength(Offered):
    """A strength as its body lets the other parties of one partnership read it."""

    proof = models.TextField(blank=True)
    proof_where = models.CharField(max_length=200, blank=True)
    proof_when = PartialDateField()
    languages = models.CharField(max_length=200, blank=True)
    times_a_year = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("strength")
        indexes = [models.Index(fields=["partnership", "closed"], name="offered_strength_open")]

    def path(self, body: str) -> str:
        """Return the address of the strength as seen by the body with that slug."""
        return reverse("exchange:offered_strength", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (super().searchable(), self.proof) if part)


class Answer(ReportedModel):
    """What one party says to another's need: that it can help, without names."""

    answered_at = models.DateTimeField()
    need = models.ForeignKey(
        OfferedNeed,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="answers",
    )
    number = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    taken_back_because = models.TextField(blank=True)
    strengths: RelatedManager[AnsweredStrength]

    class Meta:
        verbose_name = _("answer to a need")
        indexes = [models.Index(fields=["need", "closed"], name="answer_to_need")]

    def __str__(self) -> str:
        return str(self.need or "")

    def path(self, body: str) -> str:
        """Return the address: the need's page, at this answer."""
        return f"{reverse('exchange:offered_need', args=[body, self.need_id])}#answer-{self.id}"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.text, self.taken_back_because) if part)


class AnsweredStrength(ReportedChild):
    """An offered strength that an answer points to."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="strengths")
    strength = models.ForeignKey(
        OfferedStrength,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="answers",
    )
