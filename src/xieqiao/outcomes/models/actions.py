"""Who does what by when, and how the responsible party says it goes."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_stubs_ext.db.models.manager import RelatedManager

from xieqiao.acts.dates import PartialDateField
from xieqiao.acts.matter import ReportedChild, ReportedModel, SharedModel
from xieqiao.outcomes.words import Ending, State


class Action(SharedModel):
    """Something that one party answers for, as all parties agreed."""

    title = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=200, blank=True, default="")
    text = models.TextField(blank=True)
    responsible = models.ForeignKey("bodies.Body", on_delete=models.PROTECT, related_name="+")
    unit_name = models.CharField(max_length=200, blank=True)
    supporting = models.CharField(max_length=200, blank=True)
    due = models.DateField(null=True)
    outcome = models.ForeignKey(
        "outcomes.Outcome",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="actions",
    )
    topic = models.ForeignKey(
        "topics.Topic",
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    entered_at = models.DateTimeField()
    ending = models.CharField(max_length=16, choices=Ending.choices, blank=True)
    closing_note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("action")
        indexes = [
            models.Index(fields=["partnership", "closed", "due"], name="action_due"),
            models.Index(fields=["responsible", "closed", "due"], name="action_of_party"),
        ]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the action as seen by the body with that slug."""
        return reverse("outcomes:action", args=[body, self.id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, self.text, self.unit_name, self.supporting, self.closing_note]
        return "\n".join(part for part in parts if part)


class Progress(ReportedModel):
    """What the responsible party reports about an action, once."""

    action = models.ForeignKey(
        Action, on_delete=models.DO_NOTHING, db_constraint=False, related_name="progress"
    )
    state = models.CharField(max_length=16, choices=State.choices)
    text = models.TextField(blank=True)
    on = PartialDateField()
    evidence: RelatedManager[Evidence]

    class Meta:
        verbose_name = verbose_name_plural = _("progress report")
        indexes = [models.Index(fields=["action", "-on", "-in_force_at"], name="progress_newest")]

    def __str__(self) -> str:
        return f"{self.action} ({self.on})"

    def path(self, body: str) -> str:
        """Return the address: the action's page, at this report."""
        return reverse("outcomes:action", args=[body, self.action_id]) + f"#p-{self.id}"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return "\n".join([self.text, *(e.name for e in self.evidence.all())])


class Evidence(ReportedChild):
    """What shows that a report is so: a file or a link."""

    progress = models.ForeignKey(Progress, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=200)
    link = models.CharField(max_length=200, blank=True)
    file_id = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=100, blank=True)
