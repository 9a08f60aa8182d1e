"""What may change in this room: showing a member's initiative to partners, and telling it anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, FileRef, Line, PersonShown, Text
from xieqiao.acts.references import check_past, check_subject
from xieqiao.duty import choices
from xieqiao.duty.models import SharedInitiative, SharedInitiativeFile
from xieqiao.exchange.acts.rows import RowKind, Within

MOST_FILES = 50


class InitiativeShown(ActPayload):
    """What of an initiative the partners read."""

    own: UUID | None = Field(
        default=None,
        title=_("From our list"),
        description=_("Partners do not see this; it leads your own office from one to the other."),
    )
    member: PersonShown = Field(title=_("Member"))
    title: Line = Field(title=_("In one line"), min_length=1)
    text: Text = Field(default=Text(""), title=_("What was done"))
    on: PartialDate | None = Field(
        default=None,
        title=_("When"),
        description=_("As exactly as it is known: 2021, 2021-05 or 2021-05-27."),
    )
    topic: UUID | None = Field(default=None, title=_("Topic"))
    files: list[FileRef] = Field(
        default_factory=list, title=_("What shows it"), max_length=MOST_FILES
    )


class InitiativeKind(RowKind[InitiativeShown]):
    """What showing an initiative and telling it anew have in common."""

    subject = "shared_initiative"
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = InitiativeShown
    model = SharedInitiative
    began = "shared_at"
    within = Within("files", SharedInitiativeFile, "initiative_id")

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return confirmed initiatives of the own body, and topics."""
        match field:
            case "own":
                return choices.confirmed(scene)
            case "topic":
                return choices.topics(scene)
        return None

    def check(self, payload: InitiativeShown, scene: Scene) -> None:
        """Refuse another body's initiative, or one that the office has not confirmed."""
        check_subject(scene, "topic", payload.topic, "topic")
        check_past("on", payload.on)
        if payload.own and not choices.is_confirmed(scene, payload.own):
            raise PayloadError("own", _("Choose an initiative that your office has confirmed."))

    def refers(self, payload: InitiativeShown) -> list[UUID]:
        """Return the topic."""
        return [payload.topic] if payload.topic else []

    def fields(self, payload: InitiativeShown) -> dict[str, Any]:
        """Return the snapshot."""
        return {
            "own_id": payload.own,
            "member_shown": payload.member.shown_as,
            "member_office": payload.member.office,
            "member_id": payload.member.person_id,
            "title": payload.title,
            "text": payload.text,
            "on": payload.on or "",
            "topic_id": payload.topic,
        }


class ShareInitiative(InitiativeKind):
    """Show what a member started to the parties of one partnership."""

    name = "initiative.share"
    title = _("Show an initiative to the partners")
    go = _("Show it to the partners")
    creates = True

    def summary(self, payload: InitiativeShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"member": payload.member.shown_as, "title": payload.title}
        return str(_("%(member)s: %(title)s") % words)

    def effect(self, payload: InitiativeShown) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties of this partnership read this text and the member's name."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the initiative's text, to be released or shortened."""
        return choices.initiative_in_hand(scene)


class ReviseInitiative(InitiativeKind):
    """Change what partners read of an initiative."""

    name = "initiative.revise"
    title = _("Change what partners read of an initiative")
    go = _("Show the new text")

    def summary(self, payload: InitiativeShown) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"member": payload.member.shown_as, "title": payload.title}
        return str(_("%(member)s, told anew: %(title)s") % words)

    def effect(self, payload: InitiativeShown) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Partners read the new text. What you had shown before stays in the acts."))

    def allowed(self, scene: Scene) -> bool:
        """Only the body that showed it changes it."""
        return super().allowed(scene) and choices.is_ours(scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what partners read; the initiative's text where the address names one."""
        return {**choices.shared_at_hand(scene), **choices.initiative_in_hand(scene)}
