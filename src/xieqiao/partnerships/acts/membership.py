"""One more party, or one less: the partnership and all that is open in it move together."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.deciders import Deciders
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Text
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.carried import (
    PARTNERSHIP,
    STANDING,
    carry,
    moves_for,
    open_standing,
    open_subjects,
)
from xieqiao.partnerships.acts.partnerships import FEWEST, MOST
from xieqiao.partnerships.directory import body_choices, names_of, not_taking_part
from xieqiao.partnerships.models import Partnership, Party


class JoiningText(ActPayload):
    """Who joins."""

    body: UUID = Field(title=_("Who joins"))
    note: Text = Field(
        default=Text(""), title=_("Note"), description=_("Why, or on what understanding.")
    )


class LeavingText(ActPayload):
    """Who leaves, and why."""

    body: UUID = Field(title=_("Who leaves"))
    reason: Text = Field(title=_("Why"), min_length=1)


def _all_open(scene: Scene) -> list[Move]:
    """Return the partnership, what is open in it, and the standing consents, which end.

    A standing consent was given among the parties of its day; after a change the parties give it
    anew if they still want to.
    """
    space = scene.partnership_id
    assert space is not None
    return [
        Move(PARTNERSHIP, scene.subject_id),
        *moves_for(open_subjects(space)),
        *moves_for(open_standing(space), closes=True),
    ]


def _with_parties(move: Move, present: Deciders, parties: set[str]) -> Deciders:
    if move.type == STANDING:
        return present
    return present.but(parties=tuple(sorted(parties)), standing=None)


class JoinPartnership(Kind[JoiningText]):
    """Take one more party in."""

    name = "partnership.join"
    title = _("Take in a party")
    go = _("Propose to take it in")
    subject = "partnership"
    payload = JoiningText

    def summary(self, payload: JoiningText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("%s joins the partnership") % names_of([payload.body])

    def effect(self, payload: JoiningText) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "%s reads all that the parties share and decides about everything that is still "
            "open. Standing consents end and can be given anew. What is closed stays as it is."
        ) % names_of([payload.body])

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the bodies that take part and are no party yet."""
        return body_choices(without=scene.parties) if field == "body" else None

    def check(self, payload: JoiningText, scene: Scene) -> None:
        """Refuse who is a party already, takes no part, or would be the forty-first.

        Only a party proposes it: a stranger must not even learn what is open there.
        """
        if scene.acting.body_id not in scene.parties:
            raise NotAllowed
        if payload.body in scene.parties:
            raise PayloadError("body", _("This body is a party already."))
        if not_taking_part([payload.body]):
            raise PayloadError("body", _("This body does not take part here."))
        if len(scene.parties) >= MOST:
            raise PayloadError("body", _("A partnership has at most forty parties."))

    def also(self, payload: JoiningText) -> list[UUID]:
        """The one that joins must consent, too."""
        return [payload.body]

    def moves(self, payload: JoiningText, scene: Scene) -> list[Move]:
        """Return the partnership and all that is open in it."""
        return _all_open(scene)

    def decides_next(self, payload: JoiningText, move: Move, present: Deciders) -> Deciders:
        """Add the new party; the rule stays."""
        return _with_parties(move, present, {*present.parties, str(payload.body)})

    def apply(self, payload: JoiningText, step: Step) -> None:
        """Write the new party; carry everything else along."""
        match step.subject.type:
            case "partnership":
                step.carry(Partnership)
                step.add(
                    Party,
                    partnership_id=step.subject.id,
                    body_id=payload.body,
                    joined_at=step.at,
                    joined_on=payload.happened or "",
                    position=MOST + step.subject.revision,
                )
            case _:
                carry(step)


class LeavePartnership(Kind[LeavingText]):
    """Let a party go."""

    name = "partnership.leave"
    title = _("Leave the partnership")
    go = _("Propose to leave")
    subject = "partnership"
    payload = LeavingText

    def summary(self, payload: LeavingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("%s leaves the partnership") % names_of([payload.body])

    def effect(self, payload: LeavingText) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "%s no longer decides, and goes on reading what was shared up to then. "
            "Standing consents end and can be given anew."
        ) % names_of([payload.body])

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with one's own body."""
        return {"body": scene.acting.body_id}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties."""
        return body_choices(scene.parties) if field == "body" else None

    def check(self, payload: LeavingText, scene: Scene) -> None:
        """Refuse who is no party, and to leave fewer than two."""
        if payload.body not in scene.parties:
            raise PayloadError("body", _("Choose one of the parties."))
        if len(scene.parties) <= FEWEST:
            raise PayloadError(
                "body",
                _("Two parties must remain. With only two, propose to end the partnership."),
            )

    def moves(self, payload: LeavingText, scene: Scene) -> list[Move]:
        """Return the partnership and all that is open in it."""
        return _all_open(scene)

    def decides_next(self, payload: LeavingText, move: Move, present: Deciders) -> Deciders:
        """Take the party out; the rule stays."""
        return _with_parties(move, present, set(present.parties) - {str(payload.body)})

    def apply(self, payload: LeavingText, step: Step) -> None:
        """Write that the party left; carry everything else along."""
        match step.subject.type:
            case "partnership":
                step.carry(Partnership)
                mine = Partnership.objects.filter(id=step.subject.id, carrier=payload.body)
                mine.update(carrier=None)
                here = Party.objects.filter(partnership=step.subject.id, body=payload.body)
                here.filter(Q(left_at=None) | Q(left_at=step.at)).update(
                    left_at=step.at, left_on=payload.happened or "", reason=str(payload.reason)
                )
            case _:
                carry(step)
