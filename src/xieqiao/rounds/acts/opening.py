"""Opening a round, and changing its rules until a result is adopted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from pydantic import Field

from xieqiao.acts.kinds import Move, PayloadError, Scene
from xieqiao.acts.payloads import ActPayload, Line, Text
from xieqiao.exchange.acts.rows import RowKind
from xieqiao.rounds.models import Round

_RULES = ("per_person", "per_person_year", "body_cap", "fair", "earlier")
_LONGEST_DAYS = 366
_NOTHING_YET: dict[str, Any] = {
    "run_id": None,
    "run_number": None,
    "run_digest": "",
    "adopted_at": None,
    "ending": "",
}


class Rules(ActPayload):
    """Until when needs and people are put in, and by which rules they are matched."""

    gathers_until: datetime = Field(
        title=_("Put in until"),
        description=_(
            "Until then every party puts in needs and people. It may be matched earlier once all "
            "parties say that they are ready."
        ),
    )
    per_person: int = Field(
        default=1, title=_("Duties of one person in this round, at most"), ge=1, le=50
    )
    per_person_year: int | None = Field(
        default=None,
        title=_("Duties of one person within a year, at most"),
        description=_("Counts the dispatches agreed on before. Empty: no such limit."),
        ge=1,
        le=366,
    )
    body_cap: int | None = Field(
        default=None,
        title=_("Duties of one party's people in all, at most"),
        description=_("Empty: no such limit."),
        ge=1,
        le=10_000,
    )
    fair: bool = Field(
        default=False,
        title=_("Raise the worst served need first"),
        description=_("Then what this costs of the total is shown, and nobody goes in teams."),
    )
    earlier: bool = Field(
        default=False,
        title=_("Send nobody again to where he or she was within a year"),
    )


class Opening(Rules):
    """A new round."""

    title: Line = Field(title=_("Title"), min_length=1)
    purpose: Text = Field(default=Text(""), title=_("What it is for"))


class Change(Rules):
    """The rules as they should be, and why."""

    round_title: Line = Field(default=Line(""), title=_("Round"), json_schema_extra={"fixed": True})
    why: Text = Field(default=Text(""), title=_("Why it is changed"))


def _check_time(payload: Rules) -> None:
    until = payload.gathers_until
    if until.tzinfo is None:
        raise PayloadError("gathers_until", _("Say in which zone this time is meant."))
    if until <= timezone.now():
        raise PayloadError("gathers_until", _("This time is over. Choose a later one."))
    if (until - timezone.now()).days > _LONGEST_DAYS:
        raise PayloadError("gathers_until", _("Choose a time within a year."))


def _rules(payload: Rules) -> dict[str, Any]:
    return {name: getattr(payload, name) for name in (*_RULES, "gathers_until")}


class OpenRound(RowKind[Opening]):
    """Open a round between all parties; title and purpose are fixed from then on."""

    name = "round.open"
    title = _("Open a round of matching")
    go = _("Propose the round")
    subject = "round"
    creates = True
    payload = Opening
    model, began = Round, "opened_at"

    def summary(self, payload: Opening) -> str:
        """Return the sentence by which desks and lists name the act."""
        return str(_now("Open the round of matching “%s”") % payload.title)

    def effect(self, payload: Opening) -> str:
        """Return what will be so once the act is in force."""
        return str(
            _now(
                "Every party puts in its needs, and people it chooses itself. Nobody else sees "
                "these people. A result holds once all parties adopt it."
            )
        )

    def check(self, payload: Opening, scene: Scene) -> None:
        """Refuse a time that cannot be."""
        _check_time(payload)

    def moves(self, payload: Opening, scene: Scene) -> list[Move]:
        """Return the round."""
        return [Move("round", label="round")]

    def fields(self, payload: Opening) -> dict[str, Any]:
        """Return the round, of which nothing has come yet."""
        words = {"title": str(payload.title), "purpose": str(payload.purpose)}
        return {**_rules(payload), **words, **_NOTHING_YET}


class ChangeRound(RowKind[Change]):
    """Change until when needs and people are put in, or the rules."""

    name = "round.change"
    title = _("Change time or rules of the round")
    go = _("Propose the change")
    subject = "round"
    payload = Change
    model, began = Round, "opened_at"

    def summary(self, payload: Change) -> str:
        """Return the sentence by which desks and lists name the act."""
        if payload.round_title:
            return str(_now("Change time or rules of the round “%s”") % payload.round_title)
        return str(_now("Change time or rules of a round"))

    def effect(self, payload: Change) -> str:
        """Return what will be so once the act is in force."""
        return str(_now("The new rules hold for the next run; what is put in stays as it is."))

    def allowed(self, scene: Scene) -> bool:
        """What was adopted by its rules keeps them."""
        adopted = Round.objects.filter(id=scene.on).exclude(run_id=None).exists()
        return super().allowed(scene) and not adopted

    def initial(self, scene: Scene) -> dict[str, Any]:
        """Start from the rules as they are."""
        row = Round.objects.get(id=scene.on)
        rules = {name: getattr(row, name) for name in (*_RULES, "gathers_until")}
        return {"round_title": row.title, **rules}

    def check(self, payload: Change, scene: Scene) -> None:
        """Refuse a time that cannot be, a name of another round, and rules of an adopted one."""
        row = Round.objects.get(id=scene.on)
        if payload.round_title and str(payload.round_title) != row.title:
            raise PayloadError(
                "round_title", _("The round has another name. Open this form from its page again.")
            )
        if row.run_id is not None:
            raise PayloadError("", _("A result has been adopted by these rules, so they stay."))
        if payload.gathers_until != row.gathers_until:
            _check_time(payload)

    def fields(self, payload: Change) -> dict[str, Any]:
        """Return the rules."""
        return _rules(payload)
