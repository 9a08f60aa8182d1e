"""The act of adoption as people read it."""

from __future__ import annotations

import pytest

from tests.exchange.steps import Browser
from tests.parties import parties
from tests.rounds.steps import FARMING, HEALTH, opened, run, somebody, wanted
from xieqiao.rounds.acts import adopting

pytestmark = pytest.mark.django_db


def test_it_names_needs_and_parties_with_numbers_and_nobody() -> None:
    there = parties(3)
    round_ = opened(there)
    for title in (HEALTH, FARMING):
        wanted(there[0], round_, title)
    somebody(there[1], round_, 12, HEALTH)
    somebody(there[2], round_, 13, FARMING)
    act = adopting.propose(there[0], run(there, round_))
    page = Browser(there[2]).read("acts:act", act=act.id)
    assert HEALTH in page
    assert FARMING in page
    assert "演示2号市政协" in page
    assert "演示委员" not in page


def test_its_form_starts_from_the_newest_run_and_can_be_sent() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    result = run(there, round_)
    query = f"?on={round_.id}&partnership={round_.partnership_id}"
    page = Browser(there[0]).read("acts:new", query, kind="round.adopt")
    assert str(result.id) in page
    assert result.digest in page
