"""The joint research on a topic as its pages tell of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.topics import queries
from xieqiao.topics.drafts import draft_of
from xieqiao.topics.left import plans_as_left, reports_as_left, text_of
from xieqiao.topics.models import (
    JointReport,
    PartDraft,
    PartText,
    PlannedPart,
    ResearchPart,
    ResearchPlan,
)


@dataclass(frozen=True)
class PartAt:
    """One party's part: what was planned, and what it has contributed."""

    body: Any
    planned: PlannedPart | None
    part: ResearchPart | None
    text: PartText | None
    ours: bool
    late: bool

    @property
    def title(self) -> str:
        """What it is called: as contributed, otherwise as planned."""
        return self.text.title if self.text else self.planned.title if self.planned else ""


@dataclass(frozen=True)
class Research:
    """All that the joint research on a topic consists of."""

    plan: ResearchPlan
    parts: list[PartAt]
    report: JointReport | None
    texts: list[PartText]
    draft: PartDraft | None

    @property
    def expected(self) -> list[PartAt]:
        """The parts that the plan asks for."""
        return [part for part in self.parts if part.planned]

    @property
    def missing(self) -> list[PartAt]:
        """The parts that the plan asks for and nobody has contributed."""
        return [part for part in self.expected if part.part is None]

    @property
    def given(self) -> list[PartAt]:
        """The parts that were contributed."""
        return [part for part in self.parts if part.part]

    @property
    def ours(self) -> PartAt | None:
        """The own body's part, if there is one."""
        return next((part for part in self.parts if part.ours), None)

    @property
    def newer(self) -> list[PartAt]:
        """The parts that have been revised since the report was composed."""
        inside = {text.id for text in self.texts}
        return [p for p in self.given if self.report and p.text and p.text.id not in inside]


def research_on(acting: Acting, topic_id: UUID, today: date) -> Research | None:
    """Return the research on a topic that the body may read; a fixed number of queries."""
    found = plans_as_left(queries.plans_seen_by(acting).filter(topic=topic_id))
    if not found:
        return None
    (plan,) = found
    given = {p.owner_id: p for p in queries.parts_seen_by(acting).filter(plan=plan)}
    reports = reports_as_left(queries.reports_seen_by(acting).filter(plan=plan))
    report = reports[0] if reports else None
    return Research(
        plan=plan,
        parts=_parts(acting, plan, given, today),
        report=report,
        texts=texts_of(report) if report else [],
        draft=draft_of(acting, plan.id),
    )


def texts_of(report: JointReport) -> list[PartText]:
    """Return the wordings of the parts that stand in a report."""
    then: list[PartText] | None = getattr(report, "texts_then", None)
    return queries.texts_in(report) if then is None else then


def _parts(
    acting: Acting, plan: ResearchPlan, given: dict[UUID, ResearchPart], today: date
) -> list[PartAt]:
    planned = {p.body_id: p for p in plan.parts.all()}
    order = [*planned, *(owner for owner in given if owner not in planned)]
    return [_part(acting, planned.get(id_), given.get(id_), today) for id_ in order]


def _part(
    acting: Acting, planned: PlannedPart | None, part: ResearchPart | None, today: date
) -> PartAt:
    body = planned.body if planned else part.owner if part else None
    due = planned.due if planned else None
    return PartAt(
        body=body,
        planned=planned,
        part=part,
        text=text_of(part) if part else None,
        ours=body is not None and body.id == acting.body_id,
        late=part is None and due is not None and due < today,
    )
