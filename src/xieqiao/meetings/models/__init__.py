"""What the room stores."""

from __future__ import annotations

from xieqiao.meetings.models.activities import Activity, AgendaItem, Invited
from xieqiao.meetings.models.calendars import CalendarLink
from xieqiao.meetings.models.live import ActivityComment
from xieqiao.meetings.models.minutes import Minutes, MinutesPoint
from xieqiao.meetings.models.papers import Paper, Papers
from xieqiao.meetings.models.people import Attendance, Attendee, Delegate, Delegation
from xieqiao.meetings.models.running import PointOfOrder, RunningItem, Speaker
from xieqiao.meetings.models.schedules import Schedule

__all__ = [
    "Activity",
    "ActivityComment",
    "AgendaItem",
    "Attendance",
    "Attendee",
    "CalendarLink",
    "Delegate",
    "Delegation",
    "Invited",
    "Minutes",
    "MinutesPoint",
    "Paper",
    "Papers",
    "PointOfOrder",
    "RunningItem",
    "Schedule",
    "Speaker",
]
