"""The joint report that the parties compose of their parts."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import SharedChild, SharedModel
from xieqiao.topics.models.research import PartText, ResearchPlan


class JointReport(SharedModel):
    """A general part, the parties' parts as they were at that moment, and conclusions."""

    plan = models.OneToOneField(
        ResearchPlan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="report"
    )
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True, default="")
    general = models.TextField(blank=True, default="")
    conclusions = models.TextField(blank=True, default="")
    files = models.JSONField(default=list)
    composed_at = models.DateTimeField()
    composed_on = PartialDateField()
    why = models.TextField(blank=True, default="")
    parts: RelatedManager[ReportPart]

    class Meta:
        verbose_name = _("joint report")

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the report as seen by the body with that slug."""
        return reverse("topics:report", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding; the parts are found by themselves."""
        parts = [self.title, self.number, self.general, self.conclusions]
        return "\n".join(part for part in parts if part)

    @property
    def composed(self) -> str | datetime:
        """When it was composed: as the past reports it, otherwise when it came into force."""
        return self.composed_on or self.composed_at


class ReportPart(SharedChild):
    """The wording of a party's part that stands in the report."""

    report = models.ForeignKey(JointReport, on_delete=models.CASCADE, related_name="parts")
    text = models.ForeignKey(
        PartText, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
