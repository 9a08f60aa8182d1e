"""When and where an activity is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.urls import reverse
from django.utils import timezone

from xieqiao.acts.dates import PartialDate, PartialDateField
from xieqiao.acts.matter import SharedModel
from xieqiao.meetings.models.activities import Activity
from xieqiao.meetings.moments import after


class Schedule(SharedModel):
    """Time and place: exact moments with a zone, or a date as exactly as it is known.

    `sort_at` orders what has moments and what has only a year in one list.
    """

    activity = models.OneToOneField(
        Activity,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="schedule",
    )
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=60)
    expected = PartialDateField()
    place = models.CharField(max_length=200, blank=True, default="")
    link = models.CharField(max_length=200, blank=True, default="")
    why = models.TextField(blank=True, default="")
    sort_at = models.DateTimeField(db_index=True)
    until_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.activity)

    def path(self, body: str) -> str:
        """Return the address: the activity's page, at its time and place."""
        return f"{reverse('meetings:activity', args=[body, self.activity_id])}#when"

    def searchable(self) -> str:
        """Return all text worth finding."""
        return self.place

    @property
    def tz(self) -> ZoneInfo:
        """The zone in which its times are meant."""
        return ZoneInfo(self.zone)

    @property
    def starts(self) -> datetime | None:
        """When it begins, on the clocks of its own zone."""
        return self.starts_at.astimezone(self.tz) if self.starts_at else None

    @property
    def ends(self) -> datetime | None:
        """When it ends, on the clocks of its own zone."""
        return self.ends_at.astimezone(self.tz) if self.ends_at else None

    @property
    def about(self) -> str:
        """The date that stands for it where no moment is fixed."""
        return str(self.happened or self.expected)

    @property
    def open_ended(self) -> bool:
        """Whether it is only expected: no day is fixed."""
        return bool(self.expected)

    @property
    def first_day(self) -> date | None:
        """Its first day, where it is held."""
        if self.starts:
            return self.starts.date()
        return PartialDate(self.about).first_day if self.about else None

    @property
    def latest_day(self) -> date | None:
        """The last day that a date of reduced precision can mean."""
        return after(PartialDate(self.about)) - timedelta(days=1) if self.about else None

    @property
    def last_day(self) -> date | None:
        """Its last day, where it is held; the day on which the clocks strike midnight is out."""
        if self.starts is None or self.ends is None:
            return self.first_day
        midnight = self.ends.time() == datetime.min.time() and self.ends > self.starts
        last = self.ends.date()
        return date.fromordinal(last.toordinal() - 1) if midnight else last

    @property
    def over(self) -> bool:
        """Whether it lies behind us."""
        return self.until_at < timezone.now()
