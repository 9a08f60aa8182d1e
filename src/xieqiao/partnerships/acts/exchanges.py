"""Exchange between sections of different bodies."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Part, Text
from xieqiao.acts.references import check_party
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.partnerships import FEWEST, EndingText
from xieqiao.partnerships.directory import body_choices
from xieqiao.partnerships.models import ExchangeSide, SectionExchange
from xieqiao.partnerships.words import SectionKind


class SideText(Part):
    """A section that takes part, as its body lets the others see it."""

    body: UUID = Field(title=_("Party"))
    kind: SectionKind = Field(title=_("Kind of section"))
    section: Line = Field(title=_("Section"), min_length=1)


class ExchangeText(ActPayload):
    """Which sections keep in touch, and about what."""

    title: Line = Field(title=_("Name"), min_length=1)
    sides: list[SideText] = Field(title=_("Sections"))
    note: Text = Field(default=Text(""), title=_("What they exchange"))


class SetUpExchange(Kind[ExchangeText]):
    """Bring sections of different bodies together."""

    name = "section_exchange.set_up"
    title = _("Bring sections together")
    go = _("Propose the exchange")
    subject = "section_exchange"
    creates = True
    payload = ExchangeText

    def summary(self, payload: ExchangeText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Exchange between sections: %s") % payload.title

    def effect(self, payload: ExchangeText) -> str:
        """Return what will be so once the act is in force."""
        names = " · ".join(side.section for side in payload.sides)
        return _now("These sections keep in touch directly: %s.") % names

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties for each side."""
        return body_choices(scene.parties) if field in {"body", "sides.body"} else None

    def check(self, payload: ExchangeText, scene: Scene) -> None:
        """Refuse fewer than two bodies, and bodies that are no party."""
        for side in payload.sides:
            check_party(scene, "sides", side.body)
        if len({side.body for side in payload.sides}) < FEWEST:
            raise PayloadError("sides", _("Name sections of at least two parties."))

    def apply(self, payload: ExchangeText, step: Step) -> None:
        """Write the exchange and its sides."""
        step.put(SectionExchange, title=str(payload.title), note=str(payload.note))
        rows = [
            {"body_id": side.body, "kind": side.kind.value, "section": str(side.section)}
            for side in payload.sides
        ]
        step.replace(ExchangeSide, {"exchange_id": step.subject.id}, rows)


class EndExchange(Kind[EndingText]):
    """End an exchange between sections."""

    name = "section_exchange.end"
    title = _("End the exchange")
    go = _("Propose to end it")
    subject = "section_exchange"
    payload = EndingText

    def summary(self, payload: EndingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("End an exchange between sections")

    def effect(self, payload: EndingText) -> str:
        """Return what will be so once the act is in force."""
        return _now("The sections no longer keep in touch under this partnership.")

    def moves(self, payload: EndingText, scene: Scene) -> list[Move]:
        """Return the exchange, closing."""
        return [Move(self.subject, scene.subject_id, closes=True)]

    def apply(self, payload: EndingText, step: Step) -> None:
        """Close the exchange."""
        step.put(SectionExchange, ending_note=str(payload.reason))
