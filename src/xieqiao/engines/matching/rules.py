"""The bounds that a problem puts on a flow, and which pairs are left to choose from."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Gains
from xieqiao.engines.matching.flow import Bounds
from xieqiao.engines.matching.pairs import Pairs, within
from xieqiao.engines.matching.problem import Problem

_CHAIN = 1000


def keys(problem: Problem, those: Codes) -> Codes:
    """Return one sorted number for each of the pairs (k, 2)."""
    return np.unique(those[:, 0] * len(problem.people) + those[:, 1])


def taken_out(problem: Problem) -> Codes:
    """Return the keys of pairs that nobody chooses: fixed, not allowed, or of no capacity."""
    return np.union1d(keys(problem, problem.fixed), keys(problem, problem.banned))


def allowed(problem: Problem, pairs: Pairs) -> Pairs:
    """Return the pairs that may be chosen."""
    out = within(pairs.key(len(problem.people)), taken_out(problem))
    return pairs.only(~out) if bool(out.any()) else pairs


def fixed_pairs(problem: Problem, pairs: Pairs) -> Pairs:
    """Return locked and told pairs with their gains, 0 where the pair has no score."""
    fixed = problem.fixed
    if not len(fixed):
        return Pairs(fixed[:, 0], fixed[:, 1], np.zeros(0, np.int64))
    key = fixed[:, 0] * len(problem.people) + fixed[:, 1]
    known = within(pairs.key(len(problem.people)), key)
    gain = np.zeros(len(key), np.int64)
    some = pairs.only(known)
    gain[np.searchsorted(key, some.key(len(problem.people)))] = some.gain
    return Pairs(fixed[:, 0], fixed[:, 1], gain)


def prices(problem: Problem, spread: int) -> tuple[int, int]:
    """Return two prices of a seat missing below a minimum.

    The first is cheap for the solver, and enough where nothing is missing in the end. The second
    is more than any chain of a thousand moves could gain, so that no seat stays empty for the
    sake of scores. spread: how far gains lie apart.
    """
    step = spread + 1
    return 2 * step, step * (min(int(problem.most.sum()), _CHAIN) + 1)


def bounds(problem: Problem, fixed: Pairs, missing: int, hollow: int) -> Bounds:
    """Return the bounds of a problem, at these prices of seats missing below minima and floors."""
    price: Gains = np.where(problem.least > 0, missing, 0)
    return Bounds(
        least=problem.least,
        most=problem.most,
        capacity=problem.capacity,
        body=problem.body,
        floor=problem.floor,
        cap=problem.cap,
        fixed=fixed,
        missing=price,
        hollow=hollow,
    )
