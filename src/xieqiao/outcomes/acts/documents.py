"""Agreeing on an outcome document, and on another wording of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Part, Text
from xieqiao.acts.references import check_subject
from xieqiao.acts.step import Step
from xieqiao.bodies.sorting import sort_key
from xieqiao.outcomes import choices
from xieqiao.outcomes.models import Outcome, OutcomeSection
from xieqiao.outcomes.words import OutcomeKind


class SectionText(Part):
    """A section of the document."""

    heading: Line = Field(default=Line(""), title=_("Heading"))
    text: Text = Field(title=_("Text"), min_length=1)


class OutcomeWords(ActPayload):
    """The wording of an outcome document."""

    kind: OutcomeKind = Field(title=_("Sort of document"))
    title: Line = Field(title=_("Title of the document"), min_length=1)
    number: Line = Field(
        default=Line(""),
        title=_("Document number"),
        description=_("The number of the document, such as 2025-17."),
        max_length=40,
    )
    sections: list[SectionText] = Field(
        title=_("Parts of the document"), min_length=1, max_length=60
    )


class OutcomeText(OutcomeWords):
    """A new outcome document: its wording, where it comes from, who stands behind it."""

    topic: UUID | None = Field(default=None, title=_("Topic"))
    activity: UUID | None = Field(
        default=None,
        title=_("Agreed at"),
        description=_("The meeting or other activity that the document comes from."),
    )
    signatories: list[UUID] = Field(
        default_factory=list,
        title=_("Signatories, in order"),
        description=_("Every party signs; left empty, the order is that of the partnership."),
    )


class OutcomeRevision(OutcomeWords):
    """Another wording of an outcome document, and why."""

    why: Text = Field(default=Text(""), title=_("Why it is revised"))


def _sections(payload: OutcomeWords) -> list[dict[str, str]]:
    return [{"heading": s.heading, "text": s.text} for s in payload.sections]


class AgreeOutcome(Kind[OutcomeText]):
    """Agree on a document that every party stands behind."""

    name = "outcome.agree"
    title = _("Agree on an outcome")
    go = _("Propose the outcome")
    subject = "outcome"
    creates = True
    payload = OutcomeText

    def summary(self, payload: OutcomeText) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Agree on the outcome “%(title)s”") % {"title": payload.title})

    def effect(self, payload: OutcomeText) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _(
                "“%(title)s” stands as the %(kind)s of all parties; each may submit it to its "
                "Party committee and government."
            )
            % {"title": payload.title, "kind": payload.kind.label}
        )

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the topics, activities and parties that may be named."""
        match field:
            case "kind":
                return choosing.listed(OutcomeKind)
            case "topic":
                return choices.topics(scene)
            case "activity":
                return choices.activities(scene)
            case "signatories":
                return choosing.parties(scene)
        return None

    def check(self, payload: OutcomeText, scene: Scene) -> None:
        """Refuse a topic or activity from elsewhere, and a document that a party does not sign."""
        check_subject(scene, "topic", payload.topic, "topic")
        check_subject(scene, "activity", payload.activity, "activity")
        named = payload.signatories
        if named and (len(set(named)) != len(named) or set(named) != set(scene.parties)):
            raise PayloadError("signatories", _("Name every party of the partnership once."))

    def refers(self, payload: OutcomeText) -> list[UUID]:
        """Return the topic and the activity."""
        return [i for i in (payload.topic, payload.activity) if i]

    def apply(self, payload: OutcomeText, step: Step) -> None:
        """Write the document."""
        step.put(
            Outcome,
            kind=payload.kind.value,
            title=payload.title,
            sort_key=sort_key(payload.title),
            number=payload.number,
            topic_id=payload.topic,
            activity_id=payload.activity,
            signatories=[str(i) for i in payload.signatories],
            entered_at=step.at,
        )
        step.replace(OutcomeSection, {"outcome_id": step.subject.id}, _sections(payload))


class ReviseOutcome(Kind[OutcomeRevision]):
    """Agree on another wording of an outcome."""

    name = "outcome.revise"
    title = _("Revise the outcome")
    go = _("Propose this wording")
    subject = "outcome"
    payload = OutcomeRevision

    def summary(self, payload: OutcomeRevision) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_("Revise the outcome “%(title)s”") % {"title": payload.title})

    def effect(self, payload: OutcomeRevision) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The new wording holds; the earlier one stays readable beside it."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the sorts of document."""
        return choosing.listed(OutcomeKind) if field == "kind" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the present wording."""
        outcome = Outcome.objects.prefetch_related("sections").get(id=scene.on)
        return {
            "kind": outcome.kind,
            "title": outcome.title,
            "number": outcome.number,
            "sections": [{"heading": s.heading, "text": s.text} for s in outcome.sections.all()],
        }

    def apply(self, payload: OutcomeRevision, step: Step) -> None:
        """Write the new wording."""
        step.put(
            Outcome,
            kind=payload.kind.value,
            title=payload.title,
            sort_key=sort_key(payload.title),
            number=payload.number,
        )
        step.replace(OutcomeSection, {"outcome_id": step.subject.id}, _sections(payload))
