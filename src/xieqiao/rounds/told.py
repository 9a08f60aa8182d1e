"""Rounds as pages tell of them: how far one has come, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from xieqiao.acts.access import Acting, Capability
from xieqiao.rounds.models import Round, Run
from xieqiao.rounds.words import Stage, Status

LOOKS = {
    Stage.GATHERING: "due",
    Stage.MATCHED: "plain",
    Stage.ADOPTED: "done",
    Stage.CLOSED: "plain",
}


@dataclass(frozen=True)
class Tab:
    """A page of the round."""

    key: str
    label: str
    path: str


@dataclass(frozen=True)
class Step:
    """A station of the round: past, now, or still to come."""

    label: str
    look: str
    words: str


def tabs_of(acting: Acting, round_: Round) -> list[Tab]:
    """Return the pages of a round that the reader may open."""
    named = [
        ("round", pgettext("round", "Overview")),
        ("needs", pgettext("round", "Needs")),
        ("runs", pgettext("round", "Matching")),
    ]
    if acting.can(Capability.READ_OWN):
        named.insert(2, ("entrants", pgettext("round", "Our people")))
        named.insert(3, ("rules", pgettext("round", "Our rules")))
        if round_.run_id is not None:
            named.append(("telling", pgettext("round", "Telling our people")))
    return [Tab(key, label, reverse(f"rounds:{key}", args=[acting.slug, round_.id]))
            for key, label in named]  # fmt: skip


def steps_of(round_: Round, sides: Sequence[Any], newest: Run | None) -> list[Step]:
    """Return the stations of a round with what each tells."""
    ready = sum(side.ready_at is not None for side in sides)
    needs = sum(side.needs for side in sides)
    gathered = ngettext("%(n)d need put in", "%(n)d needs put in", needs) % {"n": needs}
    says = _("%(ready)d of %(all)d parties ready") % {"ready": ready, "all": len(sides)}
    matched = run_words(newest) if newest is not None else _("not matched yet")
    adopted = _("run %(n)d") % {"n": round_.run_number} if round_.run_number else ""
    words = {
        Stage.GATHERING: f"{gathered} · {says}",
        Stage.MATCHED: matched,
        Stage.ADOPTED: adopted,
        Stage.CLOSED: "",
    }
    order = list(Stage)
    now = order.index(round_.stage)
    return [
        Step(str(stage.label), _look(place, now), words[stage]) for place, stage in enumerate(order)
    ]


def _look(place: int, now: int) -> str:
    if place == now:
        return "now"
    return "past" if place < now else ""


def run_words(run: Run) -> str:
    """Return in a few words what came of a run."""
    if run.under_way or run.status in (Status.INFEASIBLE, Status.FAILED):
        return str(run.get_status_display())
    return _("%(met)d of %(all)d needs met, %(people)d people") % {
        "met": run.needs_met,
        "all": run.needs_in,
        "people": run.people_sent,
    }


def run_look(run: Run) -> str:
    """Return the look of a run's tag."""
    if run.status == Status.OPTIMAL:
        return "done"
    return "due" if run.status in (Status.INFEASIBLE, Status.FAILED) else "plain"


def hundredths(score: int) -> str:
    """Return a score as it is read: 0.43 for 4321 ten-thousandths."""
    return f"{score / 10_000:.2f}"


def rules_of(round_: Round) -> list[str]:
    """Return the rules that all parties set, as sentences."""
    said = [
        ngettext(
            "Each person takes on %(n)d duty at most",
            "Each person takes on %(n)d duties at most",
            round_.per_person,
        )
        % {"n": round_.per_person}
    ]
    if round_.per_person_year:
        said.append(
            _("Within a year each person takes on %(n)d duties at most, dispatches included")
            % {"n": round_.per_person_year}
        )
    if round_.body_cap:
        said.append(
            _("One party's people take on %(n)d duties at most in all") % {"n": round_.body_cap}
        )
    if round_.earlier:
        said.append(_("Nobody is sent again to where he or she was within a year"))
    if round_.fair:
        said.append(_("The worst served need is raised first; what this costs is shown"))
    else:
        said.append(_("The sum of how well all fit is made as large as can be"))
    said.append(_("Nobody goes to his or her own company or unit"))
    return said
