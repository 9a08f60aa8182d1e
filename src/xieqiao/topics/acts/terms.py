"""What several acts of this room say in the same terms, and check in the same way."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.forms.trees import plain
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, FileRef, Line, Part
from xieqiao.acts.references import check_subject
from xieqiao.topics.models import ResearchPlan, Topic

FIXED: Any = {"fixed": True}
_FILE = ("file_id", "sha256", "size", "media_type", "name")


class OnTopic(ActPayload):
    """An act about one topic; its name goes along, so that everybody reads which one is meant."""

    topic_title: Line = Field(default=Line(""), title=_("Topic"), json_schema_extra=FIXED)


class PaperText(Part):
    """A paper: its title and the file."""

    title: Line = Field(title=_("Title"), min_length=1)
    file: FileRef = Field(title=_("File"))


def file_rows(files: list[FileRef]) -> list[dict[str, Any]]:
    """Return references to files as a row keeps them."""
    return [plain(file) for file in files]


def file_of(row: Any) -> dict[str, Any]:
    """Return the reference to a file that a row's columns hold."""
    return {name: getattr(row, name) for name in _FILE}


def check_title(payload: OnTopic, topic: Topic) -> None:
    """Refuse another name than the topic has."""
    if payload.topic_title and payload.topic_title != topic.title:
        raise PayloadError(
            "topic_title", _("The topic has another name now. Open this form from its page again.")
        )


def check_topic(scene: Scene, field: str, topic: UUID) -> Topic:
    """Return the topic; refuse one from elsewhere, or a closed one."""
    check_subject(scene, field, topic, "topic")
    row: Topic = Topic.objects.get(id=topic)
    if row.closed:
        raise PayloadError(field, _("This topic is closed."))
    return row


def check_plan(scene: Scene, field: str, plan: UUID) -> ResearchPlan:
    """Return the plan; refuse one from elsewhere, or of a closed topic."""
    check_subject(scene, field, plan, "research_plan")
    row: ResearchPlan = ResearchPlan.objects.select_related("topic").get(id=plan)
    if row.closed or row.topic.closed:
        raise PayloadError(field, _("This topic is closed."))
    return row
