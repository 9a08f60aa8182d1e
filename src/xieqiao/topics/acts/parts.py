"""Contributing one's part to the research, and revising it: each party for its own side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import FileRef, Line, Text
from xieqiao.acts.references import check_past
from xieqiao.acts.step import Step
from xieqiao.topics import choices
from xieqiao.topics.acts.terms import (
    FIXED,
    OnTopic,
    check_plan,
    check_title,
    file_rows,
)
from xieqiao.topics.drafts import (
    MOST_FILES,
    MOST_SECTIONS,
    WORDS,
    Section,
    draft_in_hand,
)
from xieqiao.topics.models import PartText, PlannedPart, ResearchPart


class PartWords(OnTopic):
    """A party's part: its sections and its files."""

    title: Line = Field(title=_("Title"), min_length=1)
    authors: Line = Field(default=Line(""), title=_("Written by"))
    sections: list[Section] = Field(
        default_factory=list, title=_("Sections of the text"), max_length=MOST_SECTIONS
    )
    files: list[FileRef] = Field(default_factory=list, title=_("Files"), max_length=MOST_FILES)


class NewPart(PartWords):
    """A part that is contributed to a research plan."""

    plan: UUID = Field(title=_("Joint research on"), json_schema_extra=FIXED)


class ChangedPart(PartWords):
    """The part as it should read now, and why."""

    why: Text = Field(default=Text(""), title=_("What is changed, and why"))


def _check(payload: PartWords) -> None:
    check_past("happened", payload.happened)
    if not payload.sections and not payload.files:
        raise PayloadError("sections", _("Write at least one section, or add a file."))


def _put(payload: PartWords, step: Step, why: str, **fields: Any) -> None:
    step.put(ResearchPart, title=str(payload.title), **fields)
    step.add(
        PartText,
        part_id=step.subject.id,
        title=str(payload.title),
        authors=str(payload.authors),
        sections=[{"heading": str(s.heading), "text": str(s.text)} for s in payload.sections],
        files=file_rows(payload.files),
        why=why,
        at=step.at,
        on=payload.happened or "",
        act_id=step.act_id,
    )


class _OwnPart(Kind[Any]):
    """What a party says in its own part of the research."""

    matter = Matter.REPORTED
    prepare = Capability.REPORT
    release = Capability.REPORT

    def effect(self, payload: PartWords) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties read this wording. Your draft stays your own, and can go on."))


class ContributePart(_OwnPart):
    """Contribute one's part: a copy of the own draft, which all parties read from then on."""

    name = "part.contribute"
    title = _("Contribute our part")
    go = _("Contribute it")
    subject = "research_part"
    creates = True
    payload = NewPart

    def summary(self, payload: NewPart) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.title, "topic": payload.topic_title}
        return str(_now("Part of the joint research on “%(topic)s”: %(title)s") % words)

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the research plans."""
        return choices.plans(scene) if field == "plan" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the own draft, otherwise from the title that the plan gives."""
        plan = choices.plan_in_hand(scene)
        if plan is None:
            return {}
        planned = PlannedPart.objects.filter(plan=plan, body=scene.acting.body_id).first()
        start = {"title": planned.title if planned else "", "topic_title": plan.topic.title}
        return {"plan": plan.id, **start, **draft_in_hand(scene.acting, plan.id)}

    def check(self, payload: NewPart, scene: Scene) -> None:
        """Refuse a plan from elsewhere, a second part, and a part that says nothing."""
        plan = check_plan(scene, "plan", payload.plan)
        if ResearchPart.objects.filter(plan=plan, owner=scene.acting.body_id).exists():
            raise PayloadError("plan", _("Your part is contributed already; it can be revised."))
        check_title(payload, plan.topic)
        _check(payload)

    def refers(self, payload: NewPart) -> list[UUID]:
        """Return the research plan."""
        return [payload.plan]

    def apply(self, payload: NewPart, step: Step) -> None:
        """Write the part in its first wording."""
        given = {"contributed_at": step.at, "contributed_on": payload.happened or ""}
        _put(payload, step, "", plan_id=payload.plan, **given)


class RevisePart(_OwnPart):
    """Revise one's part; the earlier wording stays readable, and stays in a report that has it."""

    name = "part.revise"
    title = _("Revise our part")
    go = _("Contribute this wording")
    subject = "research_part"
    payload = ChangedPart

    def summary(self, payload: ChangedPart) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.title, "topic": payload.topic_title}
        return str(_now("Revised part of the joint research on “%(topic)s”: %(title)s") % words)

    def allowed(self, scene: Scene) -> bool:
        """Only its own body revises it, while the topic is open."""
        row = _row(scene)
        ours = row.owner_id == scene.acting.body_id
        return super().allowed(scene) and ours and not row.plan.topic.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the own draft, otherwise from the present wording."""
        row = _row(scene)
        now = choices.newest_text(row)
        words = {name: getattr(now, name) for name in WORDS}
        words |= draft_in_hand(scene.acting, row.plan_id)
        return {"topic_title": row.plan.topic.title, **words}

    def check(self, payload: ChangedPart, scene: Scene) -> None:
        """Refuse a part that says nothing."""
        check_title(payload, _row(scene).plan.topic)
        _check(payload)

    def apply(self, payload: ChangedPart, step: Step) -> None:
        """Write the new wording; the earlier ones stay."""
        _put(payload, step, str(payload.why))


def _row(scene: Scene) -> ResearchPart:
    row: ResearchPart = ResearchPart.objects.select_related("plan__topic").get(id=scene.on)
    return row
