"""Times in words: the day, the hours, and on whose clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDate
from xieqiao.meetings.models import Schedule

# The zones that a form offers first; any other IANA name works as well.
ZONES = {
    "Asia/Shanghai": _("Beijing time"),
    "Asia/Urumqi": _("Urumqi time"),
    "Asia/Hong_Kong": _("Hong Kong time"),
    "Asia/Macau": _("Macao time"),
    "Asia/Taipei": _("Taipei time"),
    "Asia/Tokyo": _("Tokyo time"),
    "Asia/Seoul": _("Seoul time"),
    "Asia/Singapore": _("Singapore time"),
    "Asia/Dubai": _("Dubai time"),
    "Asia/Kolkata": _("Indian time"),
    "Europe/Moscow": _("Moscow time"),
    "Europe/Berlin": _("Berlin time"),
    "Europe/Paris": _("Paris time"),
    "Europe/London": _("London time"),
    "Africa/Johannesburg": _("Johannesburg time"),
    "America/Sao_Paulo": _("São Paulo time"),
    "America/New_York": _("New York time"),
    "America/Chicago": _("Chicago time"),
    "America/Los_Angeles": _("Los Angeles time"),
    "Australia/Sydney": _("Sydney time"),
    "Pacific/Auckland": _("Auckland time"),
    "UTC": _("Universal time"),
}
_PARTIAL = {"year": ("Y", "Y年"), "month": ("F Y", "Y年n月"), "day": ("j F Y", "Y年n月j日")}


def _form(english: str, chinese: str) -> str:
    return english if get_language() == "en" else chinese


def zone_name(zone: str) -> str:
    """Return what people call a time zone."""
    if zone in ZONES:
        return str(ZONES[zone])
    return _now("%(city)s time") % {"city": zone.rsplit("/", 1)[-1].replace("_", " ")}


def zone_in_words(zone: str, at: datetime) -> str:
    """Return a zone with how far it is from universal time at that moment."""
    away = at.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    minutes = int(away.total_seconds()) // 60
    sign = "−" if minutes < 0 else "+"
    hours, rest = divmod(abs(minutes), 60)
    offset = f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")
    return _now("%(zone)s (%(offset)s)") % {"zone": zone_name(zone), "offset": offset}


def day_in_words(day: date) -> str:
    """Return a day with its weekday."""
    return date_format(day, _form("l, j F Y", "Y年n月j日（l）"))


def partial_in_words(value: str) -> str:
    """Return a year, month or day as exactly as it is known."""
    if not value:
        return ""
    known = PartialDate(value)
    return date_format(known.first_day, _form(*_PARTIAL[known.precision]))


def moment_in_words(at: datetime, zone: str) -> str:
    """Return a moment on the clocks of a zone."""
    return date_format(at.astimezone(ZoneInfo(zone)), _form("j F Y, H:i", "Y年n月j日 H:i"))


def span_in_words(starts: datetime, ends: datetime | None, zone: str) -> str:
    """Return from when to when, on the clocks of a zone."""
    there = ZoneInfo(zone)
    first = starts.astimezone(there)
    begins = f"{day_in_words(first.date())} {_hour(first)}"
    if ends is None:
        return _now("%(moment)s onwards") % {"moment": begins}
    last = ends.astimezone(there)
    if last.date() == first.date():
        return f"{begins}–{_hour(last)}"
    if last.time() == datetime.min.time() and last.date() - first.date() == timedelta(days=1):
        return f"{begins}–24:00"
    words = {"begins": begins, "ends": f"{day_in_words(last.date())} {_hour(last)}"}
    return _now("%(begins)s to %(ends)s") % words


def _hour(at: datetime) -> str:
    return f"{at:%H:%M}"


@dataclass(frozen=True)
class When:
    """When something is, as a page says it; `ours` only where the reader's clocks differ."""

    words: str
    zone: str = ""
    ours: str = ""
    machine: str = ""


def when_of(schedule: Schedule, reader: Any) -> When:
    """Return when it is; `reader` is the body whose clocks are shown beside."""
    starts = schedule.starts_at
    if starts is None:
        words = partial_in_words(schedule.about) or _now("The date is not reported")
        return When(words, machine=schedule.about)
    there, here = ZoneInfo(schedule.zone), ZoneInfo(reader.timezone)
    ours = ""
    if _differ(there, here, starts, schedule.ends_at):
        ours = _now("%(span)s, %(zone)s") % {
            "span": span_in_words(starts, schedule.ends_at, here.key),
            "zone": zone_in_words(here.key, starts),
        }
    return When(
        words=span_in_words(starts, schedule.ends_at, there.key),
        zone=zone_in_words(there.key, starts),
        ours=ours,
        machine=starts.astimezone(there).isoformat(timespec="minutes"),
    )


def _differ(one: ZoneInfo, other: ZoneInfo, *moments: datetime | None) -> bool:
    return any(
        at.astimezone(one).utcoffset() != at.astimezone(other).utcoffset() for at in moments if at
    )
