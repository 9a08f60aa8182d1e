"""What may change in this room: showing needs and strengths to partners, sending people."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, PersonShown, Text
from xieqiao.acts.references import check_order, check_party, check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.exchange import choices
from xieqiao.exchange.models import (
    Dispatch,
    DispatchedPerson,
    Need,
    OfferedNeed,
    OfferedStrength,
    OwnEntry,
    Strength,
)
from xieqiao.exchange.sectors import fits
from xieqiao.exchange.words import How


class Shown(ActPayload):
    """What of an own need or strength the partners read."""

    own: UUID | None = Field(default=None, title=_("From our list"))
    title: Line = Field(title=_("Title"), min_length=1)
    text: Text = Field(default=Text(""), title=_("More about it"))
    shown_for: Line = Field(
        default=Line(""),
        title=_("Whose it is, as partners read it"),
        description=_("Such as: heads of two sub-districts, both members."),
    )
    sector: str = Field(default="", title=_("Sector"), pattern="^[A-T]?$")
    division: str = Field(default="", title=_("Division"), pattern="^([0-9]{2})?$")
    focus_area: Line = Field(default=Line(""), title=_("Focus area"))
    topic: UUID | None = Field(default=None, title=_("Topic"))


class NeedShown(Shown):
    """A need as partners read it."""

    wanted_number: int | None = Field(default=None, title=_("How many people"), ge=1, le=10_000)
    by_when: date | None = Field(default=None, title=_("By when"))
    how: How = Field(default=How.ANY, title=_("How it could be met"))


class StrengthShown(Shown):
    """A strength as partners read it."""

    wanted_number: int | None = Field(
        default=None, title=_("How many people could help"), ge=1, le=10_000
    )


class NeedEnd(ActPayload):
    """What came of an offered need."""

    met: bool = Field(default=False, title=_("The need was met"))
    ending: Text = Field(title=_("What came of it"), min_length=1)


class StrengthEnd(ActPayload):
    """Why a strength is no longer offered."""

    ending: Text = Field(default=Text(""), title=_("Why"))


class Sending(ActPayload):
    """Who is sent where, for what, at whose cost."""

    title: Line = Field(title=_("Title"), min_length=1)
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
        max_length=200,
    )
    purpose: Text = Field(default=Text(""), title=_("What for"))
    begins: PartialDate | None = Field(default=None, title=_("From"))
    ends: PartialDate | None = Field(default=None, title=_("To"))
    costs: Line = Field(default=Line(""), title=_("Who bears the costs"))


class Returned(ActPayload):
    """What came of a dispatch."""

    report: Text = Field(title=_("What came of it"), min_length=1)
    reported_on: PartialDate = Field(title=_("As of"))


def _shown_fields(payload: Shown) -> dict[str, Any]:
    names = ("title", "text", "shown_for", "sector", "division", "focus_area", "wanted_number")
    fields = {name: getattr(payload, name) for name in names}
    return {**fields, "own_id": payload.own, "topic_id": payload.topic}


class OfferKind(Kind[Any]):
    """What showing a need and showing a strength have in common."""

    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    go = _("Show it to the partners")
    own_model: type[OwnEntry]

    def effect(self, payload: Shown) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties of this partnership read this text, and nothing more of it."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return own entries, sectors and topics."""
        match field:
            case "own":
                return choices.own_entries(self.own_model, scene)
            case "sector":
                return choices.sectors()
            case "division":
                return choices.divisions()
            case "topic":
                return choices.topics(scene)
            case "how":
                return [(str(v), str(label)) for v, label in How.choices]
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the own entry's text, to be released or shortened."""
        return choices.entry_in_hand(self.own_model, scene)

    def check(self, payload: Shown, scene: Scene) -> None:
        """Refuse another body's entry, a topic from elsewhere, a division of another sector."""
        check_subject(scene, "topic", payload.topic, "topic")
        mine = {value for value, _label in choices.own_entries(self.own_model, scene)}
        if payload.own and str(payload.own) not in mine:
            raise PayloadError("own", _("Choose one of your own list."))
        if not fits(payload.sector, payload.division):
            raise PayloadError("division", _("This division belongs to another sector."))

    def refers(self, payload: Shown) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []


