"""Showing an own need or strength to the parties of one partnership, and saying it better."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
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


def shown_fields(payload: Shown) -> dict[str, Any]:
    """Return the columns that needs and strengths have in common."""
    names = ("title", "text", "shown_for", "sector", "division", "focus_area", "wanted_number")
    fields = {name: getattr(payload, name) for name in names}
    return {**fields, "own_id": payload.own, "topic_id": payload.topic}


def need_fields(payload: NeedShown) -> dict[str, Any]:
    """Return the columns of a need's text."""
    return {**shown_fields(payload), "by_when": payload.by_when, "how": payload.how.value}


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
        if not fits(payload.sector, payload.division):
            raise PayloadError("division", _("This division belongs to another branch."))

    def refers(self, payload: Shown) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []


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
        return {**shown_fields(payload), "ending": ""}


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
        return shown_fields(payload)
