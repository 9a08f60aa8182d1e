"""From plain words to an RFC 5545 rule, and from a rule to its dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import takewhile
from typing import Literal

from dateutil.rrule import MONTHLY, YEARLY, rrule, rrulestr

from xieqiao.partnerships.words import Rhythm

_STEPS: dict[Rhythm, tuple[Literal[0, 1], int]] = {
    Rhythm.YEARLY: (YEARLY, 1),
    Rhythm.TWICE: (MONTHLY, 6),
    Rhythm.QUARTERLY: (MONTHLY, 3),
    Rhythm.MONTHLY: (MONTHLY, 1),
}
_LAST_SURE_DAY = 28


def rule_text(rhythm: Rhythm, first: date | None) -> str:
    """Return the rule in the words of RFC 5545; empty when there is no rhythm.

    A day that not every month has becomes the last day of the month.
    """
    if rhythm not in _STEPS or first is None:
        return ""
    frequency, interval = _STEPS[rhythm]
    start = datetime.combine(first, time())
    if first.day <= _LAST_SURE_DAY:
        return str(rrule(frequency, dtstart=start, interval=interval))
    days = list(range(_LAST_SURE_DAY, first.day + 1))
    months = first.month if frequency == YEARLY else None
    return str(
        rrule(
            frequency,
            dtstart=start,
            interval=interval,
            bymonth=months,
            bymonthday=days,
            bysetpos=-1,
        )
    )


def dates_of(rule: str) -> Iterator[date]:
    """Yield the dates of a rule, for ever. Raises ValueError for what is no rule."""
    if rule:
        yield from (moment.date() for moment in rrulestr(rule))


def dates_until(rule: str, last: date) -> list[date]:
    """Return the dates of a rule up to `last`, and the first one after it."""
    dates = dates_of(rule)
    past = list(takewhile(lambda day: day <= last, dates_of(rule)))
    following = next((day for day in dates if day > last), None)
    return past if following is None else [*past, following]
