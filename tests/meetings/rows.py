"""Many rows as acts would write them, for lists that come in pages and for counting queries."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.meetings.models import (
    Activity,
    ActivityComment,
    AgendaItem,
    Attendance,
    Attendee,
    Delegate,
    Delegation,
    Invited,
    Minutes,
    MinutesPoint,
    Paper,
    Papers,
    PointOfOrder,
    RunningItem,
    Schedule,
    Speaker,
)


def more_activities(
    partnership: Any, count: int, starts: str = "", hours: int = 2, **fields: Any
) -> list[Activity]:
    """Write activities with schedules and papers; by default they begin in ten days."""
    now = timezone.now()
    begins = datetime.fromisoformat(starts) if starts else now + timedelta(days=10)
    common = {"partnership": partnership, "revision": 0, "in_force_at": now}
    about = {"kind": "visit", "planned_at": now, **fields}
    ends = begins + timedelta(hours=hours)
    times = {"starts_at": begins, "ends_at": ends, "sort_at": begins, "until_at": ends}
    with gate_open("acts"):
        found = Activity.objects.bulk_create(
            Activity(id=uuid4(), title=f"活动 {n}", **about, **common) for n in range(count)
        )
        Schedule.objects.bulk_create(
            Schedule(id=uuid4(), activity=a, zone="Asia/Shanghai", **times, **common) for a in found
        )
        Papers.objects.bulk_create(Papers(id=uuid4(), activity=a, **common) for a in found)
    return found


def more_parts(activity: Activity, there: list[Acting], count: int) -> None:
    """Write agenda, guests, people, papers and comments of one activity."""
    now = timezone.now()
    common = {"partnership_id": activity.partnership_id, "revision": 0, "in_force_at": now}
    file = {"file_id": uuid4(), "sha256": "0" * 64, "size": 1, "media_type": "text/plain"}
    with gate_open("acts"):
        for who in there:
            own = {"owner_id": who.body_id, "activity": activity, **common}
            delegation, _made = Delegation.objects.get_or_create(
                activity=activity, owner=who.body, defaults={"id": uuid4(), **own}
            )
            attendance, _made = Attendance.objects.get_or_create(
                activity=activity, owner=who.body, defaults={"id": uuid4(), **own}
            )
            Delegate.objects.bulk_create(
                Delegate(id=uuid4(), delegation=delegation, shown_as=f"演示委员 {n:03}")
                for n in range(count)
            )
            Attendee.objects.bulk_create(
                Attendee(id=uuid4(), attendance=attendance, shown_as=f"演示委员 {n:03}")
                for n in range(count)
            )
        AgendaItem.objects.bulk_create(
            AgendaItem(id=uuid4(), activity=activity, title="议程", minutes=5) for _ in range(count)
        )
        Invited.objects.bulk_create(
            Invited(id=uuid4(), activity=activity, name="演示专家", quality="expert")
            for _ in range(count)
        )
        Paper.objects.bulk_create(
            Paper(id=uuid4(), papers=activity.papers, title="材料", name="材料.txt", **file)
            for _ in range(count)
        )
    with gate_open("live"):
        ActivityComment.objects.bulk_create(
            ActivityComment(
                activity=activity, body=there[0].body, shown_as="演示", text="好", at=now
            )
            for _ in range(count)
        )


def more_points(minutes: Minutes, there: list[Acting], count: int) -> None:
    """Write points of minutes."""
    held_by = [str(who.body_id) for who in there]
    with gate_open("acts"):
        MinutesPoint.objects.bulk_create(
            MinutesPoint(id=uuid4(), minutes=minutes, kind="view", text="看法", held_by=held_by)
            for _ in range(count)
        )


def more_live(activity: Activity, there: list[Acting], count: int) -> None:
    """Write speakers, items and points of order of one meeting."""
    now = timezone.now()
    with gate_open("live"):
        RunningItem.objects.bulk_create(
            RunningItem(
                activity=activity, title="插入", started_at=now, ended_at=now, body=there[0].body
            )
            for _ in range(count)
        )
        for state in ("waiting", "finished"):
            Speaker.objects.bulk_create(
                Speaker(
                    activity=activity,
                    body=there[n % len(there)].body,
                    shown_as=f"演示委员 {n:03}",
                    state=state,
                    asked_at=now,
                    started_at=now if state == "finished" else None,
                    ended_at=now if state == "finished" else None,
                )
                for n in range(count)
            )
        PointOfOrder.objects.bulk_create(
            PointOfOrder(activity=activity, body=there[0].body, shown_as="演示", text="慢", at=now)
            for _ in range(count)
        )
