"""Who took part, who led a delegation, who spoke: from what the own side reported."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose
from xieqiao.meetings.models import Activity, Attendee, Delegate, Speaker
from xieqiao.meetings.queries import activities_seen_by


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the activities tell; five queries."""
    found: dict[tuple[Deed, UUID, UUID], tuple[bool, str]] = {}
    there: set[tuple[UUID, UUID]] = set()
    for activity, person, shown in _attended(whose):
        one = whose.find(person, shown)
        if one is not None:
            there.add((activity, one[0]))
            found[Deed.ATTENDED, activity, one[0]] = (one[1], "")
    heads = _heads(whose)
    reported = set(
        Attendee.objects.filter(
            attendance__owner=whose.body_id,
            attendance__activity__in={activity for activity, _person, _shown in heads},
        ).values_list("attendance__activity_id", flat=True)
    )
    for activity, person, shown in heads:
        one = whose.find(person, shown)
        if one is not None and (activity not in reported or (activity, one[0]) in there):
            found[Deed.HEADED, activity, one[0]] = (one[1], "")
    for (activity, person), times in _spoken(whose).items():
        words = ngettext("spoke %(n)d time", "spoke %(n)d times", times) % {"n": times}
        found[Deed.SPOKE, activity, person] = (False, words)
    return _told(acting, found)


def _attended(whose: Whose) -> list[tuple[UUID, UUID | None, str]]:
    rows = Attendee.objects.filter(attendance__owner=whose.body_id, guest=False)
    rows = rows.filter(whose.condition()).order_by("attendance_id", "position")
    return list(rows.values_list("attendance__activity_id", "person_id", "shown_as"))


def _heads(whose: Whose) -> list[tuple[UUID, UUID | None, str]]:
    """Return who was named as a head of the own delegations."""
    rows = Delegate.objects.filter(delegation__owner=whose.body_id, head=True)
    rows = rows.filter(whose.condition()).order_by("delegation_id", "position")
    return list(rows.values_list("delegation__activity_id", "person_id", "shown_as"))


def _spoken(whose: Whose) -> dict[tuple[UUID, UUID], int]:
    """Return how often each of them had the floor, by activity."""
    times: dict[tuple[UUID, UUID], int] = defaultdict(int)
    rows = Speaker.objects.filter(
        body=whose.body_id, person_id__in=whose.ids, ended_at__isnull=False
    ).exclude(started_at=None)  # fmt: skip
    for activity, person in rows.values_list("activity_id", "person_id"):
        times[activity, person] += 1
    return times


def _told(acting: Acting, found: dict[tuple[Deed, UUID, UUID], tuple[bool, str]]) -> list[Entry]:
    ids = {activity for _deed, activity, _person in found}
    rows = activities_seen_by(acting).filter(id__in=ids, cancelled=False)
    activities: dict[UUID, Activity] = {row.id: row for row in rows}
    now = timezone.now()
    return [
        Entry(
            deed,
            person,
            activity,
            activities[activity].headline,
            _when(activities[activity]),
            activities[activity].path(acting.slug),
            activities[activity].partnership,
            _at(activities[activity], words),
            by_name,
            activities[activity].demonstration,
            activities[activity].source,
        )
        for (deed, activity, person), (by_name, words) in found.items()
        if activity in activities and _is_over(activities[activity], now)
    ]


def _is_over(activity: Activity, now: datetime) -> bool:
    times = activity.times
    return times is not None and (times.sort_at <= now or bool(activity.source))


def _when(activity: Activity) -> str:
    times: Any = activity.times
    if times.starts is not None:
        return str(times.starts.date().isoformat())
    return str(times.happened or "")


def _at(activity: Activity, words: str) -> str:
    place = activity.times.place if activity.times is not None else ""
    return (
        _("%(words)s, %(place)s") % {"words": words, "place": place}
        if words and place
        else (words or place)
    )