class OfferNeed(OfferKind):
    """Show an own need to the parties of one partnership."""

    name = "need.offer"
    title = _("Show a need to the partners")
    subject = "offered_need"
    payload = NeedShown
    own_model = Need

    def summary(self, payload: NeedShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A need: %(title)s") % {"title": payload.title})

    def apply(self, payload: NeedShown, step: Step) -> None:
        """Write the snapshot."""
        more = {"by_when": payload.by_when, "how": payload.how.value}
        step.put(OfferedNeed, **_shown_fields(payload), **more)


class OfferStrength(OfferKind):
    """Show an own strength to the parties of one partnership."""

    name = "strength.offer"
    title = _("Show a strength to the partners")
    subject = "offered_strength"
    payload = StrengthShown
    own_model = Strength

    def summary(self, payload: StrengthShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A strength: %(title)s") % {"title": payload.title})

    def apply(self, payload: StrengthShown, step: Step) -> None:
        """Write the snapshot."""
        step.put(OfferedStrength, **_shown_fields(payload))


class EndKind(Kind[Any]):
    """What ending an offered need and an offered strength have in common."""

    matter = Matter.REPORTED
    release = Capability.REPORT
    model: type[OfferedNeed] | type[OfferedStrength]

    def allowed(self, scene: Scene) -> bool:
        """Only the body that offered it ends it."""
        mine = self.model.objects.filter(id=scene.subject_id, owner=scene.acting.body_id)
        return super().allowed(scene) and mine.exists()

    def moves(self, payload: ActPayload, scene: Scene) -> list[Move]:
        """Return the offer, which closes."""
        return [Move(self.subject, scene.subject_id, closes=True)]


class CloseNeed(EndKind):
    """Say what came of an offered need."""

    name = "need.close"
    title = _("Say what came of the need")
    go = _("Report it")
    subject = "offered_need"
    payload = NeedEnd
    model = OfferedNeed

    def summary(self, payload: NeedEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("The need was met") if payload.met else _("The need is no longer open"))

    def apply(self, payload: NeedEnd, step: Step) -> None:
        """Write what came of it."""
        step.put(OfferedNeed, met=payload.met, ending=payload.ending)


class WithdrawStrength(EndKind):
    """No longer offer a strength."""

    name = "strength.withdraw"
    title = _("No longer offer the strength")
    go = _("Take it back")
    subject = "offered_strength"
    payload = StrengthEnd
    model = OfferedStrength

    def summary(self, payload: StrengthEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A strength is no longer offered"))

    def apply(self, payload: StrengthEnd, step: Step) -> None:
        """Write why."""
        step.put(OfferedStrength, ending=payload.ending)


class ConfirmDispatch(Kind[Sending]):
    """Agree that one party sends people to another."""

    name = "dispatch.confirm"
    title = _("Agree on a dispatch")
    go = _("Propose the dispatch")
    subject = "dispatch"
    creates = True
    payload = Sending

    def summary(self, payload: Sending) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.title, "number": payload.number}
        return str(_("Dispatch “%(title)s”, %(number)s people") % words)

    def effect(self, payload: Sending) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The sending party sends the people; all parties read who and what for."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the parties, offered needs and topics that may be named."""
        match field:
            case "sender" | "receiver":
                return choices.parties(scene)
            case "need":
                return choices.offered_needs(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what follows from the need that the dispatch answers."""
        return choices.need_in_hand(scene)

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

    def apply(self, payload: Sending, step: Step) -> None:
        """Write the dispatch and the names that the sender shows."""
        names = ("title", "number", "profile", "purpose", "costs")
        step.put(
            Dispatch,
            need_id=payload.need,
            topic_id=payload.topic,
            sender_id=payload.sender,
            receiver_id=payload.receiver,
            begins=payload.begins or "",
            ends=payload.ends or "",
            **{name: getattr(payload, name) for name in names},
        )
        rows = [person.model_dump() for person in payload.persons]
        step.replace(DispatchedPerson, {"dispatch_id": step.subject.id}, rows)


class ReportDispatch(Kind[Returned]):
    """Agree on what came of a dispatch."""

    name = "dispatch.report"
    title = _("Report on the dispatch")
    go = _("Propose the report")
    subject = "dispatch"
    payload = Returned

    def summary(self, payload: Returned) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("What came of a dispatch"))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the present report."""
        dispatch = Dispatch.objects.get(id=scene.subject_id)
        return {"report": dispatch.report, "reported_on": dispatch.reported_on}

    def check(self, payload: Returned, scene: Scene) -> None:
        """Refuse a report from before the dispatch or of a day to come."""
        check_past("reported_on", payload.reported_on)
        begins = Dispatch.objects.values_list("begins", flat=True).get(id=scene.subject_id)
        check_order("reported_on", begins, payload.reported_on)

    def apply(self, payload: Returned, step: Step) -> None:
        """Write the report."""
        step.put(Dispatch, report=payload.report, reported_on=payload.reported_on)
