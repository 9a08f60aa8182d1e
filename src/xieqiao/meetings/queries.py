"""What one can ask about activities. Every answer is what the asking body may read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.db.models.functions import Greatest
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState, Seat, Touch
from xieqiao.acts.sight import acts_seen_by, seen_by
from xieqiao.meetings.left import (
    attendances_as_left,
    delegations_as_left,
    minutes_as_left,
    papers_as_left,
)
from xieqiao.meetings.models import (
    Activity,
    ActivityComment,
    Attendance,
    CalendarLink,
    Delegation,
    Minutes,
    Papers,
)
from xieqiao.meetings.words import ActivityKind

MOST_TOPICS = 200
_ONLY_EXPECTED = Q(schedule__expected__gt="")
_CHANGED = Greatest("in_force_at", "schedule__in_force_at")
ORDERS: dict[str, OrderBy] = {
    "when": F("schedule__sort_at").asc(),
    "-when": F("schedule__sort_at").desc(),
    "changed": _CHANGED.asc(),
    "-changed": _CHANGED.desc(),
}


# Activities


def activities_seen_by(acting: Acting) -> QuerySet[Activity]:
    """Return the activities that the body may read, with schedule, host and partnership.

    A body that left reads those planned up to then; each has `left_by_us` (None, or when the body
    left), and `left.as_left` puts back the words of that time.
    """
    rows = seen_by(acting, Activity.objects.all(), "planned_at")
    return rows.select_related("schedule", "host", "partnership")


def activity_list(
    acting: Acting,
    *,
    when: str = "",
    kind: str = "",
    partnership: UUID | None = None,
    topic: UUID | None = None,
    words: str = "",
    sort: str = "",
) -> QuerySet[Activity]:
    """Return activities for the list page: `when` is coming, past or empty for both."""
    rows = activities_seen_by(acting)
    wanted = {"kind": kind, "partnership": partnership, "topic": topic}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if words:
        inside = Q(title__icontains=words) | Q(purpose__icontains=words)
        rows = rows.filter(inside | Q(schedule__place__icontains=words))
    if when == "coming":
        rows = rows.filter(schedule__until_at__gte=timezone.now())
    elif when == "past":
        rows = rows.filter(schedule__until_at__lt=timezone.now())
    usual = "when" if when == "coming" else "-when"
    return rows.order_by(ORDERS.get(sort, ORDERS[usual]), "id")


def activities_between(
    acting: Acting, first: datetime, last: datetime, partnership: UUID | None = None
) -> QuerySet[Activity]:
    """Return the activities that touch the time from `first` to `last`, the first first."""
    rows = activities_seen_by(acting)
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    rows = rows.exclude(schedule__starts_at=None, schedule__happened="", schedule__expected="")
    rows = rows.filter(schedule__sort_at__lt=last, schedule__until_at__gte=first)
    return rows.order_by("schedule__sort_at", "id")


def activities_of_mechanisms(mechanism_ids: Collection[UUID]) -> QuerySet[Activity]:
    """Return what was held, or is planned, by these mechanisms; whoever asks filters by sight.

    What was only expected for a time that is over counts as neither.
    """
    rows: QuerySet[Activity] = Activity.objects.filter(
        mechanism__in=list(mechanism_ids), cancelled=False
    )
    over = Q(schedule__until_at__lt=timezone.now())
    rows = rows.exclude(over & _ONLY_EXPECTED)
    return rows.select_related("schedule").order_by("schedule__sort_at", "id")


def activities_of_topic(acting: Acting, topic_id: UUID) -> QuerySet[Activity]:
    """Return the activities on a topic that the body may read, the first first."""
    rows = activities_seen_by(acting).filter(topic=topic_id)
    return rows.order_by("schedule__sort_at", "id")


def topics_with_activities(acting: Acting) -> list[Any]:
    """Return topics that one can filter the list by, the newest first."""
    ids = activities_seen_by(acting).order_by().values("topic_id")
    rows = apps.get_model("topics.Topic")._default_manager.filter(id__in=ids)
    return list(rows.order_by("-in_force_at", "id")[:MOST_TOPICS])


def kinds_in_words() -> list[tuple[str, str]]:
    """Return the kinds of activity for a filter."""
    return [(str(value), str(label)) for value, label in ActivityKind.choices]


# What belongs to one


def delegations_of(activity: Activity) -> list[Delegation]:
    """Return the delegations to an activity that came from `activities_seen_by`, with people."""
    rows = Delegation.objects.filter(activity=activity.id).select_related("owner")
    found = list(rows.prefetch_related("delegates").order_by("in_force_at", "id"))
    left = _left_by(activity)
    return found if left is None else delegations_as_left(found, left)


def attendances_of(activity: Activity) -> list[Attendance]:
    """Return who attended an activity that came from `activities_seen_by`, by party."""
    rows = Attendance.objects.filter(activity=activity.id).select_related("owner")
    found = list(rows.prefetch_related("attendees").order_by("in_force_at", "id"))
    left = _left_by(activity)
    return found if left is None else attendances_as_left(found, left)


def papers_of(activity: Activity) -> Papers | None:
    """Return the list of papers of an activity that came from `activities_seen_by`."""
    rows = Papers.objects.filter(activity=activity.id).prefetch_related("listed")
    found: Papers | None = rows.first()
    left = _left_by(activity)
    if found is not None and left is not None:
        papers_as_left(found, left)
    return found


def _left_by(activity: Activity) -> datetime | None:
    left: datetime | None = getattr(activity, "left_by_us", None)
    return left


def minutes_seen_by(acting: Acting) -> QuerySet[Minutes]:
    """Return the minutes that the body may read, each with its activity.

    A body that left reads those passed up to then; `left.minutes_as_left` puts back their words.
    """
    rows = seen_by(acting, Minutes.objects.all(), "passed_at")
    return rows.select_related("activity__schedule", "activity__host").prefetch_related("points")


def minutes_of(acting: Acting, activity_id: UUID) -> Minutes | None:
    """Return the minutes of an activity, if it has some that the body may read."""
    rows = minutes_as_left(minutes_seen_by(acting).filter(activity=activity_id))
    return rows[0] if rows else None


def comments_of(activity: Activity) -> QuerySet[ActivityComment]:
    """Return the comments on an activity that came with what the body may read of it."""
    rows = ActivityComment.objects.filter(activity=activity).select_related("body")
    left = _left_by(activity)
    return (rows if left is None else rows.filter(at__lte=left)).order_by("at", "id")


def acts_about(acting: Acting, subject_ids: Collection[UUID], *states: str) -> QuerySet[Act]:
    """Return the acts that move one of these subjects and stand in one of these states."""
    moved = Touch.objects.filter(act=OuterRef("id"), subject_id__in=subject_ids, moves=True)
    rows = acts_seen_by(acting).filter(
        Exists(moved) | Q(subject_id__in=subject_ids), state__in=states
    )
    return rows.select_related("proposer").order_by("proposed_at", "id")


# For the desk


def open_activities(acting: Acting) -> QuerySet[Activity]:
    """Return activities, not called off, in which the body takes part as a party of today.

    A body that joined later was not there; what was entered after it had joined concerns it, too.
    """
    seats = Seat.objects.filter(space=OuterRef("partnership_id"), body=acting.body_id, left_at=None)
    was_there = Q(joined_at__lte=OuterRef("schedule__until_at"))
    here = seats.filter(was_there | Q(joined_at__lte=OuterRef("planned_at")))
    return activities_seen_by(acting).filter(Exists(here), cancelled=False)


def coming_within(acting: Acting, days: int) -> QuerySet[Activity]:
    """Return what is under way or begins within so many days; `named` says if we named ours.

    What has no day yet is among it when its time can begin by then.
    """
    now = timezone.now()
    named = Delegation.objects.filter(activity=OuterRef("id"), owner=acting.body_id)
    rows = open_activities(acting).filter(
        schedule__until_at__gte=now, schedule__sort_at__lte=now + timedelta(days=days)
    )
    return rows.annotate(named=Exists(named)).order_by("schedule__sort_at", "id")


def unsettled_within(acting: Acting, days: int) -> QuerySet[Activity]:
    """Return what was only expected, for a time that ended within so many days."""
    now = timezone.now()
    rows = open_activities(acting).filter(_ONLY_EXPECTED, schedule__until_at__lt=now)
    rows = rows.filter(schedule__until_at__gte=now - timedelta(days=days))
    return rows.order_by("schedule__sort_at", "id")


def held_within(acting: Acting, days: int) -> QuerySet[Activity]:
    """Return what was fixed, and ended within so many days.

    `entered` says whether our attendance is there, `has_minutes` whether minutes are, or wait
    for consent.
    """
    now = timezone.now()
    ours = Attendance.objects.filter(activity=OuterRef("id"), owner=acting.body_id)
    passing = Touch.objects.filter(
        subject_id=OuterRef("id"), moves=True, act__kind="minutes.pass", act__state=ActState.OPEN
    )
    passed = Minutes.objects.filter(activity=OuterRef("id"))
    rows = open_activities(acting).filter(
        schedule__starts_at__isnull=False,
        schedule__until_at__lt=now,
        schedule__until_at__gte=now - timedelta(days=days),
    )
    rows = rows.annotate(entered=Exists(ours), has_minutes=Exists(passed) | Exists(passing))
    return rows.order_by("schedule__sort_at", "id")


# Calendar links


def calendar_links_of(acting: Acting) -> QuerySet[CalendarLink]:
    """Return the account's own calendar links at this body that have not been revoked."""
    rows = CalendarLink.objects.filter(
        body=acting.body_id, account=acting.account_id, revoked_at=None
    )
    return rows.select_related("partnership").order_by("made_at", "id")
