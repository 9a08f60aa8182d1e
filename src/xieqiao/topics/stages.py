"""How far topics have come: it follows from what is there, in every room, and is never stored."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.meetings.queries import activities_seen_by
from xieqiao.meetings.words import ActivityKind
from xieqiao.outcomes.queries import (
    actions_seen_by,
    indicators_seen_by,
    outcomes_seen_by,
    submissions_seen_by,
)
from xieqiao.outcomes.words import Adoption
from xieqiao.topics.models import ResearchPlan, Topic
from xieqiao.topics.words import Stage

ON_THE_SPOT = (ActivityKind.RESEARCH, ActivityKind.VISIT)
ADOPTED = (Adoption.FULLY, Adoption.PARTLY, Adoption.ADOPTED)
STEPS = (Stage.CONFIRMED, Stage.RESEARCH, Stage.CONSULTATION, Stage.OUTCOME, Stage.CONVERSION)


def with_stage(acting: Acting, rows: QuerySet[Topic]) -> QuerySet[Topic]:
    """Add to topics what their stage follows from, as far as the body may read it."""
    mine = Q(topic=OuterRef("id"))
    held = activities_seen_by(acting).filter(mine, cancelled=False).order_by()
    sent = submissions_seen_by(acting)
    return rows.annotate(
        researched=Exists(ResearchPlan.objects.filter(mine))
        | Exists(held.filter(kind__in=ON_THE_SPOT)),
        consulted=Exists(held.filter(kind=ActivityKind.CONSULTATION)),
        written=Exists(outcomes_seen_by(acting).filter(mine).order_by()) | _any_about(sent),
        converted=_any_about(actions_seen_by(acting))
        | _any_about(indicators_seen_by(acting))
        | _any_about(sent.filter(adoption__in=ADOPTED)),
    )


def _any_about(rows: QuerySet[Any]) -> Q:
    """Return the condition that one of these belongs to the topic, by itself or by its outcome.

    Asked one after the other, each is found by an index; asked at once, a database reads all rows.
    """
    rows = rows.order_by()
    topic = OuterRef("id")
    return Q(Exists(rows.filter(topic=topic)) | Exists(rows.filter(outcome__topic=topic)))


def at_stage(rows: QuerySet[Topic], stage: str) -> QuerySet[Topic]:
    """Return those that have come just so far; for topics that came through `with_stage`."""
    if stage == Stage.CLOSED:
        return rows.filter(closed=True)
    reached = {
        Stage.RESEARCH: "researched",
        Stage.CONSULTATION: "consulted",
        Stage.OUTCOME: "written",
        Stage.CONVERSION: "converted",
    }
    if stage not in STEPS:
        return rows.none()
    place = STEPS.index(Stage(stage))
    wanted = {reached[step]: step == stage for step in STEPS[place:] if step in reached}
    return rows.filter(closed=False, **wanted)


def stage_of(topic: Topic) -> Stage:
    """Return how far a topic has come; for topics that came through `with_stage`."""
    if topic.closed:
        return Stage.CLOSED
    reached: list[tuple[str, Stage]] = [
        ("converted", Stage.CONVERSION),
        ("written", Stage.OUTCOME),
        ("consulted", Stage.CONSULTATION),
        ("researched", Stage.RESEARCH),
    ]
    found: Any = (stage for name, stage in reached if getattr(topic, name))
    first: Stage = next(found, Stage.CONFIRMED)
    return first
