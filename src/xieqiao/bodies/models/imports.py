"""A spreadsheet that somebody is taking into the directory, until it is entered or put away."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.matter import OwnModel


class Sort(models.TextChoices):
    """What the rows of the table are."""

    MEMBERS = "members", _("members")
    STRENGTHS = "strengths", _("strengths")


class Stage(models.TextChoices):
    """How far it has come."""

    CHOSEN = "chosen", _("being looked at")
    WAITING = "waiting", _("waiting to be entered")
    ENTERING = "entering", _("being entered")
    ENTERED = "entered", _("entered")
    NOTHING = "nothing", _("put away, nothing entered")
    FAILED = "failed", _("not entered")


def stored_as(row: Any, filename: str) -> str:
    """Return where a file of an import lies: by its body, under a name that says nothing."""
    return f"{row.body_id}/imports/{row.id}{PurePath(filename).suffix[:8]}"


class TableImport(OwnModel):
    """One uploaded table: the file, what was chosen for it, and what came of it."""

    sort = models.CharField(max_length=12, choices=Sort.choices, default=Sort.MEMBERS)
    name = models.CharField(max_length=200)
    file = models.FileField(upload_to=stored_as, max_length=300)
    size = models.PositiveBigIntegerField(default=0)
    options = models.JSONField(default=dict)
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.CHOSEN)
    only_good = models.BooleanField(default=False)
    result = models.JSONField(default=dict)
    refused = models.FileField(upload_to=stored_as, max_length=300, blank=True)
    person_id = models.UUIDField(null=True)
    shown_as = models.CharField(max_length=200, blank=True, default="")
    demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("imported table")
        indexes = [models.Index(fields=["body", "sort", "-made_at"], name="import_newest")]

    def __str__(self) -> str:
        return self.name

    @property
    def open(self) -> bool:
        """Whether one can still choose."""
        return self.stage == Stage.CHOSEN

    @property
    def under_way(self) -> bool:
        """Whether it is being entered."""
        return self.stage in {Stage.WAITING, Stage.ENTERING}
