"""What came of a need that partners were shown; and no longer offering a strength."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from pydantic import Field, JsonValue

from xieqiao.acts.access import Capability
from xieqiao.acts.kinds import Move, PayloadError, Scene
from xieqiao.acts.matter import Matter
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.exchange import choices
from xieqiao.exchange.acts.rows import RowKind, named
from xieqiao.exchange.models import OfferedNeed, OfferedStrength

FIXED: dict[str, JsonValue] = {"fixed": True}


class NeedEnd(ActPayload):
    """What came of an offered need."""

    title: Line = Field(default=Line(""), title=_("The need"), json_schema_extra=FIXED)
    met: bool = Field(default=False, title=_("The need was met"))
    ending: Text = Field(
        title=_("What came of it"),
        description=_("Who came or helped, and what is different now; or why it is given up."),
        min_length=1,
    )


class StrengthEnd(ActPayload):
    """Why a strength is no longer offered."""

    title: Line = Field(default=Line(""), title=_("The strength"), json_schema_extra=FIXED)
    ending: Text = Field(default=Text(""), title=_("Why"))


class EndKind(RowKind[Any]):
    """What ending an offered need and an offered strength have in common."""

    matter = Matter.REPORTED
    release = Capability.REPORT
    began = "offered_at"

    def allowed(self, scene: Scene) -> bool:
        """Only the body that offered it ends it."""
        return super().allowed(scene) and choices.is_ours(self.model, scene)

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what it is called."""
        return {"title": choices.title_at_hand(self.model, scene)}

    def check(self, payload: Any, scene: Scene) -> None:
        """Refuse to call it by another name."""
        if payload.title and payload.title != choices.title_at_hand(self.model, scene):
            raise PayloadError("title", _("It is called differently now. Open the form anew."))

    def moves(self, payload: ActPayload, scene: Scene) -> list[Move]:
        """Return the offer, which closes."""
        return [Move(self.subject, scene.subject_id, closes=True)]


class CloseNeed(EndKind):
    """Say what came of an offered need."""

    name = "need.close"
    title = _("Say what came of the need")
    go = _("Report it")
    subject = "offered_need"
    payload = NeedEnd
    model = OfferedNeed

    def summary(self, payload: NeedEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.ending)}
        if payload.met:
            return str(_("The need was met: %(title)s") % words)
        return str(_("The need is no longer open: %(title)s") % words)

    def effect(self, payload: NeedEnd) -> str:
        """Return what will be so once the act is in force."""
        return str(_("The need is closed for all parties, with what came of it."))

    def fields(self, payload: NeedEnd) -> dict[str, Any]:
        """Return what came of it."""
        return {"met": payload.met, "ending": payload.ending}


class WithdrawStrength(EndKind):
    """No longer offer a strength."""

    name = "strength.withdraw"
    title = _("No longer offer the strength")
    go = _("No longer offer it")
    subject = "offered_strength"
    payload = StrengthEnd
    model = OfferedStrength

    def summary(self, payload: StrengthEnd) -> str:
        """Return the sentence by which desks and lists name the act."""
        words = {"title": named(payload.title, payload.ending)}
        return str(_("A strength is no longer offered: %(title)s") % words)

    def effect(self, payload: StrengthEnd) -> str:
        """Return what will be so once the act is in force."""
        return str(_("Partners read that it is no longer offered, and why."))

    def fields(self, payload: StrengthEnd) -> dict[str, Any]:
        """Return why."""
        return {"ending": payload.ending}
