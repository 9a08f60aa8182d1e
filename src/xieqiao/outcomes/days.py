"""Days in sentences: as exactly as they are known, and how long ago they were for certain."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat
from django.db.models.lookups import LessThan
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

_FORMS = {4: ("Y", "Y年"), 7: ("F Y", "Y年n月"), 10: ("j F Y", "Y年n月j日")}
_MONTH = 7


def in_words(on: str | date | datetime | None) -> str:
    """Return a year, month or day in the reader's language."""
    if not on:
        return ""
    text = on if isinstance(on, str) else _local(on).isoformat()
    first = date.fromisoformat((text + "-01-01")[:10])
    return date_format(first, _FORMS[len(text)][0 if get_language() == "en" else 1])


def _local(on: date | datetime) -> date:
    return timezone.localtime(on).date() if isinstance(on, datetime) else on


def last_day(on: str) -> date:
    """Return the last day that a year, month or day can mean."""
    year, month = int(on[:4]), int(on[5:7] or 12)
    if len(on) <= _MONTH:
        return date(year, month, calendar.monthrange(year, month)[1])
    return date.fromisoformat(on)


def days_since(on: str | date | datetime | None, today: date | None = None) -> int:
    """Return for how many days something lasts for certain."""
    if not on:
        return 0
    day = last_day(on) if isinstance(on, str) else _local(on)
    return max(0, ((today or timezone.localdate()) - day).days)


def certainly_by(field: str, day: date) -> Q:
    """Return the condition that a date known to the year, month or day was not after `day`.

    Put after a year or month, “-99” sorts behind all of its days.
    """
    last = Concat(F(field), Value("-99"), output_field=CharField())
    following = (day + timedelta(days=1)).isoformat()
    return Q(**{f"{field}__gt": ""}) & Q(LessThan(last, Value(following)))
