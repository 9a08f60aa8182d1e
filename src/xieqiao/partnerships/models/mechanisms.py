"""How the parties keep meeting."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.partnerships.models.agreements import Agreement
from xieqiao.partnerships.words import MechanismKind, Rhythm, SectionKind


class Mechanism(SharedModel):
    """Something that comes round: its rhythm is kept as an RFC 5545 rule."""

    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=MechanismKind.choices)
    rhythm = models.CharField(max_length=16, choices=Rhythm.choices)
    rule = models.CharField(max_length=200, blank=True, default="")
    first_date = models.DateField(null=True)
    note = models.TextField(blank=True, default="")
    agreement = models.ForeignKey(
        Agreement,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="mechanisms",
    )
    ending_note = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "closed"], name="mechanism_of")]

    def __str__(self) -> str:
        return self.title or str(MechanismKind(self.kind).label)

    def path(self, body: str) -> str:
        """Return the address of the mechanism as seen by the body with that slug."""
        return reverse("partnerships:mechanism", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(t for t in (self.title, self.note) if t)


class MechanismHost(SharedChild):
    """A body's place in the order in which the parties host."""

    mechanism = models.ForeignKey(Mechanism, on_delete=models.CASCADE, related_name="hosts")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.body)


class SectionExchange(SharedModel):
    """Sections of different bodies that keep in touch."""

    title = models.CharField(max_length=200)
    note = models.TextField(blank=True, default="")
    ending_note = models.TextField(blank=True, default="")

    class Meta:
        indexes = [models.Index(fields=["partnership", "closed"], name="exchange_of")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address: the partnership's page, at this exchange."""
        page = reverse("partnerships:partnership", args=[body, self.partnership_id])
        return f"{page}#x-{self.id}"

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.note, *(s.section for s in self.sides.all())]
        return "\n".join(part for part in parts if part)


class ExchangeSide(SharedChild):
    """One body's section in an exchange, by the name that the body gave."""

    exchange = models.ForeignKey(SectionExchange, on_delete=models.CASCADE, related_name="sides")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=SectionKind.choices)
    section = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.section
