"""Setting up a mechanism, changing it, ending it."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_party, check_subject
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.carried import present
from xieqiao.partnerships.acts.partnerships import EndingText
from xieqiao.partnerships.directory import body_choices
from xieqiao.partnerships.models import Agreement, Mechanism, MechanismHost
from xieqiao.partnerships.rhythm import rule_text
from xieqiao.partnerships.words import MechanismKind, Rhythm

_EARLIEST, _LATEST = 1949, 2149


class MechanismText(ActPayload):
    """A mechanism: what, how often, and who hosts when."""

    kind: MechanismKind = Field(title=_("Kind"))
    title: Line = Field(
        default=Line(""),
        title=_("Name"),
        description=_("Only if it has a name of its own."),
    )
    rhythm: Rhythm = Field(default=Rhythm.AS_NEEDED, title=_("How often"))
    first_date: date | None = Field(
        default=None,
        title=_("First date"),
        description=_("The later dates follow from it. Leave it empty for “as needed”."),
    )
    hosts: list[UUID] = Field(
        default_factory=list,
        title=_("Hosts in turn"),
        description=_("In this order. Empty: the hosts are agreed on each time."),
        json_schema_extra={"ordered": True},
    )
    agreement: UUID | None = Field(default=None, title=_("Set up by the agreement"))
    note: Text = Field(
        default=Text(""), title=_("Note"), description=_("Who prepares it, what it deals with.")
    )


def title_of(payload: MechanismText) -> str:
    """Return the name of the mechanism, or its kind in words."""
    return str(payload.title or payload.kind.label)


def _choices(field: str, scene: Scene) -> list[tuple[str, str]] | None:
    if field == "hosts":
        return body_choices(scene.parties)
    if field == "agreement":
        rows = Agreement.objects.filter(partnership=scene.partnership_id, closed=False)
        return [(str(row.id), str(row)) for row in rows.order_by("in_force_at")]
    return None


def _check(payload: MechanismText, scene: Scene) -> None:
    if payload.kind == MechanismKind.OTHER and not payload.title:
        raise PayloadError("title", _("Please name the mechanism."))
    if payload.rhythm != Rhythm.AS_NEEDED and payload.first_date is None:
        raise PayloadError("first_date", _("Please give the first date; the others follow."))
    if payload.first_date and not _EARLIEST <= payload.first_date.year <= _LATEST:
        raise PayloadError("first_date", _("This year can hardly be meant."))
    if payload.rhythm == Rhythm.AS_NEEDED and payload.first_date is not None:
        raise PayloadError("first_date", _("“As needed” has no dates. Leave this empty."))
    if len(set(payload.hosts)) != len(payload.hosts):
        raise PayloadError("hosts", _("Name each host once."))
    for host in payload.hosts:
        check_party(scene, "hosts", host)
    check_subject(scene, "agreement", payload.agreement, "agreement")


def _write(payload: MechanismText, step: Step) -> None:
    step.put(
        Mechanism,
        title=str(payload.title),
        kind=payload.kind.value,
        rhythm=payload.rhythm.value,
        rule=rule_text(payload.rhythm, payload.first_date),
        first_date=payload.first_date,
        agreement_id=payload.agreement,
        note=str(payload.note),
    )
    rows = [{"body_id": host} for host in payload.hosts]
    step.replace(MechanismHost, {"mechanism_id": step.subject.id}, rows)


class SetUpMechanism(Kind[MechanismText]):
    """Set a mechanism up."""

    name = "mechanism.set_up"
    title = _("Set up a mechanism")
    go = _("Propose the mechanism")
    subject = "mechanism"
    creates = True
    payload = MechanismText

    def summary(self, payload: MechanismText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Set up the mechanism “%s”") % title_of(payload)

    def effect(self, payload: MechanismText) -> str:
        """Return what will be so once the act is in force."""
        return _now("Its dates and hosts follow from it, and desks remind of them in time.")

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties as hosts, and the agreements in force."""
        return _choices(field, scene)

    def check(self, payload: MechanismText, scene: Scene) -> None:
        """Refuse a rhythm without a first date, and hosts who are no party."""
        _check(payload, scene)

    def refers(self, payload: MechanismText) -> list[UUID]:
        """Return the agreement that sets it up."""
        return [payload.agreement] if payload.agreement else []

    def apply(self, payload: MechanismText, step: Step) -> None:
        """Write the mechanism and the order of hosts."""
        _write(payload, step)


class ChangeMechanism(Kind[MechanismText]):
    """Change a mechanism."""

    name = "mechanism.change"
    title = _("Change the mechanism")
    subject = "mechanism"
    payload = MechanismText

    def summary(self, payload: MechanismText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Change the mechanism “%s”") % title_of(payload)

    def effect(self, payload: MechanismText) -> str:
        """Return what will be so once the act is in force."""
        return _now("Coming dates and hosts follow the new rule. What was held stays as it was.")

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the mechanism as it is."""
        row = present(scene, Mechanism)
        return {
            "kind": row.kind,
            "title": row.title,
            "rhythm": row.rhythm,
            "first_date": row.first_date,
            "hosts": list(row.hosts.values_list("body_id", flat=True)),
            "agreement": row.agreement_id,
            "note": row.note,
        }

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties as hosts, and the agreements in force."""
        return _choices(field, scene)

    def check(self, payload: MechanismText, scene: Scene) -> None:
        """Refuse a rhythm without a first date, and hosts who are no party."""
        _check(payload, scene)

    def refers(self, payload: MechanismText) -> list[UUID]:
        """Return the agreement that sets it up."""
        return [payload.agreement] if payload.agreement else []

    def apply(self, payload: MechanismText, step: Step) -> None:
        """Write the mechanism and the order of hosts."""
        _write(payload, step)


class EndMechanism(Kind[EndingText]):
    """End a mechanism."""

    name = "mechanism.end"
    title = _("End the mechanism")
    go = _("Propose to end it")
    subject = "mechanism"
    payload = EndingText

    def summary(self, payload: EndingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("End a mechanism")

    def effect(self, payload: EndingText) -> str:
        """Return what will be so once the act is in force."""
        return _now("Nothing more is due from it. What was held stays readable.")

    def moves(self, payload: EndingText, scene: Scene) -> list[Move]:
        """Return the mechanism, closing."""
        return [Move(self.subject, scene.subject_id, closes=True)]

    def apply(self, payload: EndingText, step: Step) -> None:
        """Close the mechanism."""
        step.put(Mechanism, ending_note=str(payload.reason))
