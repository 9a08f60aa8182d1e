"""What one can ask about topics. Every answer is what the asking body may read."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState, Touch
from xieqiao.acts.sight import acts_seen_by, party_today, seen_by
from xieqiao.topics.models import (
    Effect,
    JointReport,
    PartText,
    PlannedPart,
    ResearchPart,
    ResearchPlan,
    Topic,
    TopicComment,
    TopicPapers,
)
from xieqiao.topics.stages import at_stage, with_stage

# Topics


def topics_seen_by(acting: Acting) -> QuerySet[Topic]:
    """Return the topics that the body may read.

    A body that left reads those confirmed up to then; each has `left_by_us` (None, or when the
    body left), and `left.as_left` puts back the words of that time.
    """
    rows = seen_by(acting, Topic.objects.all(), "confirmed_at")
    return rows.select_related("partnership", "lead", "focus_area")


def open_topics_of(partnership_id: UUID) -> QuerySet[Topic]:
    """Return the topics of a partnership that are not closed, the newest first."""
    rows: QuerySet[Topic] = Topic.objects.filter(partnership=partnership_id, closed=False)
    return rows.order_by("-confirmed_at", "id")


def topic_list(
    acting: Acting,
    *,
    words: str = "",
    partnership: UUID | None = None,
    stage: str = "",
    state: str = "",
    sort: str = "",
) -> QuerySet[Topic]:
    """Return topics for the list page, each with what its stage follows from."""
    rows = with_stage(acting, topics_seen_by(acting))
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    if words:
        found = Q(title__icontains=words) | Q(question__icontains=words) | Q(why__icontains=words)
        rows = rows.filter(found)
    if state:
        rows = rows.filter(closed=state == "closed")
    if stage:
        rows = at_stage(rows, stage)
    return rows.order_by(*_ORDERS.get(sort, _ORDERS["-raised"]))


_ORDERS: dict[str, tuple[Any, ...]] = {
    "-raised": ("closed", "-confirmed_at", "id"),
    "raised": ("confirmed_at", "id"),
    "title": ("sort_key", "id"),
    "-title": (F("sort_key").desc(), "id"),
}


def proposed_topics(acting: Acting, partnership: UUID | None = None) -> QuerySet[Act]:
    """Return the proposals of topics that wait for consent, the oldest first."""
    rows = acts_seen_by(acting).filter(kind="topic.confirm", state=ActState.OPEN)
    if partnership is not None:
        rows = rows.filter(space=partnership)
    return rows.order_by("proposed_at", "id")


def comments_of(topic: Topic) -> QuerySet[TopicComment]:
    """Return the comments on a topic that came with what the body may read of it."""
    rows = TopicComment.objects.filter(topic=topic).select_related("body")
    left: datetime | None = getattr(topic, "left_by_us", None)
    return (rows if left is None else rows.filter(at__lte=left)).order_by("at", "id")


def papers_of(acting: Acting, topic_id: UUID) -> TopicPapers | None:
    """Return the list of papers of a topic."""
    rows = seen_by(acting, TopicPapers.objects.filter(topic=topic_id))
    return rows.prefetch_related("listed").first()


# Research


def plans_seen_by(acting: Acting) -> QuerySet[ResearchPlan]:
    """Return the research plans that the body may read, each with its topic and its parts."""
    parts = PlannedPart.objects.select_related("body").order_by("position")
    rows = seen_by(acting, ResearchPlan.objects.all(), "planned_at")
    return rows.select_related("topic__partnership").prefetch_related(Prefetch("parts", parts))


def parts_seen_by(acting: Acting) -> QuerySet[ResearchPart]:
    """Return the contributed parts that the body may read, each with all its wordings."""
    texts = PartText.objects.order_by("position")
    rows = seen_by(acting, ResearchPart.objects.all(), "contributed_at")
    rows = rows.select_related("owner", "plan__topic__partnership")
    return rows.prefetch_related(Prefetch("texts", texts)).order_by("contributed_at", "id")


def reports_seen_by(acting: Acting) -> QuerySet[JointReport]:
    """Return the joint reports that the body may read."""
    rows = seen_by(acting, JointReport.objects.all(), "composed_at")
    return rows.select_related("plan__topic__partnership")


def texts_in(report: JointReport) -> list[PartText]:
    """Return the wordings that stand in a report, in their order, each with its party."""
    rows = report.parts.select_related("text__part__owner").order_by("position")
    return [row.text for row in rows]


# Words of effect


def effects_seen_by(acting: Acting) -> QuerySet[Effect]:
    """Return the words of effect that the body may read, the newest first."""
    rows = seen_by(acting, Effect.objects.all(), "reported_at")
    rows = rows.select_related("owner", "topic", "partnership")
    return rows.order_by("-reported_at", "id")


def effect_list(
    acting: Acting,
    *,
    words: str = "",
    partnership: UUID | None = None,
    topic: UUID | None = None,
) -> QuerySet[Effect]:
    """Return words of effect for the list page."""
    rows = effects_seen_by(acting)
    if words:
        said = Q(words__icontains=words) | Q(said_by__icontains=words) | Q(about__icontains=words)
        rows = rows.filter(said | Q(unit__icontains=words))
    if partnership is not None:
        rows = rows.filter(partnership=partnership)
    return rows.filter(topic=topic) if topic else rows


def effects_of(acting: Acting, topic_id: UUID) -> QuerySet[Effect]:
    """Return the words of effect on a topic that the body may read."""
    return effects_seen_by(acting).filter(topic=topic_id)


# Acts


def acts_about(acting: Acting, subject_ids: Collection[UUID], *states: str) -> QuerySet[Act]:
    """Return the acts that move one of these subjects and stand in one of these states."""
    moved = Touch.objects.filter(act=OuterRef("id"), subject_id__in=subject_ids, moves=True)
    rows = acts_seen_by(acting).filter(
        Exists(moved) | Q(subject_id__in=subject_ids), state__in=states
    )
    return rows.select_related("proposer").order_by("proposed_at", "id")


# For the desk


def open_plans(acting: Acting) -> QuerySet[ResearchPlan]:
    """Return the plans of open topics in which the body can act today."""
    rows: QuerySet[ResearchPlan] = ResearchPlan.objects.filter(party_today(acting), closed=False)
    return rows.filter(topic__closed=False, partnership__closed=False).select_related("topic__lead")


def missing_parts(acting: Acting) -> QuerySet[PlannedPart]:
    """Return planned parts that were not contributed yet, the nearest due day first."""
    given = ResearchPart.objects.filter(plan=OuterRef("plan_id"), owner=OuterRef("body_id"))
    rows: QuerySet[PlannedPart] = PlannedPart.objects.filter(plan__in=open_plans(acting))
    rows = rows.exclude(Exists(given)).select_related("plan__topic", "body")
    return rows.order_by(F("due").asc(nulls_last=True), "plan__planned_at", "id")


def late_parts_of_others(acting: Acting, today: date) -> QuerySet[PlannedPart]:
    """Return the other parties' parts whose due day is over."""
    return missing_parts(acting).exclude(body=acting.body_id).filter(due__lt=today)


