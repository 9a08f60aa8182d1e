"""A party's part while its own office is still writing it."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import OwnModel
from xieqiao.topics.models.research import ResearchPlan


class PartDraft(OwnModel):
    """The own draft of a part; no partner sees it, and contributing copies it.

    `version` counts the savings, so that two people who write at once do not overwrite each other.
    """

    plan = models.ForeignKey(
        ResearchPlan, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    title = models.CharField(max_length=200, blank=True, default="")
    authors = models.CharField(max_length=200, blank=True, default="")
    sections = models.JSONField(default=list)
    files = models.JSONField(default=list)
    language = models.CharField(max_length=16, default="zh-hans")
    demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.CharField(max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("our draft of a part")
        constraints = [
            models.UniqueConstraint(fields=["body", "plan"], name="one_draft_of_a_part"),
        ]

    def __str__(self) -> str:
        return self.title

    def path(self, body: str) -> str:
        """Return the address of the draft within its own body."""
        return reverse("topics:draft", args=[body, self.plan_id])

    def searchable(self) -> str:
        """Return all text worth finding."""
        parts = [self.title, *(f"{s['heading']}\n{s['text']}".strip() for s in self.sections)]
        return "\n".join(part for part in parts if part)
