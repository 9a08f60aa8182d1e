"""Adopting an agreement, amending, renewing and ending it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.deciders import Basis, Deciders, made
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Part, Text
from xieqiao.acts.references import check_order
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.carried import carry, present
from xieqiao.partnerships.acts.routine import (
    check_routine,
    routine_choices,
    rule_moves,
)
from xieqiao.partnerships.models import Agreement, Clause, FocusArea


class ClauseText(Part):
    """A clause as somebody writes it."""

    number: int = Field(title=_("Number"), ge=1, le=999)
    heading: Line = Field(default=Line(""), title=_("Heading"))
    text: Text = Field(title=_("Text"), min_length=1)


class FocusAreaText(Part):
    """A focus area; its number stays with it for good."""

    number: int = Field(
        title=_("Number"),
        ge=1,
        le=999,
        description=_("It stays with the focus area; give a new one a new number."),
    )
    name: Line = Field(title=_("Focus area"), min_length=1)


class AgreementText(ActPayload):
    """The whole text of an agreement."""

    title: Line = Field(title=_("Title"), min_length=1)
    signed: PartialDate | None = Field(
        default=None,
        title=_("Signed"),
        description=_("As exactly as it is known: 2019, 2019-12 or 2019-12-05."),
    )
    valid_from: date | None = Field(default=None, title=_("Valid from"))
    valid_to: date | None = Field(
        default=None, title=_("Valid to"), description=_("Empty: until the parties end it.")
    )
    preamble: Text = Field(default=Text(""), title=_("Preamble"))
    clauses: list[ClauseText] = Field(default_factory=list, title=_("Clauses"))
    focus_areas: list[FocusAreaText] = Field(default_factory=list, title=_("Focus areas"))
    routine: list[str] = Field(
        default_factory=list,
        title=_("Routine matters"),
        description=_(
            "For these, the consent of more than half of the parties suffices. "
            "For everything else all parties must consent."
        ),
    )


def _check_text(payload: AgreementText, scene: Scene) -> None:
    for field in ("clauses", "focus_areas"):
        numbers = [part.number for part in getattr(payload, field)]
        if len(set(numbers)) != len(numbers):
            raise PayloadError(field, _("Two of them have the same number."))
    first, last = payload.valid_from, payload.valid_to
    if first and last:
        check_order("valid_to", first.isoformat(), last.isoformat())
    check_routine(payload.routine, scene)


def _write(payload: AgreementText, step: Step) -> None:
    step.put(
        Agreement,
        title=str(payload.title),
        preamble=str(payload.preamble),
        signed=payload.signed or "",
        valid_from=payload.valid_from,
        valid_to=payload.valid_to,
        routine=sorted(set(payload.routine)),
    )
    clauses = sorted(payload.clauses, key=lambda clause: clause.number)
    rows = [{"number": c.number, "heading": str(c.heading), "text": str(c.text)} for c in clauses]
    step.replace(Clause, {"agreement_id": step.subject.id}, rows)
    _write_areas(payload, step)


def _write_areas(payload: AgreementText, step: Step) -> None:
    FocusArea.objects.filter(agreement=step.subject.id).update(dropped=True)
    for position, area in enumerate(payload.focus_areas):
        FocusArea.objects.update_or_create(
            id=step.child_id(f"area {area.number}"),
            defaults={
                "agreement_id": step.subject.id,
                "partnership_id": step.partnership_id,
                "number": area.number,
                "position": position,
                "name": str(area.name),
                "dropped": False,
            },
        )


def _text_of(agreement: Agreement) -> dict[str, Any]:
    clauses = [
        {"number": c.number, "heading": c.heading, "text": c.text} for c in agreement.clauses.all()
    ]
    areas = agreement.focus_areas.filter(dropped=False)
    return {
        "title": agreement.title,
        "preamble": agreement.preamble,
        "signed": agreement.signed,
        "valid_from": agreement.valid_from,
        "valid_to": agreement.valid_to,
        "clauses": clauses,
        "focus_areas": [{"number": a.number, "name": a.name} for a in areas],
        "routine": agreement.routine,
    }


def _ruled(payload: AgreementText, move: Move, present: Deciders) -> Deciders:
    """Write the routine matters into all that the agreement rules; not into itself."""
    if move.type == "agreement":
        return present
    basis = Basis(made(""), 0) if payload.routine else None
    return present.but(routine=tuple(sorted(set(payload.routine))), basis=basis)


class AdoptAgreement(Kind[AgreementText]):
    """Adopt an agreement."""

    name = "agreement.adopt"
    title = _("Adopt an agreement")
    go = _("Propose the agreement")
    subject = "agreement"
    creates = True
    payload = AgreementText

    def summary(self, payload: AgreementText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Adopt the agreement “%s”") % payload.title

    def effect(self, payload: AgreementText) -> str:
        """Return what will be so once the act is in force."""
        if not payload.routine:
            return _now("The agreement is in force among all parties.")
        return _now(
            "The agreement is in force among all parties. For the routine matters it names, "
            "more than half of them suffices from then on."
        )

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the kinds that may be routine."""
        return routine_choices() if field == "routine" else None

    def check(self, payload: AgreementText, scene: Scene) -> None:
        """Refuse doubled numbers, an end before the beginning, and a second set of rules."""
        _check_text(payload, scene)

    def moves(self, payload: AgreementText, scene: Scene) -> list[Move]:
        """Return the agreement, and what its routine matters concern."""
        return [Move(self.subject), *rule_moves(payload.routine, scene)]

    def decides_next(self, payload: AgreementText, move: Move, present: Deciders) -> Deciders:
        """Write the routine matters into what they concern."""
        return _ruled(payload, move, present)

    def apply(self, payload: AgreementText, step: Step) -> None:
        """Write the agreement; carry the rest along."""
        if step.subject.type == self.subject:
            _write(payload, step)
        else:
            carry(step)


class AmendAgreement(Kind[AgreementText]):
    """Amend an agreement."""

    name = "agreement.amend"
    title = _("Amend the agreement")
    go = _("Propose the new text")
    subject = "agreement"
    payload = AgreementText

    def summary(self, payload: AgreementText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Amend the agreement “%s”") % payload.title

    def effect(self, payload: AgreementText) -> str:
        """Return what will be so once the act is in force."""
        return _now("The new text takes the place of the old one, which stays readable.")

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the present text."""
        return _text_of(present(scene, Agreement))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the kinds that may be routine."""
        return routine_choices() if field == "routine" else None

    def check(self, payload: AgreementText, scene: Scene) -> None:
        """Refuse doubled numbers, an end before the beginning, and a second set of rules."""
        _check_text(payload, scene)

    def moves(self, payload: AgreementText, scene: Scene) -> list[Move]:
        """Return the agreement, and what a change of its routine matters concerns."""
        return [Move(self.subject, scene.subject_id), *rule_moves(payload.routine, scene)]

    def decides_next(self, payload: AgreementText, move: Move, present: Deciders) -> Deciders:
        """Write the routine matters into what they concern."""
        return _ruled(payload, move, present)

    def apply(self, payload: AgreementText, step: Step) -> None:
        """Write the agreement; carry the rest along."""
        if step.subject.type == self.subject:
            _write(payload, step)
        else:
            carry(step)
