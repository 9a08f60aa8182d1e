"""What the tests of this room do again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.exchange.steps import offer_need, skill
from tests.parties import found, parties, pass_act
from xieqiao.acts.access import Acting
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.acts import adopting
from xieqiao.rounds.models import Entrant, Round, RoundNeed, Run

FARMING = "茶园种植与病虫害防治，茶叶加工"
HEALTH = "县域医共体建设，远程会诊，基层医院管理"
DIGITAL = "城市大脑，数字政府，一网统管平台建设"


def soon() -> str:
    """Return a time in a week, as a form sends it."""
    return (timezone.now() + timedelta(days=7)).isoformat()


def opened(there: list[Acting], **fields: Any) -> Round:
    """Return a round that all parties have opened, in a new partnership or the one given."""
    partnership = fields.pop("partnership", None) or found(there)
    words = {"title": "演示对接轮次", "gathers_until": soon(), **fields}
    act = pass_act(there, "round.open", words, partnership=partnership.id)
    return Round.objects.get(id=act.subject_id)


def wanted(who: Acting, round_: Round, says: str = HEALTH, **fields: Any) -> RoundNeed:
    """Return a need that its owner has put in; `languages` and `whole` say how."""
    how = {name: fields.pop(name) for name in ("languages", "whole") if name in fields}
    fields = {"wanted_number": 1, **fields}
    need = offer_need(who, within(round_), title=says, **fields)
    return live.put_need(who, round_, need.id, **how)


def within(round_: Round) -> UUID:
    """Return the partnership of a round."""
    assert round_.partnership_id is not None
    return round_.partnership_id


def somebody(
    who: Acting, round_: Round, number: int = 1, says: str = HEALTH, **fields: Any
) -> Entrant:
    """Return somebody put in by a strength; `fields` are those of the entrant."""
    row = skill(who, number, title=says)
    own.put_in_strengths(who, round_, [row.id])
    found_: Entrant = Entrant.objects.get(strength=row, round=round_)
    if fields:
        own.change_entrant(who, found_, **fields)
    return found_


def run(there: list[Acting], round_: Round) -> Run:
    """Return a run, all parties being ready."""
    for who in there:
        if round_.run_id is None:
            live.say_ready(who, round_)
    return live.start_run(there[0], Round.objects.get(id=round_.id))


def adopted(there: list[Acting], round_: Round, which: Run) -> Round:
    """Return the round whose result all have adopted."""
    pass_act(there, "round.adopt", adopting.payload_of(which), subject=round_.id)
    return Round.objects.get(id=round_.id)


def pairs(which: Run) -> set[tuple[Any, Any]]:
    """Return who goes where in a run: needs and entrants by id."""
    return set(which.assignments.values_list("need_id", "entrant_id"))


def names(who: Acting, which: Run) -> dict[str, str]:
    """Return who of the own people goes where, by name and title."""
    rows = queries.named(queries.assignments_of(who, which))
    return {str(row.entrant): row.need.need.title for row in rows}


def three() -> list[Acting]:
    """Return offices of three new bodies."""
    return parties(3)
