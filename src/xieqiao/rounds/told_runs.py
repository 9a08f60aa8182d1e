"""Results as pages tell of them: the own people's places with reasons, and the own needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.exchange.reasons import as_html
from xieqiao.rounds import queries
from xieqiao.rounds.models import Round, Run
from xieqiao.rounds.queries import Adopted, Fill
from xieqiao.rounds.told import hundredths
from xieqiao.rounds.words import WOULD_CHANGE, Fixed, Reason, Said


@dataclass(frozen=True)
class Assigned:
    """One of the own people and where he or she goes, with why."""

    who: Any
    need: Any
    path: str
    score: str
    fixed: str
    rank: int
    said: SafeString
    answers: list[str]
    next: str


def assigned_rows(acting: Acting, rows: Iterable[Any]) -> list[Assigned]:
    """Return assignments with their reasons; it reads texts, so for one page of them."""
    return [_assigned(acting, row) for row in queries.named(rows)]


def _assigned(acting: Acting, row: Any) -> Assigned:
    reasons = queries.why(row)
    return Assigned(
        who=row.entrant,
        need=row.need.need,
        path=row.need.need.path(acting.slug),
        score=hundredths(row.score),
        fixed="" if row.fixed == Fixed.FREE else str(Fixed(row.fixed).label),
        rank=row.rank,
        said=as_html(reasons.segments),
        answers=reasons.answers,
        next=reasons.next if row.fixed == Fixed.FREE else "",
    )


@dataclass(frozen=True)
class Filled:
    """How one of the own needs fares."""

    fill: Fill
    path: str
    state: str
    look: str
    reason: str
    change: str


def fill_rows(acting: Acting, row: Round, run: Run) -> list[Filled]:
    """Return how the own needs fare in a run, with the holes since its adoption."""
    holes = {}
    if run.id == row.run_id:
        holes = {need.id: missing for need, missing in queries.holes_of(acting, row).needs}
    return [_filled(acting, one, holes.get(one.need.id, 0))
            for one in queries.fills_of(acting, run)]  # fmt: skip


def _filled(acting: Acting, fill: Fill, missing: int) -> Filled:
    there = fill.given - missing
    if missing:
        state, look = _("not yet filled"), "due"
    elif fill.unmet is not None:
        state, look = _("too few"), "due"
    else:
        state, look = _("met"), "done"
    unmet = fill.unmet
    return Filled(
        fill=Fill(fill.need, there, fill.least, fill.most, fill.unmet),
        path=fill.need.need.path(acting.slug),
        state=state,
        look=look,
        reason=str(Reason(unmet.reason).label) if unmet else "",
        change=str(WOULD_CHANGE[Reason(unmet.change)]) if unmet else "",
    )


@dataclass(frozen=True)
class TellingRow:
    """One of the own people in the adopted result, and what can be done about it."""

    one: Adopted
    pair: str
    state: str
    look: str
    need_path: str
    answer_path: str
    send_path: str
    dispatch_path: str


def telling_rows(acting: Acting, rows: Iterable[Adopted]) -> list[TellingRow]:
    """Return whom to tell, who has answered, and whose dispatch can be proposed."""
    return [_telling(acting, one) for one in rows]


def _telling(acting: Acting, one: Adopted) -> TellingRow:
    state, look = _state(one)
    row = one.assignment
    at = [acting.slug, row.run.round_id, row.entrant_id]
    answer = f"{reverse('rounds:answer', args=at)}?{urlencode({'need': row.need_id})}"
    goes = one.told is not None and one.told.answer == Said.ACCEPTED
    form = f"{reverse('acts:new', args=[acting.slug, 'dispatch.confirm'])}"
    return TellingRow(
        one=one,
        pair=f"{row.entrant_id}/{row.need_id}",
        state=state,
        look=look,
        need_path=one.need.need.path(acting.slug),
        answer_path=answer if one.told is not None else "",
        send_path=f"{form}?{queries.dispatch_link(one)}" if goes and not one.dispatch else "",
        dispatch_path=one.dispatch.path(acting.slug) if one.dispatch else "",
    )


def _state(one: Adopted) -> tuple[str, str]:
    if one.dispatch is not None:
        return _("sent by act"), "done"
    if one.told is None:
        return _("not told yet"), "due"
    if not one.told.answer:
        return _("told, no answer yet"), "plain"
    return str(Said(one.told.answer).label), ("done" if one.told.answer == Said.ACCEPTED else "due")
