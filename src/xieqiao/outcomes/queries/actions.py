"""Which actions there are, how they go, and what is late."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by
from xieqiao.outcomes.models import Action, AddressedAction, Progress
from xieqiao.outcomes.words import State


def actions_seen_by(acting: Acting) -> QuerySet[Action]:
    """Return the actions that the body may read, with the newest news of each."""
    rows = seen_by(acting, Action.objects.all())
    return with_news(rows).select_related("responsible", "partnership", "outcome", "topic")


def with_news(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Add `news_state`, `news_on` and `reports` to actions: what was reported last, how often."""
    newest = Progress.objects.filter(action=OuterRef("id")).order_by("-on", "-in_force_at")
    told = Progress.objects.filter(action=OuterRef("id")).order_by().values("action")
    return rows.annotate(
        news_state=Subquery(newest.values("state")[:1]),
        news_on=Subquery(newest.values("on")[:1]),
        reports=Coalesce(Subquery(told.annotate(n=Count("id")).values("n")), 0),
    )


def today_at(zone: str, now: datetime | None = None) -> date:
    """Return the day that it is now in a zone."""
    return (now or timezone.now()).astimezone(ZoneInfo(zone)).date()


def late(rows: QuerySet[Action]) -> QuerySet[Action]:
    """Return open actions (with their news) whose due day is over where the responsible body is.

    What the responsible party reported as done is not late.
    """
    open_rows = not_done(rows).filter(due__isnull=False)
    zones = open_rows.order_by().values_list("responsible__timezone", flat=True).distinct()
    over = Q(pk__in=[])
    for zone in sorted(set(zones)):
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


def on_topic(rows: QuerySet[Action], topic_id: UUID) -> QuerySet[Action]:
    """Return those that belong to a topic, by themselves or by their outcome."""
    return rows.filter(Q(topic=topic_id) | Q(outcome__topic=topic_id))


def progress_of(action: Action) -> QuerySet[Progress]:
    """Return what was reported about an action, the newest first."""
    rows = Progress.objects.filter(action=action).select_related("owner")
    return rows.prefetch_related("evidence").order_by("-on", "-in_force_at")


def units_told(acting: Acting, action: Action) -> QuerySet[AddressedAction]:
    """Return to which units of its directory the own body passed the action."""
    rows = AddressedAction.objects.filter(body=acting.body_id, action=action)
    return rows.select_related("unit").order_by("addressed_at")


def actions_addressed_to(acting: Acting) -> QuerySet[Action]:
    """Return the actions that the own office passed to the acting person's unit."""
    if acting.unit_id is None:
        return Action.objects.none()
    told = AddressedAction.objects.filter(
        body=acting.body_id, unit=acting.unit_id, action=OuterRef("id")
    )
    rows = Action.objects.filter(Exists(told), responsible=acting.body_id)
    return with_news(rows).select_related("responsible").order_by("closed", "due", "id")
