"""Planted groups are found, everybody in the right one, with how often it came again."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engines.consensus.made import planted, rand_index, told_all_but_one
from xieqiao.engines.consensus import analyse

CASES = [(2, 300, 60), (3, 300, 60), (4, 400, 80), (5, 500, 80), (6, 600, 100), (7, 700, 100)]


@pytest.mark.parametrize(("groups", "people", "statements"), CASES)
def test_planted_groups_are_found_where_an_oracle_finds_them(
    groups: int, people: int, statements: int
) -> None:
    made = planted(people, statements, groups, apart=2.0, seed=groups)
    assert rand_index(made.group, made.oracle) >= 0.95
    found = analyse(made.votes, resamples=0, suspicions=False)
    assert found.groups.count == groups
    assert rand_index(made.group, found.groups.label) >= 0.95


@pytest.mark.parametrize("groups", range(2, 8))
@pytest.mark.parametrize(("seen", "apart"), [(0.6, 1.6), (0.6, 1.2), (0.3, 2.0), (0.9, 1.0)])
def test_under_noise_they_are_found_as_well_as_by_one_who_is_told_all_other_groups(
    groups: int, seen: float, apart: float
) -> None:
    made = planted(100 * groups, 100, groups, seen, apart, seed=10 * groups + 1)
    found = analyse(made.votes, resamples=0, suspicions=False).groups
    known = found.label >= 0
    told = rand_index(made.group[known], told_all_but_one(made)[known])
    assert found.count == groups
    assert known.mean() > 0.8
    assert rand_index(made.group[known], found.label[known]) >= min(0.95, told - 0.04)


def test_groups_come_again_when_people_and_votes_are_drawn_anew() -> None:
    made = planted(300, 50, 3, apart=2.0, seed=9)
    found = analyse(made.votes, resamples=5, suspicions=False)
    assert found.stability is not None
    assert found.stability.count >= 0.8
    assert (found.stability.group >= 0.8).all()
    assert np.nanmean(found.stability.member) > 0.9


def test_memberships_are_probabilities_and_weak_for_a_person_of_one_vote() -> None:
    made = planted(300, 50, 2, apart=2.0, seed=4)
    kept = (made.votes.person != 7) | (made.votes.statement == 0)
    from xieqiao.engines.consensus import of_arrays

    v = made.votes
    votes = of_arrays(v.person[kept], v.statement[kept], v.vote[kept], 300, 50)
    found = analyse(votes, resamples=0, suspicions=False)
    assert np.allclose(found.groups.membership.sum(axis=1), 1)
    assert found.groups.label[7] == -1
    assert found.groups.membership[7].max() < 0.95
    assert np.median(found.groups.membership.max(axis=1)) > 0.98
