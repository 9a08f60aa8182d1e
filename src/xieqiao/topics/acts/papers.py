"""Listing what is read for a topic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.payloads import ActPayload
from xieqiao.acts.step import Step
from xieqiao.partnerships.queries import standing_used
from xieqiao.topics.acts.terms import MOST_FILES, PaperText, file_of
from xieqiao.topics.models import TopicPaper, TopicPapers


class TopicPaperList(ActPayload):
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
        count = len(payload.papers)
        words = ngettext(
            "List %(count)d paper on a topic", "List %(count)d papers on a topic", count
        )
        return str(words % {"count": count})

    def effect(self, payload: TopicPaperList) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties find these papers on the page of the topic."))

    def allowed(self, scene: Scene) -> bool:
        """A closed topic keeps the list that it has."""
        return super().allowed(scene) and not _row(scene).topic.closed

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the list as it is."""
        listed = _row(scene).listed.all()
        return {"papers": [{"title": paper.title, "file": file_of(paper)} for paper in listed]}

    def binds(self, payload: TopicPaperList, scene: Scene) -> list[UUID]:
        """Return the standing consent that the holder uses."""
        return standing_used(scene)

    def apply(self, payload: TopicPaperList, step: Step) -> None:
        """Write the list."""
        put_papers(payload.papers, step)


def _row(scene: Scene) -> TopicPapers:
    row: TopicPapers = TopicPapers.objects.select_related("topic").get(id=scene.subject_id)
    return row
