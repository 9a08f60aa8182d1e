"""The next statement: what tells most, with a floor of exposure; the same for the same seed."""

from __future__ import annotations

import numpy as np

from tests.engines.consensus.made import planted, table
from xieqiao.engines.consensus import Analysis, analyse, next_statement
from xieqiao.engines.consensus.routing import expected_gain


def _found() -> Analysis:
    return analyse(planted(80, 20, 2, apart=2.0, seed=3).votes, resamples=0, suspicions=False)


def test_a_statement_that_divides_tells_more_than_one_that_all_agree_on() -> None:
    rng = np.random.default_rng(1)
    side = np.repeat([1, -1], 60)
    vote = np.stack([side] * 10 + [np.ones(120, int)] * 10, axis=1)
    flip = rng.random(vote.shape) < 0.05
    vote = np.where(flip, -vote, vote)
    seen = np.ones(vote.shape, bool)
    seen[0, 1:] = False
    found = analyse(table(vote, seen), resamples=0, suspicions=False)
    gain = expected_gain(found.model, 0, np.arange(1, 20))
    assert gain[:9].mean() > 2 * gain[9:].mean()


def test_only_what_is_open_is_shown_and_the_same_seed_gives_the_same() -> None:
    found = _found()
    counts = found.bases[0].shares.counts[0]
    open_to = np.zeros(20, bool)
    open_to[[3, 11]] = True
    shown = [next_statement(found.model, counts, 5, open_to, 7, seed=2) for _ in range(2)]
    assert shown[0] == shown[1]
    assert shown[0].statement in (3, 11)
    assert next_statement(found.model, counts, 5, np.zeros(20, bool), 7).statement == -1


def test_new_statements_and_those_of_minorities_are_shown_too() -> None:
    found = _found()
    counts = found.bases[0].shares.counts[0].copy()
    counts[4] = [1, 0, 1]
    everything = np.ones(20, bool)
    shown = [
        next_statement(found.model, counts, person, everything, shown, seed=1)
        for person in range(80)
        for shown in range(3)
    ]
    new = {n.statement for n in shown if n.why == "new"}
    minority = {n.statement for n in shown if n.why == "minority"}
    assert new == {4}
    assert minority
    assert all(counts[j, 2] < counts[j].sum() / 3 for j in minority)
    kept = sum(n.why != "telling" for n in shown) / len(shown)
    assert 0.1 < kept < 0.4
