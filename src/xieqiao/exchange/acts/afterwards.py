"""What one party alone says of a dispatch: how it went for its people, or its thanks."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.access import Capability
from xieqiao.acts.dates import PartialDate
from xieqiao.acts.kinds import PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.acts.references import check_past, check_subject
from xieqiao.exchange import choices
from xieqiao.exchange.acts.endings import FIXED
from xieqiao.exchange.acts.rows import RowKind, named
from xieqiao.exchange.models import DispatchWord
from xieqiao.exchange.words import WordKind


class Said(ActPayload):
    """What one party says of a dispatch."""

    title: Line = Field(default=Line(""), title=_("The dispatch"), json_schema_extra=FIXED)
    dispatch: UUID = Field(title=_("Dispatch"), json_schema_extra=FIXED)
    text: Text = Field(title=_("What you say of it"), min_length=1)
    on: PartialDate = Field(title=_("As of"))


class SayingKind(RowKind[Any]):
    """What reporting on a dispatch and thanking for it have in common."""

    subject = "dispatch_word"
    creates = True
    matter = Matter.REPORTED
    release = Capability.REPORT
    payload = Said
    model = DispatchWord
    began = "said_at"
    word: ClassVar[WordKind]

    def choices(self, field: str, scene: Scene) -> list[tuple[str, str]] | None:
        """Return the dispatch that the address names."""
        return choices.dispatch_in_hand(scene) if field == "dispatch" else None

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return the dispatch, and what it is called."""
        found = choices.dispatch_in_hand(scene)
        return {"dispatch": found[0][0], "title": found[0][1]} if len(found) == 1 else {}

    def check(self, payload: Said, scene: Scene) -> None:
        """Refuse a dispatch from elsewhere, another name for it, and a day to come."""
        check_subject(scene, "dispatch", payload.dispatch, "dispatch")
        if payload.title and payload.title not in choices.dispatch_titles(payload.dispatch):
            raise PayloadError("title", _("It is called differently now. Open the form anew."))
        check_past("on", payload.on)

    def refers(self, payload: Said) -> list[UUID]:
        """Return the dispatch."""
        return [payload.dispatch]

    def fields(self, payload: Said) -> dict[str, Any]:
        """Return what is said."""
        said = {"text": payload.text, "on": payload.on, "kind": self.word.value}
        return {"dispatch_id": payload.dispatch, **said}


class TellOfDispatch(SayingKind):
    """Report how a dispatch went for the own people."""

    name = "dispatch.tell"
    title = _("Report from our side on a dispatch")
    go = _("Report it")
    word = WordKind.REPORT

    def summary(self, payload: Said) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.text)}
        return str(_("One side's report on the dispatch: %(title)s") % words)

    def effect(self, payload: Said) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties read it as what our side says of the dispatch."))


class ThankForDispatch(SayingKind):
    """Thank for people who were sent."""

    name = "dispatch.thank"
    title = _("Thank for a dispatch")
    go = _("Send the thanks")
    word = WordKind.THANKS

    def summary(self, payload: Said) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.text)}
        return str(_("Thanks for the dispatch: %(title)s") % words)

    def effect(self, payload: Said) -> str:
        """Return what will be so once the act is in force."""
        return str(_("All parties read the thanks on the page of the dispatch."))
