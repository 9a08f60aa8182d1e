"""How far a standing consent for time, place or papers reaches."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from xieqiao.acts.kinds import Scene
from xieqiao.meetings.models import Schedule
from xieqiao.partnerships.queries import grant_for, standing_used


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
    notice = timedelta(days=(grant.days_of_notice or 0) if grant else 0)
    today = scene.acting.body.today()
    days = [schedule.first_day]
    if starts is not None:
        days.append(starts.astimezone(ZoneInfo(schedule.zone)).date())
    late = any(day is not None and day - notice < today for day in days)
    return [] if late else used
