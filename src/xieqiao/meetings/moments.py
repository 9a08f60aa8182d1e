"""From what a payload says about time to what a calendar needs."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from xieqiao.acts.dates import PartialDate


def after(day: PartialDate) -> date:
    """Return the day after the last one that a date of reduced precision can mean."""
    first = day.first_day
    match day.precision:
        case "year":
            return first.replace(year=first.year + 1)
        case "month":
            return (first + timedelta(days=31)).replace(day=1)
    return first + timedelta(days=1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def span_of(
    *,
    starts: datetime | None,
    ends: datetime | None,
    zone: str,
    expected: PartialDate | None,
    happened: PartialDate | None,
    entered: datetime,
) -> dict[str, Any]:
    """Return `sort_at` and `until_at`: where it stands in a list, and when it lies behind us.

    What was reported as past is behind us, also when the source gives no date: it then stands
    where it was entered. What is only expected stays ahead for as long as its date can still come.
    """
    place = ZoneInfo(zone)
    if starts is not None:
        next_day = starts.astimezone(place).date() + timedelta(days=1)
        return {"sort_at": starts, "until_at": ends or _midnight(next_day, place)}
    if happened is not None:
        moment = _midnight(happened.first_day, place)
        return {"sort_at": moment, "until_at": moment}
    if expected is None:
        return {"sort_at": entered, "until_at": entered}
    return {
        "sort_at": _midnight(expected.first_day, place),
        "until_at": _midnight(after(expected), place),
    }
