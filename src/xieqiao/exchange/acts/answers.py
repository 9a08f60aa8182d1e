"""Answering another party's need: that we can help, perhaps with what, and never with names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Text
from xieqiao.acts.references import check_subject
from xieqiao.exchange import choices
from xieqiao.exchange.acts.endings import EndKind, StrengthEnd
from xieqiao.exchange.acts.rows import RowKind, Within
from xieqiao.exchange.models import Answer, AnsweredStrength

MOST_STRENGTHS = 20


class Helping(ActPayload):
    """What a party answers to a need."""

    need: UUID = Field(title=_("The need"))
    number: int | None = Field(
        default=None,
        title=_("How many people could help"),
        description=_("Leave it empty to say no more than that you can help."),
        ge=1,
        le=10_000,
    )
    text: Text = Field(
        default=Text(""),
        title=_("What you answer"),
        description=_("No names: they pass with the dispatch that both sides agree on."),
    )
    strengths: list[UUID] = Field(
        default_factory=list,
        title=_("Strengths that you offer for it"),
        description=_("Only what the partners have been shown already can be chosen."),
        max_length=MOST_STRENGTHS,
    )


class AnswerNeed(RowKind[Any]):
    """Let the body that has a need know that we can help."""

    name = "need.answer"
    title = _("Answer a need")
    go = _("Answer")
    subject = "answer"
    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = Helping
    model = Answer
    began = "answered_at"
    within = Within("strengths", AnsweredStrength, "answer_id")

    def summary(self, payload: Helping) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.number is None:
            return str(_("We can help with a need"))
        words = ngettext(
            "We can help with a need: %(number)d person",
            "We can help with a need: %(number)d people",
            payload.number,
        )
        return words % {"number": payload.number}

    def effect(self, payload: Helping) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties of this partnership read this answer, and nobody's name."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the others' open needs, and what the own body offers."""
        match field:
            case "need":
                return choices.needs_of_others(scene)
            case "strengths":
                return choices.our_offered_strengths(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the need that the address names, and the strengths chosen for it."""
        chosen = choices.offered_of(scene, choices.ids_in(scene, "own_strengths"))
        need = scene.named("need")
        return {"strengths": chosen, **({"need": need} if need else {})}

    def check(self, payload: Helping, scene: Scene) -> None:
        """Refuse our own need, one that is closed, and strengths that we do not offer here."""
        check_subject(scene, "need", payload.need, "offered_need")
        if str(payload.need) not in dict(choices.needs_of_others(scene, payload.need)):
            raise PayloadError("need", _("Choose an open need of another party."))
        offered = dict(choices.our_offered_strengths(scene))
        if any(str(id_) not in offered for id_ in payload.strengths):
            raise PayloadError("strengths", _("Choose strengths that you offer here."))

    def refers(self, payload: Helping) -> list[UUID]:
        """Return the need and the strengths."""
        return [payload.need, *payload.strengths]

    def fields(self, payload: Helping) -> dict[str, Any]:
        """Return the answer."""
        words = {"number": payload.number, "text": payload.text}
        return {"need_id": payload.need, **words, "taken_back_because": ""}

    def rows(self, payload: Helping) -> list[dict[str, Any]]:
        """Return the strengths that it points to."""
        return [{"strength_id": id_} for id_ in payload.strengths]


class TakeAnswerBack(EndKind):
    """No longer hold out help."""

    name = "answer.withdraw"
    title = _("Take an answer to a need back")
    go = _("Take the answer back")
    subject = "answer"
    payload = StrengthEnd
    model = Answer
    began = "answered_at"

    def summary(self, payload: StrengthEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("We can no longer help with a need: %(title)s") % {"title": payload.title})

    def effect(self, payload: StrengthEnd) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Partners read that the answer no longer holds, and why."))

    def fields(self, payload: StrengthEnd) -> dict[str, Any]:
        """Return why."""
        return {"taken_back_because": payload.ending}