def plans_to_report_on(acting: Acting) -> QuerySet[ResearchPlan]:
    """Return plans with all parts in and no report, neither passed nor waiting for consent."""
    given = ResearchPart.objects.filter(plan=OuterRef("plan_id"), owner=OuterRef("body_id"))
    lacking = PlannedPart.objects.filter(plan=OuterRef("id")).exclude(Exists(given))
    reported = JointReport.objects.filter(plan=OuterRef("id"))
    waiting = Touch.objects.filter(
        subject_id=OuterRef("id"), moves=True, act__kind="report.compose", act__state=ActState.OPEN
    )
    rows = open_plans(acting).exclude(Exists(lacking)).exclude(Exists(reported))
    return rows.exclude(Exists(waiting)).order_by("planned_at", "id")


def open_topics_here(acting: Acting) -> QuerySet[Topic]:
    """Return the open topics of the partnerships in which the body can act today."""
    rows: QuerySet[Topic] = Topic.objects.filter(party_today(acting), closed=False)
    return rows.filter(partnership__closed=False).select_related("partnership", "lead")


def still_topics(acting: Acting, before: datetime) -> QuerySet[Topic]:
    """Return open topics confirmed before a moment on which nothing was planned or reported."""
    rows = with_stage(acting, open_topics_here(acting)).filter(confirmed_at__lt=before)
    nothing = {"researched": False, "consulted": False, "written": False, "converted": False}
    return rows.filter(**nothing, source="").order_by("confirmed_at", "id")


def closed_with_others(acting: Acting, since: datetime) -> QuerySet[Topic]:
    """Return topics that an agreement or a partnership closed with its end since a moment."""
    rows = seen_by(acting, Topic.objects.filter(closed=True, ending=""))
    return rows.filter(in_force_at__gte=since).order_by("-in_force_at", "id")


def talked_about(acting: Acting, since: datetime) -> QuerySet[Topic]:
    """Return open topics with comments of other bodies since a moment: how many, and the last."""
    new = Q(comments__at__gte=since) & ~Q(comments__body=acting.body_id)
    rows = open_topics_here(acting).filter(new)
    rows = rows.annotate(talk=Count("comments"), talked_at=Max("comments__at"))
    return rows.order_by("-talked_at", "id")


def subjects_of(topic_id: UUID) -> list[QuerySet[Any]]:
    """Return the rows of all subjects that belong to a topic in this room."""
    return [
        ResearchPlan.objects.filter(topic=topic_id),
        TopicPapers.objects.filter(topic=topic_id),
        ResearchPart.objects.filter(plan__topic=topic_id),
        JointReport.objects.filter(plan__topic=topic_id),
    ]
