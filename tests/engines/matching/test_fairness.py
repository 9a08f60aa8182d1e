"""The worst served first, at a price that is told."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from tests.engines.matching.brute import kept
from tests.engines.matching.made import Made, problems
from xieqiao.engines.matching import Need, Person, Scores, match, of


def fairest(made: Made) -> tuple[list[Fraction], int] | None:
    """The lexicographically highest sorted shares after minima, and the highest total with them."""
    problem, (n, m) = made.problem, made.gain.shape
    fixed = {(int(i), int(j)) for i, j in problem.fixed}
    places = [(i, j) for i in range(n) for j in range(m)
              if made.gain[i, j] >= 0 or (i, j) in fixed]  # fmt: skip
    found = None
    for marks in product((False, True), repeat=len(places)):
        chosen = np.zeros((n, m), np.bool_)
        for place, mark in zip(places, marks, strict=True):
            chosen[place] = mark
        if kept(problem, chosen, hard=False):
            sent = chosen.sum(axis=1)
            short = int(np.maximum(problem.least - sent, 0).sum())
            below = [Fraction(int(min(s, low)), int(high)) for s, low, high in
                     zip(sent, problem.least, problem.most, strict=True) if high]  # fmt: skip
            shares = [Fraction(int(s), int(high)) for s, high in
                      zip(sent, problem.most, strict=True) if high]  # fmt: skip
            value = (-short, sorted(below), sorted(shares),
                     int(np.maximum(made.gain, 0)[chosen].sum()))  # fmt: skip
            found = value if found is None or value > found else found
    return None if found is None else found[2:]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(most_pairs=8))
def test_shares_are_as_fair_as_can_be_and_then_the_total_is_highest(made: Made) -> None:
    found = match(made.problem, made.scores, fair=True)
    assume(found.status == "optimal")
    assert found.fairness is not None
    sent = np.bincount(found.assigned.need, minlength=len(made.problem.needs))
    shares = sorted(Fraction(int(s), int(high)) for s, high in
                    zip(sent, made.problem.most, strict=True) if high)  # fmt: skip
    assert (shares, found.total) == fairest(made)
    assert found.fairness.after == found.total


def test_fairness_costs_what_it_says() -> None:
    problem = of([Need("a", 0, 2), Need("b", 0, 2)], [Person("p"), Person("q")])
    scores = Scores(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([0.9, 0.8, 0.1, 0.2]))
    plain, fair = match(problem, scores), match(problem, scores, fair=True)
    assert plain.names() == [("a", "p"), ("a", "q")]
    assert fair.names() == [("a", "p"), ("b", "q")]
    assert fair.fairness is not None
    assert (fair.fairness.before, fair.fairness.after) == (1_700_000, 1_100_000)


def test_fairness_with_teams_is_refused() -> None:
    problem = of([Need("a", 0, 2)], [Person("p"), Person("q")], teams=[["p", "q"]])
    with pytest.raises(ValueError, match="nothing is whole"):
        match(problem, Scores(np.array([0]), np.array([0]), np.array([0.9])), fair=True)
