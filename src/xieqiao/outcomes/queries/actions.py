"""Which actions there are, how they go, and what is late."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by
from xieqiao.outcomes.models import Action, Progress
from xieqiao.outcomes.queries.seen import seen
from xieqiao.outcomes.words import State


def actions_seen_by(acting: Acting) -> QuerySet[Action]:
    """Return the actions that the body may read, with the newest news of each."""
    rows = with_news(acting, seen(acting, Action.objects.all()))
    return rows.select_related("responsible", "partnership", "outcome", "topic")


def with_news(acting: Acting, rows: QuerySet[Action]) -> QuerySet[Action]:
    """Add `news_state`, `news_on` and `reports` to actions: what was reported last, how often."""
    told = seen_by(acting, Progress.objects.filter(action=OuterRef("id")))
    newest = told.order_by("-on", "-in_force_at")
    counted = told.order_by().values("action").annotate(n=Count("id"))
    return rows.annotate(
        news_state=Subquery(newest.values("state")[:1]),
        news_on=Subquery(newest.values("on")[:1]),
        reports=Coalesce(Subquery(counted.values("n")), 0),
    )


def today_at(zone: str, now: datetime | None = None) -> date:
    """Return the day that it is now in a zone."""
    return (now or timezone.now()).astimezone(ZoneInfo(zone)).date()


def late(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Return open actions (with their news) whose due day is over where the responsible body is.

    What the responsible party reported as done is not late.
    """
    open_rows = not_done(rows).filter(due__isnull=False)
    zones = Action.objects.order_by().values_list("responsible__timezone", flat=True).distinct()
    over = Q(pk__in=[])
    for zone in sorted(zones):
        over |= Q(responsible__timezone=zone, due__lt=today_at(zone))
    return open_rows.filter(over).order_by("due", "id")


def not_done(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Return open actions (with their news) that are not reported as done."""
    return rows.filter(closed=False).filter(Q(news_state=None) | ~Q(news_state=State.DONE))


def is_late(action: Action) -> bool:
    """Say whether the due day is over where the responsible body is, and nothing says done."""
    if action.closed or action.due is None or getattr(action, "news_state", "") == State.DONE:
        return False
    return action.due < today_at(action.responsible.timezone)


def actions_on_topic(acting: Acting, topic_id: UUID) -> QuerySet[Action]:
    """Return those that belong to a topic, by themselves or by their outcome."""
    return actions_seen_by(acting).filter(of_topic(topic_id))


def of_topic(topic_id: UUID) -> Q:
    """Return the condition that an action belongs to a topic."""
    return Q(topic=topic_id) | Q(outcome__topic=topic_id)


def progress_seen_by(acting: Acting) -> QuerySet[Progress]:
    """Return what was reported about actions, the newest first, with its evidence."""
    rows = seen_by(acting, Progress.objects.all()).select_related("owner", "action")
    return rows.prefetch_related("evidence").order_by("-on", "-in_force_at", "id")


def progress_of(acting: Acting, action: Action) -> QuerySet[Progress]:
    """Return what was reported about an action, the newest first."""
    return progress_seen_by(acting).filter(action=action)


def soonest_first(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Return what is still to be done first, the nearest due day before the others."""
    done = Case(When(news_state=State.DONE, then=Value(1)), default=Value(0))
    return rows.order_by("closed", done, F("due").asc(nulls_last=True), "id")
