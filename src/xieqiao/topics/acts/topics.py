"""Confirming a topic, and changing what it says."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_party, check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.bodies.sorting import sort_key
from xieqiao.partnerships.models import FocusArea
from xieqiao.partnerships.queries import standing_for
from xieqiao.topics import choices
from xieqiao.topics.acts.papers import put_papers
from xieqiao.topics.acts.terms import PaperText
from xieqiao.topics.drafts import MOST_FILES
from xieqiao.topics.models import Topic
from xieqiao.topics.words import Beginning

PAPERS = "topic_papers"


class TopicWords(ActPayload):
    """What a topic says."""

    title: Line = Field(title=_("Title"), min_length=1)
    question: Text = Field(
        default=Text(""),
        title=_("What to consult about"),
        description=_("The question that the parties want to answer together."),
    )
    why: Text = Field(default=Text(""), title=_("Why it matters"))
    prospects: Text = Field(default=Text(""), title=_("What else it could lead to"))
    focus_area: UUID | None = Field(default=None, title=_("Focus area"))
    need: UUID | None = Field(default=None, title=_("The need that it answers"))
    lead: UUID | None = Field(
        default=None,
        title=_("Who takes the lead"),
        description=_(
            "The party that prepares the steps; all decide. Empty: nobody in particular."
        ),
    )
    expertise: Text = Field(
        default=Text(""),
        title=_("Expertise wanted"),
        description=_("Which experts, departments or companies should take part."),
    )
    beginning: Beginning = Field(
        default=Beginning.NOTHING,
        title=_("What is on its way already"),
        description=_("Only for what a source reports as planned, without saying more."),
    )
    beginning_note: Line = Field(default=Line(""), title=_("In the words of the source"))


class NewTopic(TopicWords):
    """A new topic, with what is read for it."""

    papers: list[PaperText] = Field(default_factory=list, title=_("Papers"), max_length=MOST_FILES)


class ChangedTopic(TopicWords):
    """A topic as it should read now, and why."""

    because: Text = Field(default=Text(""), title=_("Why it is changed"))


def topic_row(payload: TopicWords) -> dict[str, Any]:
    """Return the columns that follow from the words of a topic."""
    return {
        "title": str(payload.title),
        "sort_key": sort_key(payload.title),
        "question": str(payload.question),
        "why": str(payload.why),
        "prospects": str(payload.prospects),
        "focus_area_id": payload.focus_area,
        "need_id": payload.need,
        "lead_id": payload.lead,
        "expertise": str(payload.expertise),
        "beginning": payload.beginning.value,
        "beginning_note": str(payload.beginning_note),
    }


def _choices(field: str, scene: Scene) -> list[tuple[str, str]] | None:
    match field:
        case "focus_area":
            return choices.focus_areas(scene)
        case "need":
            return choices.needs(scene)
        case "lead":
            return choosing.parties(scene)
        case "beginning":
            return choosing.listed(Beginning)
    return None


def _check(payload: TopicWords, scene: Scene) -> None:
    check_party(scene, "lead", payload.lead)
    check_subject(scene, "need", payload.need, "offered_need")
    check_past("happened", payload.happened)
    if payload.beginning_note and payload.beginning is Beginning.NOTHING:
        raise PayloadError("beginning", _("The source says something; please choose what it is."))
    areas = _areas(payload).filter(partnership=scene.partnership_id)
    if payload.focus_area and not areas.exists():
        raise PayloadError("focus_area", _("Choose one of this partnership."))


def _areas(payload: TopicWords) -> Any:
    """Return the row of the focus area that the payload names."""
    return FocusArea.objects.filter(id__in=[payload.focus_area] if payload.focus_area else [])


def _refers(payload: TopicWords) -> list[UUID]:
    """Return the need, and the agreement that names the focus area."""
    agreements = _areas(payload).values_list("agreement_id", flat=True)
    return [*([payload.need] if payload.need else []), *agreements]


class ConfirmTopic(Kind[NewTopic]):
    """Confirm a topic; its list of papers becomes a subject of its own."""

    name = "topic.confirm"
    title = _("Raise a topic")
    go = _("Propose the topic")
    subject = "topic"
    creates = True
    payload = NewTopic

    def summary(self, payload: NewTopic) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Confirm the topic “%s”") % payload.title)

    def effect(self, payload: NewTopic) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "It is a topic of all parties: they can plan research and consultation on it, and "
                "what comes of it is told on its page."
            )
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the need that it answers, if the address names one."""
        return choices.need_in_hand(scene)

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer focus areas, needs and parties."""
        return _choices(field, scene)

    def check(self, payload: NewTopic, scene: Scene) -> None:
        """Refuse what belongs elsewhere."""
        _check(payload, scene)

    def refers(self, payload: NewTopic) -> list[UUID]:
        """Return the need, and the agreement of the focus area."""
        return _refers(payload)

    def moves(self, payload: NewTopic, scene: Scene) -> list[Move]:
        """Return the topic and its papers; a standing consent applies to the papers."""
        assert scene.partnership_id is not None
        standing = standing_for(scene.partnership_id, PAPERS)
        return [Move("topic", label="topic"), Move(PAPERS, label=PAPERS, standing=standing)]

    def apply(self, payload: NewTopic, step: Step) -> None:
        """Write the topic, or the list of its papers."""
        if step.subject.type == PAPERS:
            put_papers(payload.papers, step, topic_id=step.made["topic"])
        else:
            raised = {"confirmed_at": step.at, "raised_on": payload.happened or ""}
            step.put(Topic, **topic_row(payload), **raised)


class ReviseTopic(Kind[ChangedTopic]):
    """Change what a topic says."""

    name = "topic.revise"
    title = _("Change the topic")
    go = _("Propose the change")
    subject = "topic"
    payload = ChangedTopic

    def summary(self, payload: ChangedTopic) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Change the topic “%s”") % payload.title)

    def effect(self, payload: ChangedTopic) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new wording holds; the earlier one stays readable in its act."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the topic as it is."""
        row = Topic.objects.get(id=scene.on)
        names = ("title", "question", "why", "prospects", "expertise", "beginning")
        more = {"focus_area": row.focus_area_id, "need": row.need_id, "lead": row.lead_id}
        same = {name: getattr(row, name) for name in names}
        return {**same, **more, "beginning_note": row.beginning_note}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer focus areas, needs and parties, the present ones among them."""
        found = _choices(field, scene)
        if field in {"focus_area", "need"} and found is not None:
            row = Topic.objects.get(id=scene.on)
            found = choices.with_present(found, field, getattr(row, f"{field}_id"))
        return found

    def check(self, payload: ChangedTopic, scene: Scene) -> None:
        """Refuse what belongs elsewhere."""
        _check(payload, scene)

    def refers(self, payload: ChangedTopic) -> list[UUID]:
        """Return the need, and the agreement of the focus area."""
        return _refers(payload)

    def apply(self, payload: ChangedTopic, step: Step) -> None:
        """Write what it says now."""
        step.put(Topic, **topic_row(payload))
