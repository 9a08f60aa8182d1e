"""The figures of a result are the engine's own, folded and rounded."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consultations_results.sheets import EAST, GUESTS, WEST, sheet, two_regions
from xieqiao.consultations.results.found import Verdict, digest, packed, unpacked
from xieqiao.consultations.results.reckoning import reckon
from xieqiao.consultations.results.sheet import Sheet, counted, targets
from xieqiao.engines.consensus import Ballot, analyse, of_ballots


def test_figures_are_those_of_the_engine() -> None:
    given_ = two_regions()
    result = reckon(given_)
    votes = of_ballots(
        [Ballot(str(p), str(s), v, at) for p, s, v, at in given_.votes],
        party={str(p): side for p, side in given_.side_of.items()},
    )
    found = analyse(votes)
    basis = found.basis("parties")
    assert basis is not None
    by_number = {one.number: one for one in result.findings}
    for j, name in enumerate(votes.statements):
        one = by_number[int(name)]
        assert found.stability is not None
        sure = found.stability.verdict["parties"][j] >= 0.5
        assert one.verdict == (basis.verdicts.verdict[j] if sure else Verdict.UNDECIDED)
        for d in (0, 1):
            cell = one.cells[d]
            assert cell is not None
            assert [cell.disagree, cell.passed, cell.agree] == basis.shares.counts[d, j].tolist()
            low, high = basis.shares.low[d, j, 2], basis.shares.high[d, j, 2]
            share = basis.shares.share[d, j, 2]
            assert cell.agrees == tuple(round(float(s) * 100) for s in (share, low, high))


def test_what_both_regions_hold_and_where_they_differ_is_found() -> None:
    result = reckon(two_regions())
    assert {one.number for one in result.of(Verdict.AGREED)} == {1, 2, 3, 4, 5, 6}
    assert {one.number for one in result.of(Verdict.DIFFERENT)} == {7, 8, 9, 10, 11, 12}


def test_crossing_camps_are_groups_and_shown_on_the_map() -> None:
    result = reckon(two_regions(seen=1.0))
    assert (result.groups, result.why) == (2, "camps")
    assert len(result.dots) == 120
    assert all(len(one.bands) == 2 for one in result.findings)


def test_no_structure_is_one_group() -> None:
    result = reckon(sheet({EAST: 30, WEST: 30}, 10, lambda side, n: 0.6))
    assert result.groups == 1
    assert all(one.bands == () for one in result.findings)


def test_a_side_that_has_hardly_voted_leaves_a_statement_undecided() -> None:
    given_ = two_regions()
    rare = tuple(v for v in given_.votes if v[1] != 1 or v[0] <= 63)
    one = next(f for f in reckon(replace(given_, votes=rare)).findings if f.number == 1)
    assert one.verdict is Verdict.UNDECIDED
    assert one.cells == (None, None)
    assert one.everyone is not None


def test_a_small_side_is_counted_with_the_guests() -> None:
    given_ = sheet({EAST: 40, WEST: 3, GUESTS: 8}, 6, lambda side, n: 0.9)
    assert [block.sides for block in reckon(given_).blocks] == [(EAST,), (WEST, GUESTS)]


def test_fewer_than_five_show_nothing() -> None:
    result = reckon(sheet({EAST: 2, WEST: 2}, 3, lambda side, n: 0.9, seen=1.0))
    assert not result.telling
    assert all(one.everyone is None and one.cells == () for one in result.findings)


def test_nobody_shows_nothing() -> None:
    assert not reckon(Sheet({}, (1, 2), ())).telling


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 10**6))
def test_the_same_votes_in_any_order_give_the_same_bytes(seed: int) -> None:
    given_ = two_regions()
    votes = list(given_.votes)
    random.Random(seed).shuffle(votes)
    again = Sheet(
        given_.side_of,
        given_.statements,
        counted(votes, dict(zip(range(1, 13), range(1, 13), strict=True))),
    )
    assert digest(reckon(again, resamples=2)) == digest(reckon(given_, resamples=2))


def test_a_result_is_the_same_after_it_was_kept() -> None:
    result = reckon(two_regions(), resamples=0)
    assert unpacked(packed(result)) == result


def test_a_merged_statements_votes_count_for_the_other_and_the_later_wins() -> None:
    into = targets({1: None, 2: 1, 3: 2}, [])
    assert into == {1: 1, 2: 1, 3: 1}
    votes = [(7, 1, 1, 10.0), (7, 3, -1, 20.0), (8, 2, 0, 5.0)]
    assert counted(votes, into) == ((7, 1, -1, 20.0), (8, 1, 0, 5.0))


def test_hidden_statements_and_those_merged_into_them_are_left_out() -> None:
    into = targets({1: None, 2: 1, 3: None}, [1])
    assert into == {3: 3}
    assert counted([(7, 1, 1, 1.0), (7, 2, 1, 2.0), (7, 3, 1, 3.0)], into) == ((7, 3, 1, 3.0),)


def test_statements_merged_in_a_ring_lead_nowhere() -> None:
    assert targets({1: 2, 2: 1, 3: None}, []) == {3: 3}
