"""Closing a topic, and taking it up again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts import choosing
from xieqiao.acts.deciders import Deciders
from xieqiao.acts.kinds import Kind, Move, PayloadError, Scene
from xieqiao.acts.models import Subject
from xieqiao.acts.payloads import Text
from xieqiao.acts.references import check_past
from xieqiao.acts.step import Step
from xieqiao.partnerships.queries import standing_for
from xieqiao.topics.acts.terms import OnTopic, check_title
from xieqiao.topics.live import comments_mark, count_of
from xieqiao.topics.models import JointReport, ResearchPlan, Topic, TopicPapers
from xieqiao.topics.words import Ending

_BELONGS: dict[str, tuple[Any, str]] = {
    "topic_papers": (TopicPapers, "topic"),
    "research_plan": (ResearchPlan, "topic"),
    "joint_report": (JointReport, "plan__topic"),
}


class Closing(OnTopic):
    """How the work on a topic ends, with the mark of the comments that are frozen with it."""

    ending: Ending = Field(default=Ending.COMPLETED, title=_("How it ends"))
    note: Text = Field(
        default=Text(""),
        title=_("What is to be remembered"),
        description=_("Needed when the topic is paused or dropped: why, and what it waits for."),
    )
    comments: str = Field(
        title=_("Comments that are frozen with the topic"),
        description=_("From the proposal on nobody adds to them, unless it comes to nothing."),
        pattern=r"^[0-9]{1,9}-[0-9a-f]{64}$",
    )


class TakingUp(OnTopic):
    """Why a topic is taken up again."""

    why: Text = Field(title=_("Why it is taken up again"), min_length=1)


def _attached(topic: UUID, *, closed: bool) -> list[tuple[str, UUID]]:
    """Return the papers, the plan and the report of a topic that are closed, or open."""
    found = [
        (sort, id_)
        for sort, (model, way) in _BELONGS.items()
        for id_ in model.objects.filter(**{way: topic}).values_list("id", flat=True)
    ]
    rows = Subject.objects.filter(id__in=[id_ for _sort, id_ in found], closed=closed)
    wanted = set(rows.values_list("id", flat=True))
    return [(sort, id_) for sort, id_ in found if id_ in wanted]


class CloseTopic(Kind[Closing]):
    """Close a topic."""

    name = "topic.close"
    title = _("Close the topic")
    go = _("Propose to close it")
    subject = "topic"
    payload = Closing

    def summary(self, payload: Closing) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": payload.topic_title, "ending": payload.ending.label}
        return str(_now("Close the topic “%(title)s”: %(ending)s") % words)

    def effect(self, payload: Closing) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "Its plan, report and papers are settled, and the comments are frozen. Outcomes "
                "and actions on it go on; everything stays readable."
            )
        )

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the comments as they are now."""
        title = Topic.objects.values_list("title", flat=True).get(id=scene.on)
        return {"comments": comments_mark(scene.on), "topic_title": title}

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Offer the endings, and the comments as they are now."""
        if field == "ending":
            return choosing.listed(Ending)
        if field != "comments" or scene.subject is None:
            return None
        count, mark = count_of(scene.on), comments_mark(scene.on)
        words = ngettext(
            "%(count)d comment, digest %(digest)s", "%(count)d comments, digest %(digest)s", count
        )
        return [(mark, words % {"count": count, "digest": mark.split("-")[1][:12]})]

    def check(self, payload: Closing, scene: Scene) -> None:
        """Refuse an ending without its reason, and comments that came meanwhile."""
        check_past("happened", payload.happened)
        if payload.ending is not Ending.COMPLETED and not payload.note:
            raise PayloadError("note", _("Please say why, and what it waits for."))
        check_title(payload, Topic.objects.get(id=scene.on))
        if payload.comments != comments_mark(scene.on):
            raise PayloadError(
                "comments",
                _("Comments were added meanwhile. Read them, and open this form from the "
                  "topic's page again."),
            )  # fmt: skip

    def moves(self, payload: Closing, scene: Scene) -> list[Move]:
        """Return the topic and what is open of it, all closing."""
        rest = _attached(scene.on, closed=False)
        return [
            Move("topic", scene.subject_id, closes=True),
            *(Move(sort, id_, closes=True) for sort, id_ in rest),
        ]

    def apply(self, payload: Closing, step: Step) -> None:
        """Write the ending; carry along what belongs to the topic."""
        if step.subject.type != "topic":
            step.carry(_BELONGS[step.subject.type][0])
            return
        count, digest = payload.comments.split("-")
        step.put(
            Topic,
            ending=payload.ending.value,
            ending_note=str(payload.note),
            ended_at=step.at,
            ended_on=payload.happened or "",
            comments_digest=digest,
            comments_count=int(count),
        )


class ReopenTopic(Kind[TakingUp]):
    """Take a closed topic up again; from then on the present parties decide about it."""

    name = "topic.reopen"
    title = _("Take the topic up again")
    go = _("Propose to take it up again")
    subject = "topic"
    payload = TakingUp

    def summary(self, payload: TakingUp) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Take the closed topic “%s” up again") % payload.topic_title)

    def effect(self, payload: TakingUp) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The parties of today go on with it, with its plan, report and papers."))

    def allowed(self, scene: Scene) -> bool:
        """It must be closed, in a partnership that goes on, and all who closed it still there."""
        topic = scene.subject
        if topic is None or not topic.closed or scene.partnership_id is None:
            return False
        goes_on = Subject.objects.filter(id=scene.partnership_id, closed=False).exists()
        return goes_on and set(topic.deciders.parties) <= {str(id_) for id_ in scene.parties}

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start with the topic's name."""
        return {"topic_title": Topic.objects.values_list("title", flat=True).get(id=scene.on)}

    def check(self, payload: TakingUp, scene: Scene) -> None:
        """Refuse the name of another topic."""
        check_title(payload, Topic.objects.get(id=scene.on))

    def binds(self, payload: TakingUp, scene: Scene) -> list[UUID]:
        """Return the partnership, whose parties decide from then on."""
        return [scene.partnership_id] if scene.partnership_id else []

    def moves(self, payload: TakingUp, scene: Scene) -> list[Move]:
        """Return the topic and what was closed with it."""
        rest = _attached(scene.on, closed=True)
        return [Move("topic", scene.subject_id), *(Move(sort, id_) for sort, id_ in rest)]

    def decides_next(self, payload: TakingUp, move: Move, present: Deciders) -> Deciders:
        """Let the present parties decide, by the rules that they have now."""
        assert move.id is not None
        space = Subject.objects.values_list("space_id", flat=True).get(id=move.id)
        parent = Subject.objects.get(id=space).deciders
        standing = standing_for(space, move.type)
        return Deciders(parent.parties, standing=standing) if standing else parent

    def apply(self, payload: TakingUp, step: Step) -> None:
        """Open the topic, and what belongs to it."""
        match step.subject.type:
            case "topic":
                step.put(Topic, ending="", ending_note="", ended_at=None, ended_on="")
            case sort:
                step.put(_BELONGS[sort][0])
