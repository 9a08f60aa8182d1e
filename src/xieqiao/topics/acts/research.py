"""Planning joint research, and changing the plan."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import Line, Part, Text
from xieqiao.acts.references import check_order, check_party, check_past, check_to_come
from xieqiao.acts.step import Step
from xieqiao.topics import choices
from xieqiao.topics.acts.terms import FIXED, OnTopic, check_title, check_topic
from xieqiao.topics.models import PlannedPart, ResearchPlan, Topic

MOST_PARTS = 40


class PartPlanned(Part):
    """The part that one party takes on."""

    party: UUID = Field(title=_("Which party"))
    title: Line = Field(title=_("Its part"), min_length=1)
    about: Text = Field(default=Text(""), title=_("What it looks into"))
    lead: Line = Field(
        default=Line(""),
        title=_("Who leads it"),
        description=_("A committee, a unit or a person, as all parties may read it."),
    )
    due: date | None = Field(default=None, title=_("Due"))


class PlanWords(OnTopic):
    """What the parties want to find out, how, and who writes which part."""

    aims: Text = Field(title=_("What to find out"), min_length=1)
    method: Text = Field(
        default=Text(""),
        title=_("How"),
        description=_("Visits, talks, figures; which experts and departments take part."),
    )
    begins: PartialDate | None = Field(
        default=None,
        title=_("From"),
        description=_("As exactly as it is known: 2019, 2019-12 or 2019-12-05."),
    )
    ends: PartialDate | None = Field(default=None, title=_("To"))
    parts: list[PartPlanned] = Field(
        title=_("Parts"),
        description=_("One for each party that writes; the joint report is composed of them."),
        min_length=1,
        max_length=MOST_PARTS,
    )


class NewPlan(PlanWords):
    """A plan for the research on a topic."""

    topic: UUID = Field(title=_("Topic"), json_schema_extra=FIXED)


class ChangedPlan(PlanWords):
    """The plan as it should read now, and why."""

    because: Text = Field(default=Text(""), title=_("Why it is changed"))


def plan_row(payload: PlanWords) -> dict[str, Any]:
    """Return the columns that follow from the words of a plan."""
    return {
        "aims": str(payload.aims),
        "method": str(payload.method),
        "begins": payload.begins or "",
        "ends": payload.ends or "",
    }


def part_rows(payload: PlanWords) -> list[dict[str, Any]]:
    """Return the rows of the planned parts."""
    return [
        {
            "body_id": part.party,
            "title": str(part.title),
            "about": str(part.about),
            "lead": str(part.lead),
            "due": part.due,
        }
        for part in payload.parts
    ]


def _check(payload: PlanWords, scene: Scene, known: set[date | None]) -> None:
    check_past("happened", payload.happened)
    check_order("ends", payload.begins, payload.ends)
    seen: set[UUID] = set()
    for place, part in enumerate(payload.parts):
        check_party(scene, f"parts.{place}.party", part.party)
        if part.party in seen:
            raise PayloadError(f"parts.{place}.party", _("Each party has one part."))
        seen.add(part.party)
        if part.due not in known:
            check_to_come(f"parts.{place}.due", part.due, payload.happened)
        if part.due and payload.begins:
            check_order(f"parts.{place}.due", payload.begins, part.due.isoformat())


class PlanResearch(Kind[NewPlan]):
    """Plan the research on a topic. It moves the topic, so that there is never a second plan."""

    name = "research.plan"
    title = _("Plan the joint research")
    go = _("Propose the plan")
    subject = "research_plan"
    creates = True
    payload = NewPlan

    def summary(self, payload: NewPlan) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Plan the joint research on “%s”") % payload.topic_title)

    def effect(self, payload: NewPlan) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("Each party writes its part; a part is its own until it contributes it."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the topic's question, and a part for each party."""
        topic = choices.topic_in_hand(scene)
        parts = [
            {"party": id_, "title": _now("The part of %s") % name}
            for id_, name in choosing.parties(scene)
        ]
        if topic is None:
            return {"parts": parts}
        return {"parts": parts, "aims": topic.question, "topic_title": topic.title}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer topics and parties."""
        if field == "topic":
            return choices.topics(scene)
        return choosing.parties(scene) if field == "parts.party" else None

    def check(self, payload: NewPlan, scene: Scene) -> None:
        """Refuse a closed topic, one that has a plan, strange parties and times that cannot be."""
        check_title(payload, check_topic(scene, "topic", payload.topic))
        if ResearchPlan.objects.filter(topic=payload.topic).exists():
            raise PayloadError("topic", _("This topic has a research plan; that can be changed."))
        _check(payload, scene, set())

    def moves(self, payload: NewPlan, scene: Scene) -> list[Move]:
        """Return the plan and its topic."""
        return [Move("research_plan", label="plan"), Move("topic", payload.topic)]

    def apply(self, payload: NewPlan, step: Step) -> None:
        """Write the plan and its parts; the topic's words stay."""
        if step.subject.type == "topic":
            step.carry(Topic)
            return
        planned = {"planned_at": step.at, "planned_on": payload.happened or ""}
        step.put(ResearchPlan, topic_id=payload.topic, **plan_row(payload), **planned)
        step.replace(PlannedPart, {"plan_id": step.subject.id}, part_rows(payload))


class RevisePlan(Kind[ChangedPlan]):
    """Change the research plan."""

    name = "research.revise_plan"
    title = _("Change the research plan")
    go = _("Propose the change")
    subject = "research_plan"
    payload = ChangedPlan

    def summary(self, payload: ChangedPlan) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Change the plan of the joint research on “%s”") % payload.topic_title)

    def effect(self, payload: ChangedPlan) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new parts and dates hold. What was contributed stays."))

    def allowed(self, scene: Scene) -> bool:
        """A closed topic keeps the plan that it has."""
        return super().allowed(scene) and not _row(scene).topic.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the plan as it is."""
        row = _row(scene)
        parts = [
            {
                "party": part.body_id,
                "title": part.title,
                "about": part.about,
                "lead": part.lead,
                "due": part.due,
            }
            for part in row.parts.all()
        ]
        words = {"topic_title": row.topic.title, "aims": row.aims, "method": row.method}
        return {**words, "parts": parts, "begins": row.begins or None, "ends": row.ends or None}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties."""
        return choosing.parties(scene) if field == "parts.party" else None

    def check(self, payload: ChangedPlan, scene: Scene) -> None:
        """Refuse strange parties and times that cannot be."""
        row = _row(scene)
        check_title(payload, row.topic)
        _check(payload, scene, set(row.parts.values_list("due", flat=True)))

    def apply(self, payload: ChangedPlan, step: Step) -> None:
        """Write the plan and its parts."""
        step.put(ResearchPlan, **plan_row(payload))
        step.replace(PlannedPart, {"plan_id": step.subject.id}, part_rows(payload))


def _row(scene: Scene) -> ResearchPlan:
    row: ResearchPlan = ResearchPlan.objects.select_related("topic").get(id=scene.on)
    return row
