"""Founding a partnership, changing what it says of itself, ending it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.step import Step
from xieqiao.bodies.sorting import sort_key
from xieqiao.partnerships.acts.carried import (
    carry,
    moves_for,
    open_standing,
    open_subjects,
    present,
)
from xieqiao.partnerships.directory import body_choices, names_of, not_taking_part
from xieqiao.partnerships.models import Partnership, Party
from xieqiao.partnerships.words import PartnershipKind

FEWEST, MOST = 2, 40
FOLLOWED_UP = {"action", "finding", "outcome", "minutes"}


class PartnershipText(ActPayload):
    """What a partnership says of itself."""

    title: Line = Field(title=_("Name of the partnership"), min_length=1)
    kind: PartnershipKind = Field(title=_("Kind"))
    kind_name: Line = Field(
        default=Line(""), title=_("Kind in your own words"), description=_("Only for “other”.")
    )
    carrier: UUID | None = Field(
        default=None,
        title=_("Who carries more of the duty"),
        description=_("For paired assistance: the side that gives."),
    )
    setting: Text = Field(
        default=Text(""),
        title=_("Setting"),
        description=_("What brings the regions together, in a sentence or two."),
    )


class FoundingText(PartnershipText):
    """A partnership's words, and who founds it."""

    parties: list[UUID] = Field(
        title=_("Parties"), description=_("Two to forty bodies, your own among them.")
    )


class EndingText(ActPayload):
    """Why something ends."""

    reason: Text = Field(title=_("Why it ends"), min_length=1)


def _check_words(payload: PartnershipText, parties: set[UUID]) -> None:
    assistance = payload.kind == PartnershipKind.ASSISTANCE
    if payload.kind == PartnershipKind.OTHER and not payload.kind_name:
        raise PayloadError("kind_name", _("Please say what kind of partnership it is."))
    if assistance and payload.carrier is None:
        raise PayloadError("carrier", _("Please say which side carries more of the duty."))
    if not assistance and payload.carrier is not None:
        raise PayloadError("carrier", _("This belongs to paired assistance only; leave it empty."))
    if payload.carrier is not None and payload.carrier not in parties:
        raise PayloadError("carrier", _("Choose one of the parties."))


def _row(payload: PartnershipText) -> dict[str, Any]:
    return {
        "title": str(payload.title),
        "sort_key": sort_key(payload.title),
        "kind": payload.kind.value,
        "kind_name": str(payload.kind_name),
        "setting": str(payload.setting),
        "carrier_id": payload.carrier,
    }


class FoundPartnership(Kind[FoundingText]):
    """Found a partnership."""

    name = "partnership.found"
    title = _("Found a partnership")
    go = _("Propose to found it")
    subject = "partnership"
    creates = True
    founds = True
    payload = FoundingText

    def summary(self, payload: FoundingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Found the partnership “%s”") % payload.title

    def effect(self, payload: FoundingText) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "%(bodies)s are partners. From then on what they share changes only "
            "when all of them consent."
        ) % {"bodies": names_of(payload.parties)}

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with one's own body among the parties."""
        return {"parties": [scene.acting.body_id]}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the bodies that take part."""
        return body_choices() if field in {"parties", "carrier"} else None

    def check(self, payload: FoundingText, scene: Scene) -> None:
        """Refuse too few or too many parties, and bodies that take no part."""
        parties = set(payload.parties)
        if len(parties) != len(payload.parties):
            raise PayloadError("parties", _("Name each party once."))
        if not FEWEST <= len(parties) <= MOST:
            raise PayloadError("parties", _("A partnership has two to forty parties."))
        if scene.acting.body_id not in parties:
            raise PayloadError("parties", _("Your own body must be among the parties."))
        outside = not_taking_part(parties)
        if outside:
            raise PayloadError(
                "parties", _now("%s does not take part here and cannot be a party.") % outside
            )
        _check_words(payload, parties)

    def founders(self, payload: FoundingText) -> list[UUID]:
        """Return the parties of the new partnership."""
        return list(payload.parties)

    def apply(self, payload: FoundingText, step: Step) -> None:
        """Write the partnership and its parties."""
        founded = {"founded_at": step.at, "founded_on": payload.happened or ""}
        step.put(Partnership, **_row(payload), **founded)
        joined = {"joined_at": step.at, "joined_on": payload.happened or ""}
        rows = [{"body_id": body, **joined} for body in payload.parties]
        step.replace(Party, {"partnership_id": step.subject.id}, rows)


class RevisePartnership(Kind[PartnershipText]):
    """Change what a partnership says of itself."""

    name = "partnership.revise"
    title = _("Change name, kind or setting")
    subject = "partnership"
    payload = PartnershipText

    def summary(self, payload: PartnershipText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Describe the partnership anew as “%s”") % payload.title

    def effect(self, payload: PartnershipText) -> str:
        """Return what will be so once the act is in force."""
        return _now("Name, kind and setting read as above. Parties and agreements stay.")

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the present words."""
        row = present(scene, Partnership)
        fields = {"title": row.title, "kind": row.kind, "kind_name": row.kind_name}
        return {**fields, "carrier": row.carrier_id, "setting": row.setting}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties."""
        return body_choices(scene.parties) if field == "carrier" else None

    def check(self, payload: PartnershipText, scene: Scene) -> None:
        """Refuse a kind without its words, and a carrier who is no party."""
        _check_words(payload, set(scene.parties))

    def apply(self, payload: PartnershipText, step: Step) -> None:
        """Write the partnership."""
        step.put(Partnership, **_row(payload))


class EndPartnership(Kind[EndingText]):
    """End a partnership, and what is open in it."""

    name = "partnership.end"
    title = _("End the partnership")
    go = _("Propose to end it")
    subject = "partnership"
    payload = EndingText

    def summary(self, payload: EndingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("End the partnership")

    def effect(self, payload: EndingText) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "Agreements, mechanisms, standing consents, open topics and planned activities are "
            "closed with it. Agreed actions and findings stay open until they are settled, and "
            "everything stays readable for all parties."
        )

    def moves(self, payload: EndingText, scene: Scene) -> list[Move]:
        """Return the partnership and all that ends with it."""
        space = scene.partnership_id
        assert space is not None
        ends = [row for row in open_subjects(space) if row.type not in FOLLOWED_UP]
        return [
            Move(self.subject, scene.subject_id, closes=True),
            *moves_for([*ends, *open_standing(space)], closes=True),
        ]

    def apply(self, payload: EndingText, step: Step) -> None:
        """Close the subject."""
        match step.subject.type:
            case "partnership":
                ended = {"ended_at": step.at, "ended_on": payload.happened or ""}
                step.put(Partnership, ending_note=str(payload.reason), **ended)
            case _:
                carry(step)
