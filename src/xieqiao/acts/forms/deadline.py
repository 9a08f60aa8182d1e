"""The day by which the others are asked to answer; it ends at midnight of the proposer's zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act

LONGEST = timedelta(days=730)


@dataclass(frozen=True)
class Deadline:
    """What was typed, the moment that it means, and what is wrong with it."""

    typed: str = ""
    at: datetime | None = None
    error: str = ""
    id: str = "id_deadline"


def deadline_typed(acting: Acting, text: str) -> Deadline:
    """Return the deadline that somebody typed, checked."""
    text = text.strip()
    if not text:
        return Deadline()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        words = _("There is no such date. Write it as year-month-day, such as 2021-05-27.")
        return Deadline(text, error=words)
    zone = ZoneInfo(acting.body.timezone)
    today = timezone.localdate(timezone=zone)
    if day < today:
        return Deadline(text, error=_("This date is over. Choose today or a later day."))
    if day > today + LONGEST:
        return Deadline(text, error=_("Choose a day within the next two years."))
    return Deadline(text, at=datetime.combine(day, time(23, 59, 59), zone))


def deadline_of(acting: Acting, at: datetime | None) -> Deadline:
    """Return the deadline that stands, as its field shows it."""
    if at is None:
        return Deadline()
    return Deadline(at.astimezone(ZoneInfo(acting.body.timezone)).date().isoformat(), at=at)


def still_to_come(act: Act) -> datetime | None:
    """Return the deadline of an act unless it is over."""
    return act.deadline if act.deadline and act.deadline > timezone.now() else None
