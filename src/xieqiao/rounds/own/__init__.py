"""What an office does with its own people: put in, rule out, set, limit, and tell them."""

from __future__ import annotations

from xieqiao.rounds.own.entrants import (
    change_entrant,
    put_in_all_usable,
    put_in_person,
    put_in_strengths,
    take_out,
)
from xieqiao.rounds.own.rules import (
    break_team,
    exclude,
    lock,
    make_team,
    set_limit,
    stop_excluding,
    unlock,
)
from xieqiao.rounds.own.telling import answer, take_back, tell

__all__ = [
    "answer",
    "break_team",
    "change_entrant",
    "exclude",
    "lock",
    "make_team",
    "put_in_all_usable",
    "put_in_person",
    "put_in_strengths",
    "set_limit",
    "stop_excluding",
    "take_back",
    "take_out",
    "tell",
    "unlock",
]
