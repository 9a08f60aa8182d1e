"""The optimum over all pairs by a flow over few: what was left out is priced, and let in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.matching.arrays import Codes
from xieqiao.engines.matching.duals import Duals, duals_of
from xieqiao.engines.matching.flow import Bounds, Flow, solve
from xieqiao.engines.matching.pairs import Pairs, joined
from xieqiao.engines.matching.pool import Pool

FIRST = 16
"""Pairs of a need that are looked at first, four for each person wanted where that is more."""


@dataclass(frozen=True)
class Optimum:
    """An optimal flow over all pairs of a pool; `pairs` are those that it was chosen from."""

    pairs: Pairs
    flow: Flow
    duals: Duals
    rounds: int

    @property
    def taken(self) -> Pairs:
        """Return the pairs that are assigned, without the fixed ones."""
        return self.pairs.only(self.flow.taken)


def first_of(most: Codes, first: int = FIRST) -> Codes:
    """Return how many pairs of each need to begin with, shape (n,)."""
    return np.maximum(first, 4 * most)


def optimum(bounds: Bounds, pool: Pool, pairs: Pairs) -> Optimum | None:
    """Return the optimum, beginning with these pairs; None when fixed pairs alone break a bound.

    Each round prices every pair that is left out (column generation: Gilmore & Gomory 1961). The
    last one finds none whose gain exceeds the prices of its need and person, which proves the
    optimum over all pairs.
    """
    most, rounds = first_of(bounds.most), 0
    while True:
        rounds += 1
        flow = solve(bounds, pairs)
        if flow is None:
            return None
        duals = duals_of(bounds, flow)
        more = pool.doubtful(duals, 1, most)
        if not len(more):
            return Optimum(pairs, flow, duals, rounds)
        pairs, most = joined(pairs, more).sorted(len(bounds.capacity)), most * 2
