"""What a member did, as the records of the rooms say it; nothing here is typed in by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDate


class Deed(models.TextChoices):
    """What somebody did; the order is the one in which pages count."""

    ATTENDED = "attended", _("took part")
    HEADED = "headed", _("led a delegation")
    SPOKE = "spoke", _("spoke")
    CONTRIBUTED = "contributed", _("wrote a part of joint research")
    DISPATCHED = "dispatched", _("was dispatched")
    MODERATED = "moderated", _("moderated a consultation")
    DRAFTED = "drafted", _("drafted a document")
    CARRIED_OUT = "carried_out", _("carried out an action")
    INITIATIVE = "initiative", _("own initiative")


@dataclass(frozen=True)
class Entry:
    """One thing that somebody did, with the record that says so.

    `record` is the id of that record, `path` its page; `by_name` says that the record names the
    person in words alone, and that nobody else in the directory is called so.
    """

    deed: Deed
    person_id: UUID
    record: UUID
    title: str
    when: str | datetime
    path: str
    partnership: Any = None
    detail: str = ""
    by_name: bool = False
    demonstration: bool = False
    source: str = ""
    corrections: list[Any] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What a correction is about: the deed and its record."""
        return f"{self.deed.value}:{self.record}"

    @property
    def on(self) -> str:
        """When it was, as exactly as is known: 2021, 2021-05 or 2021-05-27; empty if unknown."""
        if isinstance(self.when, datetime):
            return timezone.localtime(self.when).date().isoformat()
        return str(self.when or "")

    @property
    def year(self) -> int | None:
        """The year in which it was."""
        return int(self.on[:4]) if self.on else None

    @property
    def month(self) -> int | None:
        """The month, if it is known as exactly."""
        return int(self.on[5:7]) if len(self.on) > 4 else None

    @property
    def sorts_at(self) -> str:
        """Its place in time; what has no date comes last."""
        return PartialDate(self.on).first_day.isoformat() if self.on else ""

    @property
    def _said(self) -> list[Any]:
        """The corrections from the last time on that it was put back as it was recorded."""
        found: list[Any] = []
        for row in self.corrections:
            if row.what == "as_recorded":
                found = []
            elif row.what != "note":
                found.append(row)
        return found

    @property
    def left_out(self) -> bool:
        """Whether the last correction says that it was not so."""
        return bool(self._said) and self._said[-1].what == "not_so"

    @property
    def words(self) -> str:
        """The title, as the last correction has it."""
        told = [row.text for row in self._said if row.what == "otherwise"]
        return str(told[-1]) if told else self.title
