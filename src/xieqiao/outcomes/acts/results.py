"""What a party measures, over time."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, Part, Text
from xieqiao.acts.references import check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.acts.texts import LINE_LENGTH
from xieqiao.bodies.sorting import sort_key
from xieqiao.outcomes import choices
from xieqiao.outcomes.acts.about import about
from xieqiao.outcomes.days import in_words
from xieqiao.outcomes.models import Indicator, Measure


class Measured(Part):
    """One value and its date."""

    on: PartialDate = Field(title=_("As of"))
    value: Decimal = Field(title=_("Value"), max_digits=15, decimal_places=4)
    from_where: Line = Field(default=Line(""), title=_("Where the figure is from"))


class Result(ActPayload):
    """Something that is measured, with its first values."""

    name: Line = Field(
        title=_("What is measured"),
        description=_("Such as: shops opened, sales of farm goods."),
        min_length=1,
    )
    unit: Line = Field(
        title=_("Unit of measurement"),
        description=_("Such as: shops, 10,000 yuan, patients a month."),
        min_length=1,
        max_length=40,
    )
    note: Text = Field(default=Text(""), title=_("How it is counted"))
    action: UUID | None = Field(default=None, title=_("Action"))
    outcome: UUID | None = Field(default=None, title=_("Outcome"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    measures: list[Measured] = Field(title=_("Values"), min_length=1, max_length=60)


class NewMeasure(ActPayload):
    """One more value; for a date that has one already it takes its place."""

    about: Line = about(_("Result"))
    on: PartialDate = Field(
        title=_("As of"),
        description=_("A value for a date that has one already takes its place."),
    )
    value: Decimal = Field(title=_("Value"), max_digits=15, decimal_places=4)
    from_where: Line = Field(default=Line(""), title=_("Where the figure is from"))


class RecordResult(Kind[Result]):
    """Report a result as an indicator with its values."""

    name = "result.record"
    title = _("Report a result")
    go = _("Enter and report")
    subject = "indicator"
    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = Result

    def summary(self, payload: Result) -> str:
        """Return the sentence by which desks and lists name the act."""
        last = max(payload.measures, key=lambda m: m.on)
        words = {"name": payload.name, "value": plain(last.value), "unit": payload.unit}
        return str(_("%(name)s: %(value)s %(unit)s") % words)

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return what a result may belong to."""
        match field:
            case "action":
                return choices.actions(scene)
            case "outcome":
                return choices.outcomes(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the topic of what the result belongs to."""
        of = choices.action_in_hand(scene) or choices.outcome_in_hand(scene)
        return {"topic": of.topic_id} if of and of.topic_id else {}

    def check(self, payload: Result, scene: Scene) -> None:
        """Refuse what belongs elsewhere, and figures of days to come."""
        check_subject(scene, "action", payload.action, "action")
        check_subject(scene, "outcome", payload.outcome, "outcome")
        check_subject(scene, "topic", payload.topic, "topic")
        for measure in payload.measures:
            check_past("measures", measure.on)

    def refers(self, payload: Result) -> list[UUID]:
        """Return what the result belongs to."""
        return [i for i in (payload.action, payload.outcome, payload.topic) if i]

    def apply(self, payload: Result, step: Step) -> None:
        """Write the indicator and its values."""
        step.put(
            Indicator,
            name=payload.name,
            sort_key=sort_key(payload.name),
            unit=payload.unit,
            note=payload.note,
            action_id=payload.action,
            outcome_id=payload.outcome,
            topic_id=payload.topic,
            entered_at=step.at,
        )
        rows = [m.model_dump() for m in payload.measures]
        step.replace(Measure, {"indicator_id": step.subject.id}, rows)


class MeasureResult(Kind[NewMeasure]):
    """Report one more value of an indicator."""

    name = "result.measure"
    title = _("Report a new value")
    go = _("Enter and report")
    subject = "indicator"
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = NewMeasure

    def summary(self, payload: NewMeasure) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {
            "name": payload.about,
            "value": plain(payload.value),
            "day": in_words(payload.on),
        }
        if payload.about:
            return str(_("%(name)s: %(value)s, as of %(day)s") % words)
        return str(_("New value %(value)s, as of %(day)s") % words)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what is measured, in which unit."""
        row = Indicator.objects.get(id=scene.on)
        return {"about": f"{row.name} ({row.unit})"[:LINE_LENGTH]}

    def allowed(self, scene: Scene) -> bool:
        """Only the party that measures reports values."""
        mine = Indicator.objects.filter(id=scene.on, owner=scene.acting.body_id)
        return super().allowed(scene) and mine.exists()

    def check(self, payload: NewMeasure, scene: Scene) -> None:
        """Refuse a figure of a day to come."""
        check_past("on", payload.on)

    def apply(self, payload: NewMeasure, step: Step) -> None:
        """Add the value, after the first ones."""
        step.put(Indicator)
        step.add(
            Measure,
            indicator_id=step.subject.id,
            position=60 + step.subject.revision,
            on=payload.on,
            value=payload.value,
            from_where=payload.from_where,
        )


def plain(value: Decimal) -> str:
    """Return a decimal without the zeros that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
