"""A topic as its page tells of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.safestring import SafeString

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Subject, Version
from xieqiao.acts.plan import scene_for
from xieqiao.acts.projection import version_payload
from xieqiao.partnerships.queries import parties_of
from xieqiao.topics import queries
from xieqiao.topics.flow import Matter, Station, matter_of, stations_of
from xieqiao.topics.live import is_frozen
from xieqiao.topics.models import Topic, TopicPapers
from xieqiao.topics.next_steps import NextStep, Situation, steps_of, waits_for
from xieqiao.topics.picture import drawn_tall, drawn_wide
from xieqiao.topics.research import Research, research_on
from xieqiao.topics.sentences import sentence_of
from xieqiao.topics.spine import Row, layout_for, rows_of, story_of
from xieqiao.topics.stages import stage_of
from xieqiao.topics.words import Stage

MOST_ACTS, MOST_NEEDS = 12, 3


@dataclass(frozen=True)
class TopicPage:
    """All that the page of a topic shows."""

    parties: list[Any]
    papers: TopicPapers | None
    research: Research | None
    matter: Matter
    needs: list[tuple[Any, str]]
    stage: Stage
    sentence: str
    stations: list[Station]
    wide: SafeString
    tall: SafeString
    layout: str
    rows: list[Row]
    under_way: list[tuple[Act, str]]
    steps: list[NextStep]
    waits: list[str]
    left: bool
    may_act: bool
    may_report: bool
    may_comment: bool
    may_reopen: bool
    frozen: bool

    @property
    def go(self) -> NextStep | None:
        """The one thing that the reader should do now."""
        return next((step for step in self.steps if step.now), None)

    @property
    def also(self) -> list[NextStep]:
        """What else can be done."""
        return [step for step in self.steps if step is not self.go]


def page_of(acting: Acting, topic: Topic) -> TopicPage:
    """Return what the page shows, as far as the body may read it; a fixed number of queries."""
    left: datetime | None = topic.left_by_us  # type: ignore[attr-defined]
    assert topic.partnership_id is not None
    assert topic.partnership is not None
    parties = bodies_of(topic, left)
    research = research_on(acting, topic.id, acting.body.today())
    matter, stage = matter_of(acting, topic), stage_of(topic)
    papers = queries.papers_of(acting, topic.id)
    here = left is None and not topic.partnership.closed
    waiting = [] if left else under_way(acting, _subjects(topic, research, papers))
    may_act = here and acting.writes_acts
    may_report = here and acting.can(Capability.REPORT)
    at = Situation(
        acting=acting,
        topic=topic,
        research=research,
        matter=matter,
        waiting=frozenset(act.kind for act, _sentence in waiting),
        may_act=may_act,
        may_report=may_report,
    )
    stations = stations_of(acting, topic, research, matter)
    frozen = is_frozen(topic.id)
    return TopicPage(
        parties=parties,
        papers=papers,
        research=research,
        matter=matter,
        needs=[(need, need.path(acting.slug)) for need in matter.needs[:MOST_NEEDS]],
        stage=stage,
        sentence=sentence_of(topic, stage, research, matter),
        stations=stations,
        wide=drawn_wide(stations),
        tall=drawn_tall(stations),
        layout=layout_for(parties),
        rows=rows_of(story_of(acting, topic), parties),
        under_way=waiting,
        steps=steps_of(at),
        waits=waits_for(at) if here and not topic.closed else [],
        left=left is not None,
        may_act=may_act,
        may_report=may_report,
        may_comment=here and acting.can(Capability.COMMENT) and not frozen,
        may_reopen=may_act and topic.closed and _can_reopen(acting, topic),
        frozen=frozen,
    )


def bodies_of(topic: Topic, left: datetime | None) -> list[Any]:
    """Return the parties of a topic's partnership, or those of the time at which one left."""
    assert topic.partnership_id is not None
    return [party.body for party in parties_of(topic.partnership_id, left)]


def _can_reopen(acting: Acting, topic: Topic) -> bool:
    subject = Subject.objects.filter(id=topic.id).first()
    scene = scene_for(acting, topic.partnership_id, subject, None)
    return kind_named("topic.reopen").allowed(scene)


def _subjects(
    topic: Topic, research: Research | None, papers: TopicPapers | None
) -> Collection[UUID]:
    found: Sequence[Any] = [topic, papers]
    if research is not None:
        found = [*found, research.plan, research.report]
    return [row.id for row in found if row is not None]


def under_way(acting: Acting, subjects: Collection[UUID]) -> list[tuple[Act, str]]:
    """Return the open acts on these subjects, each with its sentence, the oldest twelve."""
    return sentences(queries.acts_about(acting, subjects, ActState.OPEN))


def sentences(acts: QuerySet[Act]) -> list[tuple[Act, str]]:
    """Return acts with the sentence of each, the oldest twelve."""
    versions = Version.objects.filter(act__in=acts.order_by(), number=F("act__version"))
    versions = versions.select_related("act__proposer", "structural", "erasable")
    return [
        (v.act, kind_named(v.act.kind).summary(version_payload(v.act, v)))
        for v in versions.order_by("act__proposed_at", "act_id")[:MOST_ACTS]
    ]
