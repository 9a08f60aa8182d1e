"""A body that left reads the round as it was then, and nothing that came later."""

from __future__ import annotations

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import leave
from tests.rounds.steps import adopted, opened, run, somebody, wanted
from xieqiao.rounds import queries
from xieqiao.rounds.models import Round
from xieqiao.rounds.words import Stage

pytestmark = pytest.mark.django_db


def test_who_left_reads_what_was_so_then() -> None:
    there = parties(3)
    partnership = found(there)
    round_ = opened(there, partnership=partnership)
    wanted(there[0], round_)
    somebody(there[1], round_)
    leave(there, there[2], partnership)
    stay = there[:2]
    late = wanted(stay[0], round_, "茶园种植")
    adopted(stay, round_, run(stay, round_))
    pass_act(stay, "round.close", {"ending": "后来的事"}, subject=round_.id)
    seen = queries.round_seen(there[2], round_.id)
    assert (seen.stage, seen.ending, seen.run_id) == (Stage.GATHERING, "", None)
    assert late not in queries.needs_in(there[2], seen)
    assert not queries.runs_of(there[2], seen)
    assert queries.shares_of(there[2], seen) == []
    assert queries.parties_of(seen) == []
    assert queries.may_run(there[2], seen)


def test_who_left_after_an_adoption_reads_its_numbers() -> None:
    there = parties(3)
    partnership = found(there)
    round_ = opened(there, partnership=partnership)
    wanted(there[0], round_)
    somebody(there[1], round_)
    adopted(there, round_, run(there, round_))
    leave(there, there[2], partnership)
    pass_act(there[:2], "round.close", {"ending": "后来的事"}, subject=round_.id)
    seen = queries.round_seen(there[2], round_.id)
    assert (seen.stage, seen.ending) == (Stage.ADOPTED, "")
    (share,) = queries.shares_of(there[2], seen)
    assert share.by_body == [(there[1].body, 1)]


def test_a_round_that_one_may_not_read_is_not_there() -> None:
    there = parties(3)
    round_ = opened(there[:2])
    with pytest.raises(LookupError):
        queries.round_seen(there[2], round_.id)
    assert not queries.rounds_seen_by(there[2])
    assert not queries.needs_in(there[2], Round.objects.get())
    assert not queries.runs_of(there[2], Round.objects.get())
