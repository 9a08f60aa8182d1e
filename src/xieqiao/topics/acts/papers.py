"""Listing what is read for a topic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.step import Step
from xieqiao.partnerships.queries import standing_used
from xieqiao.topics.acts.terms import OnTopic, PaperText, check_title, file_of
from xieqiao.topics.drafts import MOST_FILES
from xieqiao.topics.models import TopicPaper, TopicPapers


class TopicPaperList(OnTopic):
    """All papers on a topic, as the list should be."""

    papers: list[PaperText] = Field(
        default_factory=list,
        title=_("Papers"),
        description=_("The whole list. What is left out is not on it any more."),
        max_length=MOST_FILES,
    )


def put_papers(papers: list[PaperText], step: Step, **fields: Any) -> None:
    """Write the list of papers."""
    step.put(TopicPapers, **fields)
    rows = [{**paper.file.model_dump(), "title": str(paper.title)} for paper in papers]
    step.replace(TopicPaper, {"papers_id": step.subject.id}, rows)


class ListTopicPapers(Kind[TopicPaperList]):
    """Say which papers belong to a topic."""

    name = "topic.papers"
    title = _("Change the list of papers on the topic")
    go = _("Propose this list")
    subject = "topic_papers"
    payload = TopicPaperList

    def summary(self, payload: TopicPaperList) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"count": len(payload.papers), "title": payload.topic_title}
        listed = ngettext(
            "List %(count)d paper on the topic “%(title)s”",
            "List %(count)d papers on the topic “%(title)s”",
            len(payload.papers),
        )
        return str(listed % words)

    def effect(self, payload: TopicPaperList) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties find these papers on the page of the topic."))

    def allowed(self, scene: Scene) -> bool:
        """A closed topic keeps the list that it has."""
        return super().allowed(scene) and not _row(scene).topic.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the list as it is."""
        row = _row(scene)
        papers = [{"title": paper.title, "file": file_of(paper)} for paper in row.listed.all()]
        return {"papers": papers, "topic_title": row.topic.title}

    def check(self, payload: TopicPaperList, scene: Scene) -> None:
        """Refuse the name of another topic."""
        check_title(payload, _row(scene).topic)

    def binds(self, payload: TopicPaperList, scene: Scene) -> list[UUID]:
        """Return the standing consent that the holder uses."""
        return standing_used(scene)

    def apply(self, payload: TopicPaperList, step: Step) -> None:
        """Write the list."""
        put_papers(payload.papers, step)


def _row(scene: Scene) -> TopicPapers:
    row: TopicPapers = TopicPapers.objects.select_related("topic").get(id=scene.on)
    return row
