"""What linked supervision finds, and how it was settled."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_party, check_subject, check_to_come
from xieqiao.acts.step import Step
from xieqiao.outcomes import choices
from xieqiao.outcomes.acts.about import about
from xieqiao.outcomes.models import Finding


class FindingText(ActPayload):
    """What was looked at, what was found, what is asked."""

    title: Line = Field(title=_("Title"), min_length=1)
    looked_at: Text = Field(title=_("What was looked at"), min_length=1)
    found: Text = Field(title=_("What was found"), min_length=1)
    lagging: bool = Field(default=False, title=_("Something is lagging"))
    asks: Text = Field(default=Text(""), title=_("What is asked"))
    asked_of: UUID | None = Field(
        default=None, title=_("Asked of"), description=_("Empty: of all parties.")
    )
    due: date | None = Field(default=None, title=_("To be settled by"))
    action: UUID | None = Field(default=None, title=_("Action"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    activity: UUID | None = Field(default=None, title=_("Supervision activity"))


class Settled(ActPayload):
    """How it was settled."""

    about: Line = about(_("Finding"))
    how: Text = Field(title=_("How it was settled"), min_length=1)


class AgreeFinding(Kind[FindingText]):
    """Agree on what linked supervision found."""

    name = "finding.agree"
    title = _("Agree on a finding")
    go = _("Propose the finding")
    subject = "finding"
    creates = True
    payload = FindingText

    def summary(self, payload: FindingText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Agree on the finding “%(title)s”") % {"title": payload.title})

    def effect(self, payload: FindingText) -> str:
        """Return what will be so once the act is in force."""
        if payload.lagging:
            return str(_("It stands as lagging, on every party's desk, until it is settled."))
        return str(_("It stands as what the parties found together."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return what a finding may be about, and of whom it asks."""
        match field:
            case "asked_of":
                return choosing.parties(scene)
            case "action":
                return choices.actions(scene)
            case "topic":
                return choices.topics(scene)
            case "activity":
                return choices.activities(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what follows from the action that is looked at."""
        action = choices.action_in_hand(scene)
        if action is None:
            return {}
        return {
            "topic": action.topic_id,
            "asked_of": action.responsible_id,
            "looked_at": action.title,
        }

    def check(self, payload: FindingText, scene: Scene) -> None:
        """Refuse what belongs elsewhere; what is lagging asks for something."""
        check_party(scene, "asked_of", payload.asked_of)
        check_subject(scene, "action", payload.action, "action")
        check_subject(scene, "topic", payload.topic, "topic")
        check_subject(scene, "activity", payload.activity, "activity")
        check_to_come("due", payload.due, payload.happened)
        if payload.lagging and not payload.asks:
            raise PayloadError("asks", _("Say what is asked, so that it can be settled."))

    def refers(self, payload: FindingText) -> list[UUID]:
        """Return the action, the topic and the activity."""
        return [i for i in (payload.action, payload.topic, payload.activity) if i]

    def apply(self, payload: FindingText, step: Step) -> None:
        """Write the finding."""
        step.put(
            Finding,
            title=payload.title,
            looked_at=payload.looked_at,
            found=payload.found,
            lagging=payload.lagging,
            asks=payload.asks,
            asked_of_id=payload.asked_of,
            due=payload.due,
            action_id=payload.action,
            topic_id=payload.topic,
            activity_id=payload.activity,
            entered_at=step.at,
        )


class SettleFinding(Kind[Settled]):
    """Agree that what was found is settled."""

    name = "finding.settle"
    title = _("Settle the finding")
    go = _("Propose that it is settled")
    subject = "finding"
    payload = Settled

    def summary(self, payload: Settled) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.about:
            return str(_("The finding “%(title)s” is settled") % {"title": payload.about})
        return str(_("A finding of linked supervision is settled"))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return which finding it is about."""
        return {"about": Finding.objects.get(id=scene.on).title}

    def moves(self, payload: Settled, scene: Scene) -> list[Move]:
        """Return the finding, which closes."""
        return [Move(self.subject, scene.subject_id, closes=True)]

    def apply(self, payload: Settled, step: Step) -> None:
        """Write how."""
        step.put(Finding, settled=payload.how)
