"""What may change in this room, a class for each thing that can be done."""

from __future__ import annotations

from xieqiao.meetings.acts.activities import CancelActivity, ChangeActivity, PlanActivity
from xieqiao.meetings.acts.minutes import CorrectMinutes, PassMinutes
from xieqiao.meetings.acts.papers import ListPapers
from xieqiao.meetings.acts.people import NameDelegation, RecordAttendance
from xieqiao.meetings.acts.schedules import Reschedule

__all__ = [
    "CancelActivity",
    "ChangeActivity",
    "CorrectMinutes",
    "ListPapers",
    "NameDelegation",
    "PassMinutes",
    "PlanActivity",
    "RecordAttendance",
    "Reschedule",
]
