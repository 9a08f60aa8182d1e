"""Pages and questions take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of, visit
from tests.parties import found, parties
from tests.topics.steps import compose, contribute, plan, quote, raise_topic
from xieqiao.acts.matter import gate_open
from xieqiao.acts.models import Act, Version
from xieqiao.topics import desk
from xieqiao.topics.models import (
    Effect,
    PartText,
    PlannedPart,
    ReportPart,
    ResearchPart,
    ResearchPlan,
    Topic,
    TopicComment,
    TopicPaper,
)

pytestmark = pytest.mark.django_db


def same(row: Any) -> dict[str, Any]:
    """Return the columns of a row, but for its id."""
    return {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if f.name != "id"}


def more_of(row: Any, count: int, **fields: Any) -> list[Any]:
    """Write rows that look like a given one."""
    common = {**same(row), **fields}
    with gate_open("acts"), gate_open("live"):
        made = [type(row)(id=uuid4(), **common) for _ in range(count)]
        return list(type(row)._default_manager.bulk_create(made))


def more_topics(like: Topic, plan_like: ResearchPlan, count: int) -> None:
    """Write topics, each with its own plan, part, contribution and comment."""
    topics = more_of(like, count)
    part = PlannedPart.objects.filter(plan=plan_like).first()
    assert part is not None
    common = same(plan_like)
    with gate_open("acts"), gate_open("live"):
        plans = ResearchPlan.objects.bulk_create(
            ResearchPlan(id=uuid4(), **{**common, "topic_id": t.id}) for t in topics
        )
        PlannedPart.objects.bulk_create(
            PlannedPart(id=uuid4(), **{**same(part), "plan_id": p.id}) for p in plans
        )
        TopicComment.objects.bulk_create(
            TopicComment(
                topic=t, body_id=part.body_id, shown_as="演示", text="一", at=timezone.now()
            )
            for t in topics
        )


def more_acts(like: Act, count: int) -> None:
    """Write acts that look like a given one."""
    version = Version.objects.get(act=like)
    fields = ("space_id", "kind", "proposer_id", "subject_id", "state", "proposed_at", "ended_at")
    common = {name: getattr(like, name) for name in fields}
    acts = Act.objects.bulk_create(Act(id=uuid4(), **common) for _ in range(count))
    kept = ("entry_id", "structural_id", "erasable_id", "moves_json", "at", "role")
    version_same = {name: getattr(version, name) for name in kept}
    Version.objects.bulk_create(Version(act=act, number=1, **version_same) for act in acts)


def grow(topic: Topic, count: int) -> None:
    """Write more of all that belongs to a topic."""
    part, text = ResearchPart.objects.first(), PartText.objects.first()
    planned, inside = PlannedPart.objects.first(), ReportPart.objects.first()
    assert part is not None and text is not None
    assert planned is not None and inside is not None
    parts = more_of(part, count)
    with gate_open("acts"):
        PartText.objects.bulk_create(
            PartText(id=uuid4(), **{**same(text), "part_id": p.id}) for p in parts
        )
        TopicPaper.objects.bulk_create(
            TopicPaper(
                id=uuid4(), papers=topic.papers, title="材料", file_id=uuid4(), sha256="0" * 64,
                size=9, media_type="text/plain", name="a.txt", position=n,
            )
            for n in range(count)
        )  # fmt: skip
    more_of(planned, count)
    more_of(inside, count)
    more_of(Effect.objects.get(revision=0, words="事半功倍。"), count, words="同样。")
    with gate_open("live"):
        TopicComment.objects.bulk_create(
            TopicComment(
                topic=topic, body_id=part.owner_id, shown_as="演示", text="一", at=timezone.now()
            )
            for _ in range(count)
        )
    for kind in ("topic.confirm", "part.contribute"):
        like = Act.objects.filter(kind=kind).order_by("proposed_at").first()
        assert like is not None
        more_acts(like, count)


@pytest.mark.parametrize("query", ["", "?stage=research&q=老品牌&sort=title"])
def test_the_list_and_the_desk(query: str) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    research = plan(there, topic)
    more_topics(topic, research, FEW)
    open_it = visit(there[0], "topics:list", query)
    few = queries_of(open_it), queries_of(lambda: desk.items(there[1]))
    more_topics(topic, research, MANY)
    assert (queries_of(open_it), queries_of(lambda: desk.items(there[1]))) == few


def test_a_topic_s_pages() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    research = plan(there, topic)
    part = contribute(there[0], research)
    contribute(there[1], research)
    report = compose(there, research)
    quote(there[0], partnership, topic)
    pages = [
        visit(there[1], "topics:topic", topic=topic.id),
        visit(there[1], "topics:research", topic=topic.id),
        visit(there[1], "topics:part", research_part=part.id),
        visit(there[1], "topics:report", joint_report=report.id),
        visit(there[1], "topics:draft", research_plan=research.id),
        visit(there[1], "topics:effects"),
    ]
    grow(topic, FEW)
    few = [queries_of(open_it) for open_it in pages]
    grow(topic, MANY)
    assert [queries_of(open_it) for open_it in pages] == few
