"""The pages of a round take as many queries for many rows as for a page's worth of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.counting import queries_of, visit
from tests.exchange.steps import skill
from tests.parties import found, parties
from tests.rounds.test_query_counts import full

pytestmark = pytest.mark.django_db

ENOUGH, MANY = 160, 400  # enough for a full page of each list
PAGES = (
    "rounds",
    "round",
    "needs",
    "entrants",
    "put_in",
    "put_in_person",
    "rules",
    "runs",
    "run",
    "fills",
    "telling",
)


def test_every_list() -> None:
    there = parties(2)
    partnership = found(there)
    for number in range(60):
        skill(there[0], number)
    taken: list[dict[str, int]] = []
    for count in (ENOUGH, MANY):
        round_ = full(there, partnership, count)
        taken.append({})
        for name in PAGES:
            at: dict[str, Any] = {} if name == "rounds" else {"round": round_.id}
            at |= {"number": 2} if name == "run" else {}
            taken[-1][name] = queries_of(visit(there[0], f"rounds:{name}", **at))
    more = {name: (taken[0][name], taken[1][name]) for name in PAGES}
    assert {name for name, (few, many) in more.items() if many > few} == set(), more
