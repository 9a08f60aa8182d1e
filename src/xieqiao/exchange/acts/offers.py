"""Showing an own need or strength to the parties of one partnership, and saying it better."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_subject, check_to_come
from xieqiao.exchange import choices
from xieqiao.exchange.acts.rows import RowKind
from xieqiao.exchange.models import (
    Need,
    OfferedNeed,
    OfferedStrength,
    OwnEntry,
    Strength,
)
from xieqiao.exchange.sectors import fits
from xieqiao.exchange.words import How

MOST_TIMES = 366
SHOWN = (
    "title",
    "text",
    "shown_for",
    "sector",
    "division",
    "focus_area",
    "wanted_number",
    "announced",
)
PROVED = ("languages", "times_a_year", "proof", "proof_where")


class Shown(ActPayload):
    """What of an own need or strength the partners read."""

    own: UUID | None = Field(
        default=None,
        title=_("From our list"),
        description=_("Partners do not see this; it leads your own office from one to the other."),
    )
    title: Line = Field(title=_("In one line"), min_length=1)
    text: Text = Field(default=Text(""), title=_("More about it"))
    shown_for: Line = Field(
        default=Line(""),
        title=_("Whose it is, as partners read it"),
        description=_("Such as: heads of two sub-districts, both members."),
    )
    sector: str = Field(default="", title=_("Branch of the economy"), pattern="^[A-T]?$")
    division: str = Field(default="", title=_("Division"), pattern="^([0-9]{2})?$")
    focus_area: Line = Field(default=Line(""), title=_("Focus area"))
    topic: UUID | None = Field(
        default=None,
        title=_("Topic"),
        description=_("If the parties consult about it already."),
    )
    announced: bool = Field(
        default=False,
        title=_("All bodies on this platform may find it"),
        description=_("So that bodies with which we have no partnership yet can speak to us."),
    )


class NeedShown(Shown):
    """A need as partners read it."""

    at_least: int | None = Field(default=None, title=_("People at least"), ge=1, le=10_000)
    wanted_number: int | None = Field(default=None, title=_("People at most"), ge=1, le=10_000)
    by_when: date | None = Field(default=None, title=_("By when"))
    where: Line = Field(default=Line(""), title=_("Where"))
    how: How = Field(default=How.ANY, title=_("How it could be met"))


class StrengthShown(Shown):
    """A strength as partners read it."""

    wanted_number: int | None = Field(
        default=None, title=_("How many people could help"), ge=1, le=10_000
    )
    times_a_year: int | None = Field(default=None, title=_("How often a year"), ge=1, le=MOST_TIMES)
    languages: Line = Field(default=Line(""), title=_("Languages"))
    proof: Text = Field(default=Text(""), title=_("What was done already"))
    proof_where: Line = Field(default=Line(""), title=_("Where it was done"))
    proof_when: PartialDate | None = Field(
        default=None,
        title=_("When it was done"),
        description=_("As exactly as it is known: 2021, 2021-05 or 2021-05-27."),
    )


def shown_fields(payload: Shown) -> dict[str, Any]:
    """Return the columns that needs and strengths have in common."""
    fields = {name: getattr(payload, name) for name in SHOWN}
    return {**fields, "own_id": payload.own, "topic_id": payload.topic}


def need_fields(payload: NeedShown) -> dict[str, Any]:
    """Return the columns of a need's text."""
    more = {name: getattr(payload, name) for name in ("at_least", "by_when", "where")}
    return {**shown_fields(payload), **more, "how": payload.how.value}


def strength_fields(payload: StrengthShown) -> dict[str, Any]:
    """Return the columns of a strength's text, with what proves it."""
    more = {name: getattr(payload, name) for name in PROVED}
    return {**shown_fields(payload), **more, "proof_when": payload.proof_when or ""}


