"""Results measured over time, and what linked supervision found."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedChild, ReportedModel, SharedModel


class Indicator(ReportedModel):
    """Something that one party measures, with its unit of measurement."""

    name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="")
    unit = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    action = models.ForeignKey(
        "outcomes.Action",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="indicators",
    )
    outcome = models.ForeignKey(
        "outcomes.Outcome",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="indicators",
    )
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    entered_at = models.DateTimeField()
    measures: RelatedManager[Measure]

    class Meta:
        verbose_name = _("result")
        indexes = [models.Index(fields=["partnership", "-in_force_at"], name="indicator_newest")]

    def __str__(self) -> str:
        return self.name

    def path(self, body: str) -> str:
        """Return the address of the indicator as seen by the body with that slug."""
        return reverse("outcomes:indicator", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join(part for part in (self.name, self.unit, self.note) if part)


class Measure(ReportedChild):
    """One value of an indicator; given again for the same date, the later one holds."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="measures")
    value = models.DecimalField(max_digits=15, decimal_places=4)
    on = PartialDateField()
    from_where = models.CharField(max_length=200, blank=True)


class Finding(SharedModel):
    """What the parties found together when they looked at how the conversion goes."""

    title = models.CharField(max_length=200)
    looked_at = models.TextField()
    found = models.TextField()
    lagging = models.BooleanField(default=False)
    asks = models.TextField(blank=True)
    asked_of = models.ForeignKey(
        "bodies.Body", null=True, on_delete=models.PROTECT, related_name="+"
    )
    due = models.DateField(null=True)
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    action = models.ForeignKey(
        "outcomes.Action",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="findings",
    )
    activity = models.ForeignKey(
        "meetings.Activity",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    settled = models.TextField(blank=True)
    entered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("finding")
        indexes = [
            models.Index(fields=["partnership", "closed", "-in_force_at"], name="finding_open")
        ]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the finding as seen by the body with that slug."""
        return reverse("outcomes:finding", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.looked_at, self.found, self.asks, self.settled]
        return "\n".join(part for part in parts if part)
