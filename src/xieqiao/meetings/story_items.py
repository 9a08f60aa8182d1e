"""What activities and their minutes contribute to the story of a topic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.meetings import queries
from xieqiao.meetings.left import as_left, minutes_as_left
from xieqiao.meetings.models import Activity, Minutes
from xieqiao.meetings.words import PointKind
from xieqiao.topics.story import StoryItem

_STATIONS = {"research": "research", "visit": "research", "consultation": "consultation"}


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the activities on a topic, and the minutes of each; three queries."""
    activities = as_left(queries.activities_of_topic(acting, topic_id))
    ids = [activity.id for activity in activities]
    passed = minutes_as_left(queries.minutes_seen_by(acting).filter(activity__in=ids))
    return [
        *(_activity(acting, activity) for activity in activities),
        *(_minutes(acting, minutes) for minutes in passed),
    ]


def _activity(acting: Acting, activity: Activity) -> StoryItem:
    times = activity.schedule
    host = _("hosted by %s") % activity.host if activity.host else ""
    text = " · ".join(part for part in (times.place, host) if part)
    return StoryItem(
        when=times.about or times.starts or ("" if activity.source else activity.planned_at),
        heading=activity.headline,
        text=text,
        body=None,
        station=_STATIONS.get(activity.kind, ""),
        path=activity.path(acting.slug),
        tag=_state(activity),
        demonstration=activity.demonstration,
        source=activity.source,
    )


def _state(activity: Activity) -> str:
    if activity.cancelled:
        return _("called off")
    times = activity.schedule
    if times.open_ended:
        return _("no day was fixed") if times.over else _("no day fixed yet")
    return _("held") if times.over else _("planned")


def _minutes(acting: Acting, minutes: Minutes) -> StoryItem:
    points: list[Any] = list(minutes.points.all())
    said = [_("Consensus: %s") % p.text for p in points if p.kind == PointKind.CONSENSUS][:1]
    said += [_("Difference: %s") % p.text for p in points if p.kind == PointKind.DIFFERENCE][:1]
    return StoryItem(
        when=minutes.happened or ("" if minutes.source else minutes.passed_at),
        heading=minutes.title,
        text=" · ".join(said),
        body=None,
        station="consultation",
        path=minutes.path(acting.slug),
        tag=_("minutes"),
        demonstration=minutes.demonstration,
        source=minutes.source,
    )
