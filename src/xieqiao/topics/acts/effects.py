"""Quoting what somebody said about what the work brought; each party reports what it heard."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, PersonShown, Text
from xieqiao.acts.references import check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.topics import choices
from xieqiao.topics.models import Effect


class QuotedWords(ActPayload):
    """Who said what about what came of the work."""

    topic: UUID | None = Field(
        default=None,
        title=_("Topic"),
        description=_("Empty when it is about the partnership as a whole."),
    )
    said_by: PersonShown = Field(title=_("Who said it"))
    unit: Line = Field(
        default=Line(""), title=_("Where he or she works"), description=_("The unit or company.")
    )
    said_on: PartialDate | None = Field(
        default=None,
        title=_("When it was said"),
        description=_("As exactly as it is known: 2019, 2019-12 or 2019-12-05."),
    )
    about: Line = Field(default=Line(""), title=_("What the words are about"))
    words: Text = Field(
        title=_("What was said"),
        description=_("In your own words, unless you have the exact ones."),
        min_length=1,
    )


class CorrectedWords(QuotedWords):
    """The quoted words as they should read now, and why."""

    why: Text = Field(title=_("What is corrected, and why"), min_length=1)


class _Quoting(Kind[Any]):
    """What quoting and correcting have in common."""

    matter = Matter.REPORTED
    prepare = Capability.REPORT
    release = Capability.REPORT
    subject = "effect"

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the topics, closed ones too."""
        return choices.topics(scene, closed=True) if field == "topic" else None

    def effect(self, payload: QuotedWords) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties read who said it, and what."))

    def check(self, payload: QuotedWords, scene: Scene) -> None:
        """Refuse a topic from elsewhere, words of nobody, and a day to come."""
        check_subject(scene, "topic", payload.topic, "topic")
        check_past("happened", payload.happened)
        check_past("said_on", payload.said_on)
        if not payload.said_by.shown_as:
            raise PayloadError("said_by.shown_as", _("Please fill this in."))

    def refers(self, payload: QuotedWords) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []

    def _put(self, payload: QuotedWords, step: Step, **fields: Any) -> None:
        step.put(
            Effect,
            topic_id=payload.topic,
            said_by=str(payload.said_by.shown_as),
            office=str(payload.said_by.office),
            person_id=payload.said_by.person_id,
            unit=str(payload.unit),
            about=str(payload.about),
            words=str(payload.words),
            said_on=payload.said_on or "",
            **fields,
        )


class QuoteEffect(_Quoting):
    """Quote what somebody said about what the work brought."""

    name = "effect.quote"
    title = _("Quote words about its effect")
    go = _("Enter it")
    creates = True
    payload = QuotedWords

    def summary(self, payload: QuotedWords) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("What %s said about the effect") % payload.said_by.shown_as)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with nothing but what the address names."""
        return {}

    def apply(self, payload: QuotedWords, step: Step) -> None:
        """Write the words."""
        self._put(payload, step, reported_at=step.at)


class CorrectEffect(_Quoting):
    """Correct what was quoted; only the body that quoted it can."""

    name = "effect.correct"
    title = _("Correct the quoted words")
    go = _("Correct it")
    payload = CorrectedWords

    def summary(self, payload: CorrectedWords) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Correct what %s said about the effect") % payload.said_by.shown_as)

    def allowed(self, scene: Scene) -> bool:
        """Only the body that quoted them corrects them."""
        ours = Effect.objects.filter(id=scene.on, owner=scene.acting.body_id)
        return super().allowed(scene) and ours.exists()

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the words as they are."""
        row = Effect.objects.get(id=scene.on)
        person = {"person_id": row.person_id, "shown_as": row.said_by, "office": row.office}
        same = {"topic": row.topic_id, "said_by": person, "unit": row.unit, "about": row.about}
        return {**same, "words": row.words, "said_on": row.said_on or None}

    def apply(self, payload: CorrectedWords, step: Step) -> None:
        """Write the corrected words."""
        self._put(payload, step, why=str(payload.why))
