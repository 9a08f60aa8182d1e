"""Sending people from one party to another: agreeing, changing, calling off, reporting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, PersonShown, Text
from xieqiao.acts.references import check_order, check_party, check_past, check_subject
from xieqiao.exchange import choices
from xieqiao.exchange.acts.endings import FIXED
from xieqiao.exchange.acts.rows import RowKind, Within, named
from xieqiao.exchange.models import Dispatch, DispatchedPerson

MOST_NAMES = 200


class Sending(ActPayload):
    """Who is sent where, for what, at whose cost."""

    title: Line = Field(title=_("In one line"), min_length=1)
    need: UUID | None = Field(default=None, title=_("For the need"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    sender: UUID = Field(title=_("Sending party"))
    receiver: UUID | None = Field(default=None, title=_("Receiving party"))
    number: int = Field(title=_("How many people"), ge=1, le=10_000)
    profile: Line = Field(
        default=Line(""),
        title=_("Who they are"),
        description=_("Such as: members who run companies of the digital economy."),
    )
    persons: list[PersonShown] = Field(
        default_factory=list,
        title=_("Names"),
        description=_("Only if the sending party wants to name them."),
        max_length=MOST_NAMES,
    )
    purpose: Text = Field(default=Text(""), title=_("What they are sent for"))
    begins: PartialDate | None = Field(
        default=None,
        title=_("From"),
        description=_("As exactly as it is known: 2021, 2021-05 or 2021-05-27."),
    )
    ends: PartialDate | None = Field(default=None, title=_("To"))
    costs: Line = Field(
        default=Line(""),
        title=_("Who bears the costs"),
        description=_("Such as: travel by the sending party, board and lodging by the receiving."),
    )


class CallingOff(ActPayload):
    """Why a dispatch is called off."""

    title: Line = Field(default=Line(""), title=_("The dispatch"), json_schema_extra=FIXED)
    why: Text = Field(title=_("Why it is called off"), min_length=1)


class Returned(ActPayload):
    """What came of a dispatch."""

    title: Line = Field(default=Line(""), title=_("The dispatch"), json_schema_extra=FIXED)
    report: Text = Field(
        title=_("What came of it"),
        description=_("What was looked at and advised, and what follows from it on both sides."),
        min_length=1,
    )
    reported_on: PartialDate = Field(title=_("As of"))
    finished: bool = Field(default=True, title=_("The dispatch is over; this is its last report"))


def _sending_fields(payload: Sending) -> dict[str, Any]:
    names = ("title", "number", "profile", "purpose", "costs")
    return {
        "need_id": payload.need,
        "topic_id": payload.topic,
        "sender_id": payload.sender,
        "receiver_id": payload.receiver,
        "begins": payload.begins or "",
        "ends": payload.ends or "",
        **{name: getattr(payload, name) for name in names},
    }


class SendingKind(RowKind[Any]):
    """What agreeing on a dispatch and changing it have in common."""

    subject = "dispatch"
    payload = Sending
    model = Dispatch
    began = "agreed_at"
    within = Within("persons", DispatchedPerson, "dispatch_id")

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the parties, offered needs and topics that may be named."""
        match field:
            case "sender" | "receiver":
                return choosing.parties(scene)
            case "need":
                return choices.offered_needs(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def check(self, payload: Sending, scene: Scene) -> None:
        """Refuse strange parties, needs and topics, and times that cannot be."""
        check_party(scene, "sender", payload.sender)
        check_party(scene, "receiver", payload.receiver)
        if payload.sender == payload.receiver:
            raise PayloadError("receiver", _("Sender and receiver are the same."))
        check_subject(scene, "need", payload.need, "offered_need")
        check_subject(scene, "topic", payload.topic, "topic")
        check_order("ends", payload.begins, payload.ends)
        if len(payload.persons) > payload.number:
            raise PayloadError("persons", _("These are more names than people."))

    def refers(self, payload: Sending) -> list[UUID]:
        """Return the need and the topic."""
        return [i for i in (payload.need, payload.topic) if i]


class ConfirmDispatch(SendingKind):
    """Agree that one party sends people to another."""

    name = "dispatch.confirm"
    title = _("Agree on a dispatch")
    go = _("Propose the dispatch")
    creates = True

    def summary(self, payload: Sending) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.title, "number": payload.number}
        return (
            ngettext(
                "Send %(number)d person: %(title)s",
                "Send %(number)d people: %(title)s",
                payload.number,
            )
            % words
        )

    def effect(self, payload: Sending) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The sending party sends the people; all parties read who and what for."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what follows from the need that the dispatch answers."""
        return choices.need_in_hand(scene)

    def fields(self, payload: Sending) -> dict[str, Any]:
        """Return the dispatch, of which nothing has come yet."""
        nothing_yet = {"called_off": False, "called_off_because": "", "report": ""}
        return {**_sending_fields(payload), **nothing_yet, "reported_on": ""}


