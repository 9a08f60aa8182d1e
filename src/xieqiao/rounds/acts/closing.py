"""Closing a round, with what came of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.exchange.acts.rows import RowKind
from xieqiao.rounds.models import Round


class Closing(ActPayload):
    """What came of a round."""

    round_title: Line = Field(default=Line(""), title=_("Round"), json_schema_extra={"fixed": True})
    ending: Text = Field(
        title=_("What came of it"),
        description=_("Which needs were met, what could not be, and what follows."),
        min_length=1,
    )


class CloseRound(RowKind[Closing]):
    """Close a round."""

    name = "round.close"
    title = _("Close the round")
    go = _("Propose to close it")
    subject = "round"
    payload = Closing
    model, began = Round, "opened_at"

    def summary(self, payload: Closing) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.round_title:
            return str(_now("Close the round “%s”") % payload.round_title)
        return str(_now("Close a round"))

    def effect(self, payload: Closing) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("Nothing more is put in, matched or told; its results stay readable."))

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Return what it is called."""
        return {"round_title": Round.objects.get(id=scene.on).title}

    def check(self, payload: Closing, scene: Scene) -> None:
        """Refuse to call it by another name."""
        if payload.round_title and str(payload.round_title) != str(
            Round.objects.get(id=scene.on).title
        ):
            raise PayloadError(
                "round_title", _("The round has another name. Open this form from its page again.")
            )

    def moves(self, payload: Closing, scene: Scene) -> list[Move]:
        """Return the round, which closes."""
        return [Move("round", scene.subject_id, closes=True)]

    def fields(self, payload: Closing) -> dict[str, Any]:
        """Return what came of it."""
        return {"ending": str(payload.ending)}
