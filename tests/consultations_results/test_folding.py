"""No result gives away anything of fewer than five people, not even by subtraction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.consultations_results.sheets import EAST, GUESTS, NORTH, WEST, sheet
from xieqiao.consultations.results.dots import clusters, spread
from xieqiao.consultations.results.folding import FEWEST, blocks, shown
from xieqiao.consultations.results.found import Cell, Result, Verdict
from xieqiao.consultations.results.reckoning import reckon
from xieqiao.consultations.results.sheet import Sheet

sizes = st.dictionaries(
    st.sampled_from([EAST, WEST, NORTH, GUESTS]), st.integers(0, 12), min_size=1
)


def sums(counts: Iterable[int]) -> set[int]:
    """Return every sum of some of the counts."""
    given_ = list(counts)
    return {sum(some) for n in range(len(given_) + 1) for some in combinations(given_, n)}


def test_a_region_of_five_stands_alone() -> None:
    assert blocks({EAST: 5, WEST: 60}) == ((EAST,), (WEST,))


def test_a_region_of_four_is_folded_with_the_next_smallest() -> None:
    assert blocks({EAST: 4, WEST: 60, NORTH: 9}) == ((WEST,), (EAST, NORTH))


def test_small_ones_that_are_five_together_leave_the_others_alone() -> None:
    assert blocks({EAST: 2, GUESTS: 3, WEST: 7}) == ((WEST,), (EAST, GUESTS))


def test_with_one_other_region_everybody_is_one() -> None:
    assert blocks({EAST: 4, WEST: 60}) == ((EAST, WEST),)


def test_fewer_than_five_in_all_are_not_shown() -> None:
    assert blocks({EAST: 2, WEST: 2}) == ()


@given(sizes)
def test_every_block_and_every_remainder_has_five(found: dict[str, int]) -> None:
    people = [sum(found[side] for side in sides) for sides in blocks(found)]
    assert all(count >= FEWEST for count in people)
    assert sum(people) in {0, sum(found.values())}
    assert {side for sides in blocks(found) for side in sides} <= {s for s, n in found.items() if n}


def test_a_cell_of_few_votes_hides_the_next_smallest_too() -> None:
    assert shown([3, 40, 8]) == (False, True, False)


def test_cells_without_votes_say_nothing_of_anybody() -> None:
    assert shown([0, 40]) == (True, True)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_what_is_hidden_on_a_statement_cannot_be_had_by_subtraction(voted: list[int]) -> None:
    yes = shown(voted)
    hidden = sum(count for count, kept in zip(voted, yes, strict=True) if not kept)
    assert all(count == 0 or count >= FEWEST for count, k in zip(voted, yes, strict=True) if k)
    assert hidden == 0 or hidden >= FEWEST or sum(voted) < FEWEST


def check(given_: Sheet, result: Result) -> None:
    """Check that all that is shown, and all that can be worked out of it, is of five or more."""
    assert result.people == 0 or result.people >= FEWEST
    assert all(block.people >= FEWEST for block in result.blocks)
    side_of = given_.voters
    voted = Counter((side_of[p], s) for p, s, _, _ in given_.votes)
    for one in result.findings:
        every = 0 if one.everyone is None else one.everyone.voted
        apart = [cell.voted for cell in one.cells if cell is not None]
        assert every == 0 or every >= FEWEST
        assert all(count == 0 or count >= FEWEST for count in apart)
        for part in sums(apart):
            assert one.everyone is None or every - part == 0 or every - part >= FEWEST
        for block, cell in zip(result.blocks, one.cells, strict=False):
            truth = sum(voted[side, one.number] for side in block.sides)
            assert cell is None or consistent(cell, truth)
            assert cell is not None or truth < FEWEST or one.verdict is Verdict.UNDECIDED
    drawn = Counter((dot.block, dot.group) for dot in result.dots)
    assert all(count >= FEWEST for count in drawn.values())


def consistent(cell: Cell, truth: int) -> bool:
    """Say whether a cell holds as many votes as there are."""
    return cell.voted == truth == cell.agree + cell.passed + cell.disagree


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(sizes, st.integers(1, 5), st.integers(0, 10**6), st.sampled_from([0.15, 0.5, 0.9]))
def test_nothing_of_fewer_than_five_can_be_derived_from_any_result(
    found: dict[str, int], statements: int, seed: int, seen: float
) -> None:
    given_ = sheet(found, statements, lambda side, n: (len(side) * n % 10) / 10, seed, seen)
    check(given_, reckon(given_, resamples=0))


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 60), st.integers(0, 10**6))
def test_dots_are_gathered_by_at_least_five(count: int, seed: int) -> None:
    points = np.random.default_rng(seed).normal(size=(count, 2)).round(1)
    found = [part.tolist() for part in clusters(points, FEWEST)]
    assert sorted(p for part in found for p in part) == list(range(count))
    assert all(len(part) >= FEWEST for part in found)


def test_dots_of_fewer_than_five_of_a_side_are_not_drawn() -> None:
    place = np.random.default_rng(2).normal(size=(24, 2))
    block = np.array([0] * 20 + [1] * 4)
    dots, *_ = spread(place, block, np.zeros(24, np.int64), 2)
    assert Counter(dot.block for dot in dots) == {0: 20}


def test_a_lone_person_of_another_group_is_drawn_among_the_own_side() -> None:
    place = np.concatenate([np.zeros((20, 2)), np.full((1, 2), 9.0)])
    group = np.array([0] * 20 + [1])
    dots, *_ = spread(place, np.zeros(21, np.int64), group, 1)
    assert {dot.group for dot in dots} == {0}
