"""People whom one party sends to another, and what each side says of it afterwards."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedModel, SharedChild, SharedModel
from xieqiao.exchange.models.offered import OfferedNeed
from xieqiao.exchange.words import WordKind


class Dispatch(SharedModel):
    """People whom one party sends to another, as all parties agreed."""

    title = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    need = models.ForeignKey(
        OfferedNeed,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="dispatches",
    )
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    sender = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    number = models.PositiveIntegerField()
    profile = models.CharField(max_length=200, blank=True)
    purpose = models.TextField(blank=True)
    begins = PartialDateField()
    ends = PartialDateField()
    costs = models.CharField(max_length=200, blank=True)
    called_off = models.BooleanField(default=False)
    called_off_because = models.TextField(blank=True)
    report = models.TextField(blank=True)
    reported_on = PartialDateField()
    persons: RelatedManager[DispatchedPerson]

    class Meta:
        verbose_name = _("dispatch")
        verbose_name_plural = _("dispatches")
        indexes = [models.Index(fields=["partnership", "-agreed_at"], name="dispatch_newest")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the dispatch as seen by the body with that slug."""
        return reverse("exchange:dispatch", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.profile, self.purpose, self.called_off_because, self.report]
        for person in self.persons.all():
            parts += [person.shown_as, person.office]
        return "\n".join(part for part in parts if part)


class DispatchedPerson(SharedChild):
    """Somebody who is sent, as the sending body lets the others see it."""

    dispatch = models.ForeignKey(Dispatch, on_delete=models.CASCADE, related_name="persons")
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200)
    office = models.CharField(max_length=200, blank=True)


class DispatchWord(ReportedModel):
    """What one party alone says of a dispatch: its report, or its thanks."""

    said_at = models.DateTimeField()
    dispatch = models.ForeignKey(
        Dispatch,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="words",
    )
    kind = models.CharField(max_length=8, choices=WordKind.choices)
    text = models.TextField(blank=True)
    on = PartialDateField()

    class Meta:
        verbose_name = _("word on a dispatch")
        verbose_name_plural = _("words on dispatches")
        indexes = [models.Index(fields=["dispatch", "said_at"], name="word_on_dispatch")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.dispatch or ''}"

    def path(self, body: str) -> str:
        """Return the address: the dispatch's page, at this word."""
        return f"{reverse('exchange:dispatch', args=[body, self.dispatch_id])}#word-{self.id}"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return self.text
