"""How far a standing consent for time, place or papers reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from xieqiao.acts.kinds import Scene
from xieqiao.acts.models import Subject
from xieqiao.meetings.models import Schedule
from xieqiao.partnerships.queries import grant_for, standing_used
from xieqiao.partnerships.standing import Grant


def in_time(grant: Grant | None, today: date, *days: date | None) -> bool:
    """Say whether the days of notice allow to decide alone today about these days."""
    notice = timedelta(days=(grant.days_of_notice or 0) if grant else 0)
    return not any(day is not None and day - notice < today for day in days)


def grants_within(
    scene: Scene, sort: str, schedule: Schedule, starts: datetime | None = None
) -> list[UUID]:
    """Return what a holder's act binds to; nothing when it comes too late to decide alone.

    The days of notice count back from the day on which the activity is, and from the one to
    which it would move.
    """
    used = standing_used(scene)
    if not used:
        return []
    assert scene.partnership_id is not None
    grant = grant_for(scene.partnership_id, sort)
    new = starts.astimezone(ZoneInfo(schedule.zone)).date() if starts is not None else None
    return used if in_time(grant, scene.acting.body.today(), schedule.first_day, new) else []


@dataclass(frozen=True)
class Alone:
    """Who may decide alone about one activity's time and place, and until when."""

    holder: Any
    limits: str
    days_of_notice: int | None
    last_day: date | None
    in_time: bool


def alone_about(schedule: Schedule) -> Alone | None:
    """Return the standing consent under which a schedule stands, if one works."""
    subject = Subject.objects.filter(id=schedule.id).first()
    if subject is None or subject.deciders.standing is None or schedule.partnership_id is None:
        return None
    grant = grant_for(schedule.partnership_id, "schedule")
    if grant is None:
        return None
    holder, day = grant.rows[0].holder, schedule.first_day
    return Alone(
        holder=holder,
        limits=grant.limits,
        days_of_notice=grant.days_of_notice,
        last_day=day - timedelta(days=grant.days_of_notice or 0) if day else None,
        in_time=in_time(grant, holder.today(), day),
    )
