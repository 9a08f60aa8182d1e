"""Standing consents: giving one party the say about a sort of subject, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.deciders import Deciders, Rule, Standing, made
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.models import Subject
from xieqiao.acts.payloads import ActPayload, Text
from xieqiao.acts.references import check_party
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.carried import STANDING, carry, moves_for
from xieqiao.partnerships.directory import body_choices, names_of
from xieqiao.partnerships.models import StandingConsent
from xieqiao.partnerships.standing import grants_in, spent_grants
from xieqiao.partnerships.words import StandingSort

MOST_DAYS = 365


class StandingText(ActPayload):
    """Who may decide what alone, within which limits."""

    holder: UUID = Field(title=_("Who decides alone"))
    sorts: list[StandingSort] = Field(title=_("About what"), min_length=1)
    days_of_notice: int | None = Field(
        default=None,
        ge=0,
        le=MOST_DAYS,
        title=_("Days of notice"),
        description=_("A change is possible until so many days before. Empty: until the day."),
    )
    limits: Text = Field(
        default=Text(""), title=_("Other limits"), description=_("In words, for people to keep.")
    )


class TakingBack(ActPayload):
    """Why a standing consent is taken back."""

    reason: Text = Field(default=Text(""), title=_("Why"))


def sorts_in_words(sorts: list[StandingSort]) -> str:
    """Return the sorts of subject in words."""
    return " · ".join(str(StandingSort(sort).label) for sort in sorts)


def _givers(payload: StandingText, scene: Scene) -> list[UUID]:
    return sorted(set(scene.parties) - {payload.holder})


def _open_of(sorts: list[StandingSort], space: UUID) -> list[Subject]:
    wanted = [sort.value for sort in sorts]
    rows = Subject.objects.filter(space=space, type__in=wanted, closed=False).order_by("id")
    return [row for row in rows if row.deciders.rule is not Rule.ONE]


class GrantStanding(Kind[StandingText]):
    """Give one party standing consent."""

    name = "delegation.grant"
    title = _("Give standing consent")
    go = _("Propose the standing consent")
    subject = STANDING
    creates = True
    payload = StandingText

    def summary(self, payload: StandingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Standing consent for %(holder)s: %(sorts)s") % {
            "holder": names_of([payload.holder]),
            "sorts": sorts_in_words(payload.sorts),
        }

    def effect(self, payload: StandingText) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "%(holder)s decides about this alone, within the limits. Every use is told to all. "
            "Any party can take it back at any time by its own act; from then on all decide again."
        ) % {"holder": names_of([payload.holder])}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the parties."""
        return body_choices(scene.parties) if field == "holder" else None

    def check(self, payload: StandingText, scene: Scene) -> None:
        """Refuse a holder who is no party, and a second holder for the same sort."""
        check_party(scene, "holder", payload.holder)
        assert scene.partnership_id is not None
        for grant in grants_in(scene.partnership_id):
            if set(grant.sorts) & set(payload.sorts):
                raise PayloadError(
                    "sorts",
                    _("Somebody holds a standing consent for this. Take that one back first."),
                )

    def moves(self, payload: StandingText, scene: Scene) -> list[Move]:
        """Return one grant per giver, what they concern, and what is left of broken ones."""
        assert scene.partnership_id is not None
        new = [Move(STANDING, label=str(giver)) for giver in _givers(payload, scene)]
        spent = spent_grants(scene.partnership_id, payload.sorts)
        return [
            *new,
            *moves_for(_open_of(payload.sorts, scene.partnership_id)),
            *(Move(STANDING, id_, closes=True) for id_ in spent),
        ]

    def decides_next(self, payload: StandingText, move: Move, present: Deciders) -> Deciders:
        """Let each giver decide about its grant, and the holder about what they concern."""
        if move.type == STANDING:
            return Deciders.of(move.label, rule=Rule.ONE) if move.label else present
        givers = set(present.parties) - {str(payload.holder)}
        standing = Standing(str(payload.holder), tuple(made(giver) for giver in sorted(givers)))
        return Deciders(present.parties, standing=standing)

    def apply(self, payload: StandingText, step: Step) -> None:
        """Write a grant; carry the rest along."""
        if step.subject.type != STANDING or not step.creating:
            carry(step)
            return
        step.put(
            StandingConsent,
            grant=step.act_id,
            giver_id=UUID(step.subject.label),
            holder_id=payload.holder,
            sorts=sorted(sort.value for sort in payload.sorts),
            days_of_notice=payload.days_of_notice,
            limits=str(payload.limits),
        )


class RevokeStanding(Kind[TakingBack]):
    """Take one's standing consent back; its giver decides that alone."""

    name = "delegation.revoke"
    title = _("Take the standing consent back")
    go = _("Take it back")
    subject = STANDING
    payload = TakingBack

    def summary(self, payload: TakingBack) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("Take a standing consent back")

    def effect(self, payload: TakingBack) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "From now on all parties decide about this again. What was decided under the "
            "standing consent stays."
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with nothing."""
        return {}

    def moves(self, payload: TakingBack, scene: Scene) -> list[Move]:
        """Return the grant, closing."""
        return [Move(STANDING, scene.subject_id, closes=True)]

    def apply(self, payload: TakingBack, step: Step) -> None:
        """Close the grant."""
        step.put(StandingConsent, taken_back=True, revoked_because=str(payload.reason))
