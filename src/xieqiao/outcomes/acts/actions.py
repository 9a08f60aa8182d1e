"""Agreeing who does what by when, and reporting how it goes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field, field_validator

from xieqiao.acts import choosing
from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ERASED, ActPayload, FileRef, Line, Part, Text
from xieqiao.acts.references import check_party, check_past, check_subject, check_to_come
from xieqiao.acts.step import Step
from xieqiao.bodies.sorting import sort_key
from xieqiao.outcomes import choices
from xieqiao.outcomes.acts.about import about
from xieqiao.outcomes.days import in_words
from xieqiao.outcomes.models import Action, AddressedAction, Evidence, Progress
from xieqiao.outcomes.words import Ending, State


class ActionWords(ActPayload):
    """What is to be done, by whom, by when."""

    title: Line = Field(title=_("What is to be done"), min_length=1)
    text: Text = Field(default=Text(""), title=_("Details of the action"))
    responsible: UUID = Field(title=_("Responsible party"))
    unit_name: Line = Field(
        default=Line(""),
        title=_("Responsible unit"),
        description=_("The department, company or other unit that does it."),
    )
    supporting: Line = Field(default=Line(""), title=_("Supporting units"))
    due: date | None = Field(default=None, title=_("Due"))


class ActionText(ActionWords):
    """A new action, and what it follows from."""

    outcome: UUID | None = Field(default=None, title=_("From the outcome"))
    topic: UUID | None = Field(default=None, title=_("Topic"))


class ActionChange(ActionWords):
    """An action as it should read now, and why."""

    why: Text = Field(title=_("Reason for the change"), min_length=1)


class ActionEnd(ActPayload):
    """How an action ended."""

    about: Line = about(_("Action"))
    ending: Ending = Field(title=_("How it ended"))
    note: Text = Field(default=Text(""), title=_("What was achieved"))


class Link(Part):
    """A page that shows it."""

    name: Line = Field(title=_("What it shows"), min_length=1)
    link: Line = Field(title=_("Address"), min_length=1)

    @field_validator("link")
    @classmethod
    def _web(cls, value: Line) -> Line:
        if value != ERASED and not value.startswith(("https://", "http://")):
            raise ValueError(_("Write the whole address, beginning with https:// or http://."))
        return value


class HowItGoes(ActPayload):
    """How an action goes, with what shows it."""

    about: Line = about(_("Action"))
    action: UUID = Field(title=_("Action"), json_schema_extra={"fixed": True})
    state: State = Field(title=_("How far it has come"))
    on: PartialDate = Field(title=_("As of"), description=_("2021, 2021-05 or 2021-05-27."))
    text: Text = Field(default=Text(""), title=_("What was done, what is in the way"))
    files: list[FileRef] = Field(default_factory=list, title=_("Evidence: files"))
    links: list[Link] = Field(default_factory=list, title=_("Evidence: links"), max_length=20)


def _fields(payload: ActionWords) -> dict[str, Any]:
    names = ("title", "text", "unit_name", "supporting", "due")
    fields = {n: getattr(payload, n) for n in names}
    return {
        "responsible_id": payload.responsible,
        "sort_key": sort_key(payload.title),
        **fields,
    }


class AgreeAction(Kind[ActionText]):
    """Agree that one party sees to something."""

    name = "action.agree"
    title = _("Agree on an action")
    go = _("Propose the action")
    subject = "action"
    creates = True
    payload = ActionText

    def summary(self, payload: ActionText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Agree on the action “%(title)s”") % {"title": payload.title})

    def effect(self, payload: ActionText) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The responsible party answers for it and reports how it goes; all read it."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the parties, outcomes and topics that may be named."""
        match field:
            case "responsible":
                return choosing.parties(scene)
            case "outcome":
                return choices.outcomes(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the topic of the outcome that the action follows from."""
        outcome = choices.outcome_in_hand(scene)
        return {"topic": outcome.topic_id} if outcome and outcome.topic_id else {}

    def check(self, payload: ActionText, scene: Scene) -> None:
        """Refuse a party, outcome or topic from elsewhere, and a due date that is over."""
        check_party(scene, "responsible", payload.responsible)
        check_subject(scene, "outcome", payload.outcome, "outcome")
        check_subject(scene, "topic", payload.topic, "topic")
        check_to_come("due", payload.due, payload.happened)

    def refers(self, payload: ActionText) -> list[UUID]:
        """Return the outcome and the topic."""
        return [i for i in (payload.outcome, payload.topic) if i]

    def apply(self, payload: ActionText, step: Step) -> None:
        """Write the action."""
        step.put(
            Action,
            outcome_id=payload.outcome,
            topic_id=payload.topic,
            entered_at=step.at,
            **_fields(payload),
        )


class ChangeAction(Kind[ActionChange]):
    """Agree on another responsible party, wording or due date."""

    name = "action.change"
    title = _("Change the action")
    go = _("Propose the change")
    subject = "action"
    payload = ActionChange

    def summary(self, payload: ActionChange) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Change the action “%(title)s”") % {"title": payload.title})

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the parties."""
        return choosing.parties(scene) if field == "responsible" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the action as it reads now."""
        action = Action.objects.get(id=scene.on)
        names = ("title", "text", "unit_name", "supporting", "due")
        return {"responsible": action.responsible_id, **{n: getattr(action, n) for n in names}}

    def check(self, payload: ActionChange, scene: Scene) -> None:
        """Refuse a strange party; a new due date must not be over already."""
        check_party(scene, "responsible", payload.responsible)
        if payload.due != Action.objects.get(id=scene.on).due:
            check_to_come("due", payload.due, payload.happened)

    def apply(self, payload: ActionChange, step: Step) -> None:
        """Write what changed."""
        step.put(Action, **_fields(payload))


class CloseAction(Kind[ActionEnd]):
    """Agree that an action is done, or no longer pursued."""

    name = "action.close"
    title = _("Close the action")
    go = _("Propose to close it")
    subject = "action"
    payload = ActionEnd

    def summary(self, payload: ActionEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.about, "ending": payload.ending.label}
        if payload.about:
            return str(_("Close the action “%(title)s”: %(ending)s") % words)
        return str(_("Close the action: %(ending)s") % words)

    def effect(self, payload: ActionEnd) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Nothing more is expected of the responsible party; all reports stay."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return how an action can end."""
        return choosing.listed(Ending) if field == "ending" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return which action it is about."""
        return {"about": Action.objects.get(id=scene.on).title}

    def check(self, payload: ActionEnd, scene: Scene) -> None:
        """Refuse to drop an action without a word."""
        if payload.ending is not Ending.DONE and not payload.note:
            raise PayloadError("note", _("Say why it is no longer pursued, or what replaces it."))

    def moves(self, payload: ActionEnd, scene: Scene) -> list[Move]:
        """Return the action, which closes."""
        return [Move(self.subject, scene.subject_id, closes=True)]

    def apply(self, payload: ActionEnd, step: Step) -> None:
        """Write the end."""
        step.put(Action, ending=payload.ending.value, closing_note=payload.note)


class ReportProgress(Kind[HowItGoes]):
    """Report how an action of the own side goes."""

    name = "action.report_progress"
    title = _("Report progress")
    go = _("Enter and report")
    subject = "progress"
    creates = True
    matter = Matter.REPORTED
    prepare = Capability.ANSWER_FOR_UNIT
    release = Capability.REPORT
    payload = HowItGoes

    def summary(self, payload: HowItGoes) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {
            "title": payload.about,
            "day": in_words(payload.on),
            "state": payload.state.label,
        }
        if payload.about:
            return str(_("“%(title)s” as of %(day)s: %(state)s") % words)
        return str(_("Progress as of %(day)s: %(state)s") % words)

    def effect(self, payload: HowItGoes) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties read how the action goes, as our side reports it."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the own side's open actions, and how one can go."""
        if field == "state":
            return choosing.listed(State)
        return choices.own_actions(scene) if field == "action" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return which action it is about, when the form's address names one."""
        action = choices.own_action_in_hand(scene)
        return {"about": action.title} if action else {}

    def check(self, payload: HowItGoes, scene: Scene) -> None:
        """Refuse another party's action, one of another unit or closed, and what only will be."""
        check_subject(scene, "action", payload.action, "action")
        action = Action.objects.get(id=payload.action)
        if action.responsible_id != scene.acting.body_id:
            raise PayloadError("action", _("Only the responsible party reports about it."))
        if action.closed:
            raise PayloadError("action", _("This action is closed; nothing more is reported."))
        mine = AddressedAction.objects.filter(action=action, unit=scene.acting.unit_id)
        if not scene.acting.can(self.release) and not mine.exists():
            raise PayloadError("action", _("This action is not addressed to your unit."))
        check_past("on", payload.on)
        if payload.state is State.STUCK and not payload.text:
            raise PayloadError("text", _("Say what is in the way."))

    def refers(self, payload: HowItGoes) -> list[UUID]:
        """Return the action."""
        return [payload.action]

    def apply(self, payload: HowItGoes, step: Step) -> None:
        """Write the report and its evidence."""
        step.put(
            Progress,
            action_id=payload.action,
            state=payload.state.value,
            text=payload.text,
            on=payload.on,
        )
        files: list[dict[str, Any]] = [file.model_dump() for file in payload.files]
        links = [{"name": link.name, "link": link.link} for link in payload.links]
        step.replace(Evidence, {"progress_id": step.subject.id}, files + links)
