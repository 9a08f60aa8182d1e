"""A month of activities, on the clocks of the reading body."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.dates import PartialDate
from xieqiao.meetings.clocks import day_in_words
from xieqiao.meetings.models import Activity, Schedule

_EARLIEST, _LATEST = 1950, 2148
IN_A_CELL = 3
WEEKDAYS = (
    (_("Mon"), _("Monday")),
    (_("Tue"), _("Tuesday")),
    (_("Wed"), _("Wednesday")),
    (_("Thu"), _("Thursday")),
    (_("Fri"), _("Friday")),
    (_("Sat"), _("Saturday")),
    (_("Sun"), _("Sunday")),
)


@dataclass(frozen=True)
class Month:
    """A month of a year."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str, today: date) -> Month:
        """Return the month that the address asks for, such as 2026-12; otherwise today's."""
        try:
            day = PartialDate(text).first_day if len(text) == 7 else today
        except ValueError:
            day = today
        if not _EARLIEST <= day.year <= _LATEST:
            day = today
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def title(self) -> str:
        """The month in the reader's language."""
        return date_format(self.first, "YEAR_MONTH_FORMAT")

    def day(self, text: str) -> date | None:
        """Return the day of it that the address asks for, such as 2026-12-05, or None."""
        try:
            day = PartialDate(text).first_day if len(text) == 10 else None
        except ValueError:
            return None
        return day if day and (day.year, day.month) == (self.year, self.number) else None

    @property
    def before(self) -> Month:
        """The month before."""
        day = self.first - timedelta(days=1)
        return Month(day.year, day.month)

    @property
    def after(self) -> Month:
        """The month after."""
        day = self.first + timedelta(days=31)
        return Month(day.year, day.month)

    @property
    def weeks(self) -> list[list[date]]:
        """Its weeks, Monday first, with the days of its neighbours that fill them."""
        return calendar.Calendar(firstweekday=0).monthdatescalendar(self.year, self.number)


@dataclass(frozen=True)
class Entry:
    """An activity on one day; `time` is when it begins, if it begins on that day."""

    activity: Activity
    time: datetime | None

    @property
    def hour(self) -> str:
        """When it begins on that day, on the clocks of the reading body."""
        return f"{self.time:%H:%M}" if self.time else ""


@dataclass(frozen=True)
class Day:
    """A cell of the calendar."""

    date: date
    inside: bool
    today: bool
    entries: list[Entry]

    @property
    def month(self) -> str:
        """The month that it belongs to."""
        return f"{self.date:%Y-%m}"

    @property
    def shown(self) -> list[Entry]:
        """As many as a cell has room for."""
        return self.entries[:IN_A_CELL]

    @property
    def more(self) -> int:
        """How many there are beside."""
        return max(0, len(self.entries) - IN_A_CELL)


def frame(month: Month, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the moments between which its weeks lie, a day wider for dates without a zone."""
    first, last = month.weeks[0][0], month.weeks[-1][-1]
    begin = datetime.combine(first, time(), zone) - timedelta(days=1)
    return begin, datetime.combine(last, time(), zone) + timedelta(days=2)


def days_of(schedule: Schedule, zone: ZoneInfo) -> tuple[date, date] | None:
    """Return the first and last day of it on the clocks of a zone; None when no day is fixed."""
    if schedule.starts_at is None:
        about = schedule.about
        exact = PartialDate(about) if len(about) == 10 else None
        return (exact.first_day, exact.first_day) if exact else None
    first = schedule.starts_at.astimezone(zone)
    if schedule.ends_at is None:
        return first.date(), first.date()
    # What ends at midnight does not reach into the next day.
    last = (schedule.ends_at - timedelta(microseconds=1)).astimezone(zone)
    return first.date(), max(first.date(), last.date())


def weeks_of(
    month: Month, activities: Iterable[Activity], zone: ZoneInfo, today: date
) -> list[list[Day]]:
    """Return the cells of the calendar."""
    by_day: dict[date, list[Entry]] = defaultdict(list)
    first_cell, last_cell = month.weeks[0][0], month.weeks[-1][-1]
    for activity in activities:
        days = days_of(activity.schedule, zone)
        if days is None:
            continue
        begins = activity.schedule.starts_at
        day = max(days[0], first_cell)
        while day <= min(days[1], last_cell):
            at = begins.astimezone(zone) if begins and day == days[0] else None
            by_day[day].append(Entry(activity, at))
            day += timedelta(days=1)
    return [
        [Day(day, day.month == month.number, day == today, by_day[day]) for day in week]
        for week in month.weeks
    ]


@dataclass(frozen=True)
class Chapter:
    """A part of the month as a list: a day, or what has no day yet (None)."""

    day: date | None
    entries: list[Entry]

    @property
    def title(self) -> str:
        """The day with its weekday."""
        return day_in_words(self.day) if self.day else ""


def chapters_of(
    month: Month, activities: Iterable[Activity], zone: ZoneInfo, only: date | None = None
) -> list[Chapter]:
    """Return these activities under their first day within the month, in the order given.

    With `only` all of them stand under that day.
    """
    found: dict[date | None, list[Entry]] = {}
    for activity in activities:
        days = days_of(activity.schedule, zone)
        begins = activity.schedule.starts_at
        day = only or (max(days[0], month.first) if days else None)
        at = begins.astimezone(zone) if begins and days and days[0] == day else None
        found.setdefault(day, []).append(Entry(activity, at))
    return [Chapter(day, entries) for day, entries in found.items()]


def on_day(day: date, activities: Iterable[Activity], zone: ZoneInfo) -> list[Activity]:
    """Return the activities that touch a day."""
    spans = [(activity, days_of(activity.schedule, zone)) for activity in activities]
    return [activity for activity, days in spans if days and days[0] <= day <= days[1]]


def in_month(month: Month, activities: Iterable[Activity], zone: ZoneInfo) -> list[Activity]:
    """Return the activities that fall into the month itself, those with no day fixed last."""
    dated, undated = [], []
    for activity in activities:
        days = days_of(activity.schedule, zone)
        if days is None:
            if activity.schedule.about[:7] == str(month):
                undated.append(activity)
        elif days[0] < month.after.first and days[1] >= month.first:
            dated.append(activity)
    return dated + undated
