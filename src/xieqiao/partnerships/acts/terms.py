"""Renewing an agreement as it stands, and ending it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.dates import PartialDate
from xieqiao.acts.deciders import Deciders
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Text
from xieqiao.acts.references import check_subject
from xieqiao.acts.step import Step
from xieqiao.partnerships.acts.carried import carry, present
from xieqiao.partnerships.acts.routine import unruled_moves
from xieqiao.partnerships.models import Agreement
from xieqiao.partnerships.neighbours import open_topics


class RenewalText(ActPayload):
    """Until when an agreement is renewed."""

    signed: PartialDate | None = Field(default=None, title=_("Signed"))
    valid_to: date | None = Field(
        default=None, title=_("Valid to"), description=_("Empty: until the parties end it.")
    )
    note: Text = Field(default=Text(""), title=_("Note"))


class AgreementEnd(ActPayload):
    """Why an agreement ends, and which topics are closed with it."""

    reason: Text = Field(title=_("Why it ends"), min_length=1)
    closes: list[UUID] = Field(
        default_factory=list,
        title=_("Topics closed with it"),
        description=_("Topics that are not chosen go on."),
    )


class RenewAgreement(Kind[RenewalText]):
    """Renew an agreement as it stands."""

    name = "agreement.renew"
    title = _("Renew the agreement")
    go = _("Propose to renew it")
    subject = "agreement"
    payload = RenewalText

    def summary(self, payload: RenewalText) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.valid_to is None:
            return _now("Renew the agreement without an end")
        return _now("Renew the agreement until %s") % payload.valid_to.isoformat()

    def effect(self, payload: RenewalText) -> str:
        """Return what will be so once the act is in force."""
        return _now("The text stays as it is and is valid for longer.")

    def check(self, payload: RenewalText, scene: Scene) -> None:
        """Refuse an end that is no later than the present one."""
        now = present(scene, Agreement)
        if now.valid_to and payload.valid_to and payload.valid_to <= now.valid_to:
            raise PayloadError("valid_to", _("This is not after the present end."))
        if now.valid_from and payload.valid_to and payload.valid_to < now.valid_from:
            raise PayloadError("valid_to", _("This is before the agreement begins."))

    def apply(self, payload: RenewalText, step: Step) -> None:
        """Write the new end, and when the renewal was signed."""
        signed = {"signed": payload.signed} if payload.signed else {}
        step.put(Agreement, valid_to=payload.valid_to, **signed)


class EndAgreement(Kind[AgreementEnd]):
    """End an agreement."""

    name = "agreement.end"
    title = _("End the agreement")
    go = _("Propose to end it")
    subject = "agreement"
    payload = AgreementEnd

    def summary(self, payload: AgreementEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        return _now("End the agreement")

    def effect(self, payload: AgreementEnd) -> str:
        """Return what will be so once the act is in force."""
        return _now(
            "The agreement is no longer in force; its rules for routine matters end with it. "
            "%d open topics are closed. Everything stays readable."
        ) % len(payload.closes)

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the open topics."""
        if field != "closes" or scene.partnership_id is None:
            return None
        return [(str(topic.id), str(topic)) for topic in open_topics(scene.partnership_id)]

    def check(self, payload: AgreementEnd, scene: Scene) -> None:
        """Refuse topics of other partnerships."""
        for topic in payload.closes:
            check_subject(scene, "closes", topic, "topic")

    def moves(self, payload: AgreementEnd, scene: Scene) -> list[Move]:
        """Return the agreement, the topics it closes, and what its routine matters concerned."""
        closing = [Move("topic", topic, closes=True) for topic in sorted(set(payload.closes))]
        others = [m for m in unruled_moves(scene) if m.id not in set(payload.closes)]
        return [Move(self.subject, scene.subject_id, closes=True), *closing, *others]

    def decides_next(self, payload: AgreementEnd, move: Move, present: Deciders) -> Deciders:
        """Take the routine matters out."""
        return present.but(routine=(), basis=None)

    def apply(self, payload: AgreementEnd, step: Step) -> None:
        """Close the agreement and the topics; carry the rest along."""
        if step.subject.type == self.subject:
            step.put(Agreement, ending_note=str(payload.reason))
        else:
            carry(step)
