"""What may change in this room: showing a member's initiative to partners."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import Kind, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, FileRef, Line, PersonShown, Text
from xieqiao.acts.references import check_past, check_subject
from xieqiao.acts.step import Step
from xieqiao.duty import choices
from xieqiao.duty.models import SharedInitiative, SharedInitiativeFile


class InitiativeShown(ActPayload):
    """What of an initiative the partners read."""

    own: UUID | None = Field(default=None, title=_("From our list"))
    member: PersonShown = Field(title=_("Member"))
    title: Line = Field(title=_("Title"), min_length=1)
    text: Text = Field(default=Text(""), title=_("What was done"))
    on: PartialDate | None = Field(default=None, title=_("When"))
    topic: UUID | None = Field(default=None, title=_("Topic"))
    files: list[FileRef] = Field(default_factory=list, title=_("Files"))


class ShareInitiative(Kind[InitiativeShown]):
    """Show what a member started to the parties of one partnership."""

    name = "initiative.share"
    title = _("Show an initiative to the partners")
    go = _("Show it to the partners")
    subject = "shared_initiative"
    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = InitiativeShown

    def summary(self, payload: InitiativeShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"member": payload.member.shown_as, "title": payload.title}
        return str(_("%(member)s: %(title)s") % words)

    def effect(self, payload: InitiativeShown) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties of this partnership read this text and the member's name."))

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return confirmed initiatives of the own body, and topics."""
        match field:
            case "own":
                return choices.confirmed(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the initiative's text, to be released or shortened."""
        return choices.initiative_in_hand(scene)

    def check(self, payload: InitiativeShown, scene: Scene) -> None:
        """Refuse another body's initiative, or one that the office has not confirmed."""
        check_subject(scene, "topic", payload.topic, "topic")
        check_past("on", payload.on)
        mine = {value for value, _label in choices.confirmed(scene)}
        if payload.own and str(payload.own) not in mine:
            raise PayloadError("own", _("Choose an initiative that your office has confirmed."))

    def refers(self, payload: InitiativeShown) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []

    def apply(self, payload: InitiativeShown, step: Step) -> None:
        """Write the snapshot."""
        step.put(
            SharedInitiative,
            own_id=payload.own,
            member_shown=payload.member.shown_as,
            member_office=payload.member.office,
            member_id=payload.member.person_id,
            title=payload.title,
            text=payload.text,
            on=payload.on or "",
            topic_id=payload.topic,
        )
        rows = [file.model_dump() for file in payload.files]
        step.replace(SharedInitiativeFile, {"initiative_id": step.subject.id}, rows)