class OfferKind(RowKind[Any]):
    """What showing a need and showing a strength have in common."""

    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    go = _("Show it to the partners")
    began = "offered_at"
    own_model: ClassVar[type[OwnEntry]]

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
        if payload.own and not choices.is_own_entry(self.own_model, scene, payload.own):
            raise PayloadError("own", _("Choose one of your own list."))
        if payload.own and not choices.may_be_used(self.own_model, payload.own):
            raise PayloadError(
                "own", _("Nobody has recorded yet that the person agrees. Record it first.")
            )
        if not fits(payload.sector, payload.division):
            raise PayloadError("division", _("This division belongs to another branch."))

    def refers(self, payload: Shown) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []


def check_numbers(payload: NeedShown) -> None:
    """Refuse to want more people at least than at most."""
    if payload.at_least and payload.wanted_number and payload.at_least > payload.wanted_number:
        raise PayloadError("at_least", _("This is more than at most."))


class OfferNeed(OfferKind):
    """Show an own need to the parties of one partnership."""

    name = "need.offer"
    title = _("Show a need to the partners")
    subject = "offered_need"
    payload = NeedShown
    own_model, model = Need, OfferedNeed

    def summary(self, payload: NeedShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A need: %(title)s") % {"title": payload.title})

    def check(self, payload: Shown, scene: Scene) -> None:
        """Refuse a day that is over, too, unless the need is entered later."""
        super().check(payload, scene)
        assert isinstance(payload, NeedShown)
        check_to_come("by_when", payload.by_when, payload.happened)
        check_numbers(payload)

    def fields(self, payload: NeedShown) -> dict[str, Any]:
        """Return the snapshot."""
        return {**need_fields(payload), "met": False, "ending": ""}


class OfferStrength(OfferKind):
    """Show an own strength to the parties of one partnership."""

    name = "strength.offer"
    title = _("Show a strength to the partners")
    subject = "offered_strength"
    payload = StrengthShown
    own_model, model = Strength, OfferedStrength

    def summary(self, payload: StrengthShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A strength: %(title)s") % {"title": payload.title})

    def fields(self, payload: StrengthShown) -> dict[str, Any]:
        """Return the snapshot."""
        return {**strength_fields(payload), "ending": ""}


class ReviseKind(OfferKind):
    """What changing an offered need and an offered strength have in common."""

    creates = False
    go = _("Show the new text")

    def effect(self, payload: Shown) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Partners read the new text. What you had shown before stays in the acts."))

    def allowed(self, scene: Scene) -> bool:
        """Only the body that offered it changes it."""
        return super().allowed(scene) and choices.is_ours(self.model, scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the text that partners read; the own entry's where the address names one."""
        return {
            **choices.offer_at_hand(self.model, scene),
            **choices.entry_in_hand(self.own_model, scene),
        }


class ReviseNeed(ReviseKind):
    """Change what partners read of an offered need."""

    name = "need.revise"
    title = _("Change what partners read of a need")
    subject = "offered_need"
    payload = NeedShown
    own_model, model = Need, OfferedNeed

    def summary(self, payload: NeedShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A need, told anew: %(title)s") % {"title": payload.title})

    def check(self, payload: Shown, scene: Scene) -> None:
        """Refuse numbers that cannot be, too."""
        super().check(payload, scene)
        assert isinstance(payload, NeedShown)
        check_numbers(payload)

    def fields(self, payload: NeedShown) -> dict[str, Any]:
        """Return the new text."""
        return need_fields(payload)


class ReviseStrength(ReviseKind):
    """Change what partners read of an offered strength."""

    name = "strength.revise"
    title = _("Change what partners read of a strength")
    subject = "offered_strength"
    payload = StrengthShown
    own_model, model = Strength, OfferedStrength

    def summary(self, payload: StrengthShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("A strength, told anew: %(title)s") % {"title": payload.title})

    def fields(self, payload: StrengthShown) -> dict[str, Any]:
        """Return the new text."""
        return strength_fields(payload)