class ReviseDispatch(SendingKind):
    """Agree on other people, another time or other costs of a dispatch."""

    name = "dispatch.revise"
    title = _("Change a dispatch")
    go = _("Propose the change")

    def summary(self, payload: Sending) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Change the dispatch “%(title)s”") % {"title": payload.title})

    def effect(self, payload: Sending) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The new text takes the place of the old one, which stays readable."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the dispatch as it is agreed on."""
        return choices.dispatch_at_hand(scene)

    def fields(self, payload: Sending) -> dict[str, Any]:
        """Return the dispatch as it reads now."""
        return _sending_fields(payload)


class EndingKind(RowKind[Any]):
    """What calling a dispatch off and reporting on it have in common."""

    subject = "dispatch"
    model = Dispatch
    began = "agreed_at"

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what it is called."""
        return {"title": choices.title_at_hand(self.model, scene)}

    def check(self, payload: Any, scene: Scene) -> None:
        """Refuse to call it by another name."""
        if payload.title and payload.title != choices.title_at_hand(self.model, scene):
            raise PayloadError("title", _("It is called differently now. Open the form anew."))


class CallOffDispatch(EndingKind):
    """Agree that nobody is sent after all."""

    name = "dispatch.call_off"
    title = _("Call a dispatch off")
    go = _("Propose to call it off")
    payload = CallingOff

    def summary(self, payload: CallingOff) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.why)}
        return str(_("Call the dispatch off: %(title)s") % words)

    def effect(self, payload: CallingOff) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Nobody is sent; the dispatch stays readable, with the reason."))

    def moves(self, payload: CallingOff, scene: Scene) -> list[Move]:
        """Return the dispatch, which closes."""
        return [Move(self.subject, scene.subject_id, closes=True)]

    def fields(self, payload: CallingOff) -> dict[str, Any]:
        """Return why."""
        return {"called_off": True, "called_off_because": payload.why}


class ReportDispatch(EndingKind):
    """Agree on what came of a dispatch."""

    name = "dispatch.report"
    title = _("Report on the dispatch")
    go = _("Propose the report")
    payload = Returned

    def summary(self, payload: Returned) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.report)}
        return str(_("What came of the dispatch: %(title)s") % words)

    def effect(self, payload: Returned) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties stand behind this report of the dispatch."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the present report."""
        dispatch = Dispatch.objects.get(id=scene.on)
        present = {"report": dispatch.report, "reported_on": dispatch.reported_on}
        return {**super().initial(scene), **present}

    def check(self, payload: Returned, scene: Scene) -> None:
        """Refuse a report from before the dispatch or of a day to come."""
        super().check(payload, scene)
        check_past("reported_on", payload.reported_on)
        begins = Dispatch.objects.values_list("begins", flat=True).get(id=scene.on)
        check_order("reported_on", begins, payload.reported_on)

    def moves(self, payload: Returned, scene: Scene) -> list[Move]:
        """Return the dispatch, which closes with its last report."""
        return [Move(self.subject, scene.subject_id, closes=payload.finished)]

    def fields(self, payload: Returned) -> dict[str, Any]:
        """Return the report."""
        return {"report": payload.report, "reported_on": payload.reported_on}
