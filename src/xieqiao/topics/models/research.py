"""Joint research: the plan, and the part that each party writes."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedChild, ReportedModel, SharedChild, SharedModel
from xieqiao.topics.models.topics import Topic


class ResearchPlan(SharedModel):
    """What the parties want to find out together, how, and who writes which part."""

    topic = models.OneToOneField(
        Topic, on_delete=models.DO_NOTHING, db_constraint=False, related_name="plan"
    )
    aims = models.TextField()
    method = models.TextField(blank=True, default="")
    begins = PartialDateField()
    ends = PartialDateField()
    planned_at = models.DateTimeField()
    planned_on = PartialDateField()
    parts: RelatedManager[PlannedPart]
    contributed: RelatedManager[ResearchPart]

    class Meta:
        verbose_name = _("research plan")

    def __str__(self) -> str:
        return str(self.topic)

    def path(self, body: str) -> str:
        """Return the address of the research as seen by the body with that slug."""
        return reverse("topics:research", args=[body, self.topic_id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.aims, self.method]
        parts += [f"{p.title} {p.lead} {p.about}".strip() for p in self.parts.all()]
        return "\n".join(part for part in parts if part)

    @property
    def planned(self) -> str | datetime:
        """When it was agreed on: as the past reports it, otherwise when it came into force."""
        return self.planned_on or self.planned_at


class PlannedPart(SharedChild):
    """The part that a party takes on."""

    plan = models.ForeignKey(ResearchPlan, on_delete=models.CASCADE, related_name="parts")
    body = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    about = models.TextField(blank=True, default="")
    lead = models.CharField(max_length=200, blank=True, default="")
    due = models.DateField(null=True)

    class Meta(SharedChild.Meta):
        indexes = [models.Index(fields=["body", "due"], name="part_due")]

    def __str__(self) -> str:
        return self.title


class ResearchPart(ReportedModel):
    """A party's part of the research, in its present wording; each wording stays readable."""

    plan = models.ForeignKey(
        ResearchPlan,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="contributed",
    )
    title = models.CharField(max_length=200)
    contributed_at = models.DateTimeField()
    contributed_on = PartialDateField()
    texts: RelatedManager[PartText]

    class Meta:
        verbose_name = _("part of a joint research")
        indexes = [models.Index(fields=["plan", "owner"], name="part_of_plan")]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the part as seen by the body with that slug."""
        return reverse("topics:part", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        newest = max(self.texts.all(), key=lambda text: text.position, default=None)
        if newest is None:
            return self.title
        words = [newest.title, newest.authors]
        words += [f"{s['heading']}\n{s['text']}".strip() for s in newest.sections]
        words += [file["name"] for file in newest.files]
        return "\n".join(word for word in words if word)

    @property
    def given(self) -> str | datetime:
        """When it was contributed: as the past reports it, otherwise when it was entered."""
        return self.contributed_on or self.contributed_at


class PartText(ReportedChild):
    """One wording of a part: its sections (heading, text) and files, as they were contributed."""

    part = models.ForeignKey(ResearchPart, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(max_length=200)
    authors = models.CharField(max_length=200, blank=True, default="")
    sections = models.JSONField(default=list)
    files = models.JSONField(default=list)
    why = models.TextField(blank=True, default="")
    at = models.DateTimeField()
    on = PartialDateField()
    act_id = models.UUIDField()

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> int:
        """Which wording it is, counted from one."""
        return self.position + 1

    @property
    def given(self) -> str | datetime:
        """When it was contributed: as the past reports it, otherwise when it was entered."""
        return self.on or self.at
