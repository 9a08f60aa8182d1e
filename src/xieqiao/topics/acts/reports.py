"""Composing the joint report of the parties' parts, and revising it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, FileRef, Line, Text
from xieqiao.acts.references import check_past
from xieqiao.acts.step import Step
from xieqiao.topics import choices
from xieqiao.topics.acts.terms import FIXED, check_plan, file_rows
from xieqiao.topics.drafts import MOST_FILES
from xieqiao.topics.models import JointReport, PartText, ReportPart, ResearchPlan

ORDERED: Any = {"ordered": True}


class ReportWords(ActPayload):
    """A general part, the parties' parts in their order, and conclusions."""

    title: Line = Field(title=_("Title"), min_length=1)
    number: Line = Field(
        default=Line(""),
        title=_("Number of the document"),
        description=_("The number of the document, such as 2025-17."),
        max_length=40,
    )
    general: Text = Field(default=Text(""), title=_("General part"))
    parts: list[UUID] = Field(
        title=_("Parts, in this order"),
        description=_(
            "Each in the wording that its party has contributed; nobody else changes it."
        ),
        min_length=1,
        json_schema_extra=ORDERED,
    )
    conclusions: Text = Field(default=Text(""), title=_("Conclusions and suggestions"))
    files: list[FileRef] = Field(default_factory=list, title=_("Files"), max_length=MOST_FILES)


class NewReport(ReportWords):
    """The report of a research plan."""

    plan: UUID = Field(title=_("Joint research on"), json_schema_extra=FIXED)


class ChangedReport(ReportWords):
    """The report as it should read now, and why."""

    why: Text = Field(title=_("What is changed, and why"), min_length=1)


def report_row(payload: ReportWords) -> dict[str, Any]:
    """Return the columns that follow from the words of a report."""
    return {
        "title": str(payload.title),
        "number": str(payload.number),
        "general": str(payload.general),
        "conclusions": str(payload.conclusions),
        "files": file_rows(payload.files),
    }


def _check(payload: ReportWords, plan: ResearchPlan, present: set[UUID]) -> None:
    """Refuse parts of other plans, a party's part twice, and wordings of yesterday."""
    check_past("happened", payload.happened)
    texts = PartText.objects.select_related("part").in_bulk(payload.parts)
    parts = [texts[id_].part for id_ in payload.parts if id_ in texts]
    if len(parts) != len(payload.parts) or any(part.plan_id != plan.id for part in parts):
        raise PayloadError("parts", _("Choose parts of this research."))
    if len({part.id for part in parts}) != len(parts):
        raise PayloadError("parts", _("Name each part once."))
    newest = {choices.newest_text(part).id for part in parts}
    if not set(payload.parts) <= newest | present:
        raise PayloadError("parts", _("A part has been revised meanwhile. Choose it again."))


class _Report(Kind[Any]):
    """What composing and revising a report have in common."""

    subject = "joint_report"
    template = "topics/acts/report.html"

    def picture(self, payload: ReportWords) -> Any:
        """Return the wordings of the parts, for the page of the act."""
        found = PartText.objects.select_related("part__owner").in_bulk(payload.parts)
        return [found[id_] for id_ in payload.parts if id_ in found]

    def refers(self, payload: ReportWords) -> list[UUID]:
        """Return the parts that it is composed of."""
        rows = PartText.objects.filter(id__in=payload.parts)
        return list(rows.values_list("part_id", flat=True))

    def _put(self, payload: ReportWords, step: Step, **fields: Any) -> None:
        step.put(JointReport, **report_row(payload), **fields)
        rows = [{"text_id": id_} for id_ in payload.parts]
        step.replace(ReportPart, {"report_id": step.subject.id}, rows)


class ComposeReport(_Report):
    """Compose the report. It moves the plan, so that there is never a second report."""

    name = "report.compose"
    title = _("Compose the joint report")
    go = _("Propose this report")
    creates = True
    payload = NewReport

    def summary(self, payload: NewReport) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Pass the joint report “%s”") % payload.title)

    def effect(self, payload: NewReport) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now("It is the report of all parties, with their parts exactly as they read now.")
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with all parts that were contributed, in the order of the plan."""
        plan = choices.plan_in_hand(scene)
        if plan is None:
            return {}
        title = _now("Joint research report: %s") % plan.topic.title
        parts = [id_ for id_, _label in choices.part_texts(scene, plan)]
        return {"plan": plan.id, "title": title[:200], "parts": parts}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer plans, and the newest wording of each part."""
        if field == "plan":
            return choices.plans(scene)
        plan = choices.plan_in_hand(scene)
        return choices.part_texts(scene, plan) if field == "parts" else None

    def check(self, payload: NewReport, scene: Scene) -> None:
        """Refuse a second report, and parts that are none of this research."""
        plan = check_plan(scene, "plan", payload.plan)
        if JointReport.objects.filter(plan=plan).exists():
            raise PayloadError("plan", _("This research has a report; that can be revised."))
        _check(payload, plan, set())

    def moves(self, payload: NewReport, scene: Scene) -> list[Move]:
        """Return the report and the plan."""
        return [Move("joint_report", label="report"), Move("research_plan", payload.plan)]

    def apply(self, payload: NewReport, step: Step) -> None:
        """Write the report; the plan's words stay."""
        if step.subject.type == "research_plan":
            step.carry(ResearchPlan)
            return
        composed = {"composed_at": step.at, "composed_on": payload.happened or ""}
        self._put(payload, step, plan_id=payload.plan, **composed)


class ReviseReport(_Report):
    """Revise the report, perhaps with newer wordings of its parts."""

    name = "report.revise"
    title = _("Revise the joint report")
    go = _("Propose this wording")
    payload = ChangedReport

    def summary(self, payload: ChangedReport) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Revise the joint report “%s”") % payload.title)

    def effect(self, payload: ChangedReport) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new wording holds; the earlier one stays readable in its act."))

    def allowed(self, scene: Scene) -> bool:
        """A closed topic keeps the report that it has."""
        return super().allowed(scene) and not _row(scene).plan.topic.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the report as it is."""
        row = _row(scene)
        names = ("title", "number", "general", "conclusions", "files")
        parts = list(row.parts.values_list("text_id", flat=True))
        return {**{name: getattr(row, name) for name in names}, "parts": parts}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the newest wording of each part, and those that stand in the report."""
        if field != "parts":
            return None
        row = _row(scene)
        found = choices.part_texts(scene, row.plan)
        return choices.with_earlier(found, row)

    def check(self, payload: ChangedReport, scene: Scene) -> None:
        """Refuse parts that are none of this research."""
        row = _row(scene)
        _check(payload, row.plan, set(row.parts.values_list("text_id", flat=True)))

    def apply(self, payload: ChangedReport, step: Step) -> None:
        """Write the new wording."""
        self._put(payload, step, why=str(payload.why))


def _row(scene: Scene) -> JointReport:
    row: JointReport = JointReport.objects.select_related("plan__topic").get(id=scene.on)
    return row
