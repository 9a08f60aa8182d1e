"""Listing what is read for an activity."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from pydantic import Field

from xieqiao.acts.kinds import Kind, Scene
from xieqiao.acts.step import Step
from xieqiao.meetings.acts.activities import MOST_PAPERS
from xieqiao.meetings.acts.terms import OnActivity, PaperText, check_title, put_papers
from xieqiao.meetings.limits import grants_within
from xieqiao.meetings.models import Papers, Schedule

_FILE = ("file_id", "sha256", "size", "media_type", "name")


class PaperList(OnActivity):
    """All papers of an activity, as the list should be."""

    papers: list[PaperText] = Field(
        default_factory=list,
        title=_("Papers"),
        description=_("The whole list. What is left out is not on it any more."),
        max_length=MOST_PAPERS,
    )


class ListPapers(Kind[PaperList]):
    """Say which papers belong to an activity."""

    name = "activity.papers"
    title = _("Change the list of papers")
    go = _("Propose this list")
    subject = "papers"
    payload = PaperList

    def summary(self, payload: PaperList) -> str:
        """Return the sentence by which desks and lists name the act."""
        count = len(payload.papers)
        if not count:
            return str(_now("Take all papers off the list of “%s”") % payload.activity_title)
        if payload.activity_title:
            words = ngettext(
                "List %(count)d paper for “%(title)s”",
                "List %(count)d papers for “%(title)s”",
                count,
            )
        else:
            words = ngettext(
                "List %(count)d paper for an activity",
                "List %(count)d papers for an activity",
                count,
            )
        return str(words % {"count": count, "title": payload.activity_title})

    def effect(self, payload: PaperList) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("All parties find these papers on the page of the activity."))

    def allowed(self, scene: Scene) -> bool:
        """What was called off needs no papers."""
        return super().allowed(scene) and not _row(scene).activity.cancelled

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the list as it is."""
        row = _row(scene)
        return {
            "activity_title": row.activity.title,
            "papers": [
                {"title": paper.title, "file": {name: getattr(paper, name) for name in _FILE}}
                for paper in row.listed.all()
            ],
        }

    def check(self, payload: PaperList, scene: Scene) -> None:
        """Refuse the name of another activity."""
        check_title(payload, _row(scene).activity)

    def binds(self, payload: PaperList, scene: Scene) -> list[UUID]:
        """Return the standing consent that the holder uses, as long as its limits allow."""
        schedule = Schedule.objects.get(activity=_row(scene).activity_id)
        return grants_within(scene, "papers", schedule)

    def apply(self, payload: PaperList, step: Step) -> None:
        """Write the list."""
        put_papers(payload, step)


def _row(scene: Scene) -> Papers:
    row: Papers = Papers.objects.select_related("activity").get(id=scene.on)
    return row
