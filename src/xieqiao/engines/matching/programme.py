"""What goes together or not at all, as a mixed-integer programme (HiGHS: Huangfu & Hall 2018)."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from scipy import optimize

from xieqiao.engines.matching.arrays import SCALE, Flags, Floats, Ints
from xieqiao.engines.matching.columns import Columns, Rows, columns, rows
from xieqiao.engines.matching.duals import FAR, Duals
from xieqiao.engines.matching.flow import Bounds
from xieqiao.engines.matching.optimum import first_of
from xieqiao.engines.matching.pairs import Pairs, joined
from xieqiao.engines.matching.pool import Pool
from xieqiao.engines.matching.problem import Problem
from xieqiao.engines.matching.rules import bounds as bounds_of

_LEAST_SECONDS = 0.1
_TOLERANCE = 1e-9
"""Of the solver's sums, relative."""


@dataclass(frozen=True)
class Programme:
    """The best that was found, and a bound on what any choice of all pairs could reach.

    taken: shape (E,). short: shape (n,), hollow: shape (b,), as in a flow. value, bound: gains
    less prices of what is missing, millionths; equal when the optimum is proven.
    """

    pairs: Pairs
    taken: Flags
    short: Ints
    hollow: Ints
    duals: Duals
    value: int
    bound: int
    rounds: int


def programme(
    bounds: Bounds, problem: Problem, pool: Pool, pairs: Pairs, seconds: float
) -> Programme | None:
    """Return the optimum with everything whole; None where fixed pairs alone break a rule.

    The linear relaxation is solved over all pairs by pricing. A pair left out can be part of a
    better whole solution only if its reduced gain makes up the gap between the two, so whatever
    could is let in, until nothing is left that could. After `seconds` what was found is returned
    with its bound.
    """
    end = time.monotonic() + seconds
    most, rounds = first_of(bounds.most), 0
    # Needs that are all or none are valued from nobody upwards.
    base = int((bounds.least * bounds.missing)[problem.all_or_none].sum())
    while True:
        rounds += 1
        some = columns(problem, pairs, bounds.fixed)
        if some is None:
            return None
        table = rows(bounds, problem, pairs, some, SCALE)
        relaxed = _relaxed(table, bounds)
        if relaxed is None:
            return None
        above, duals = relaxed[0] - base, relaxed[1]
        more = pool.doubtful(duals, 1, most)
        if not len(more):
            whole = _whole(table, max(end - time.monotonic(), _LEAST_SECONDS))
            if whole is None:
                return None
            chosen = _chosen(bounds, pairs, some, whole[0])
            more = pool.doubtful(duals, chosen.value + 1 - above, most)
            if not len(more) or time.monotonic() > end:
                limit = above if len(more) else min(above, _gained(whole[1]) - base)
                return replace(chosen, duals=duals, bound=_closed(chosen, limit), rounds=rounds)
        pairs, most = joined(pairs, more).sorted(len(bounds.capacity)), most * 2


def possible(problem: Problem, pairs: Pairs, fixed: Pairs) -> bool:
    """Return whether all rules, minima among them, can be kept with these pairs."""
    limits = bounds_of(problem, fixed, 0, 0)
    if bool((limits.cap < limits.floor).any() or (limits.most < limits.least).any()):
        return False
    some = columns(problem, pairs, fixed)
    if some is None:
        return False
    table = rows(limits, problem, pairs, some, SCALE)
    table.cost[:] = 0
    table.high[len(some) : len(some) + len(problem.needs) + len(problem.bodies)] = 0
    return _whole(table, 3600) is not None


def _relaxed(table: Rows, bounds: Bounds) -> tuple[int, Duals] | None:
    """Return the bound that the relaxation gives, and its duals rounded down."""
    if not len(table.cost):
        return 0, Duals(np.zeros(0, np.int64), np.zeros(len(bounds.capacity), np.int64))
    solved = optimize.linprog(
        table.cost,
        A_ub=table.matrix,
        b_ub=table.limit,
        bounds=np.stack([table.low, table.high], axis=1),
        method="highs",
    )
    if solved.status == 2:
        return None
    if solved.x is None:
        raise ArithmeticError(f"HiGHS: {solved.message}")
    n, m, b = len(bounds.most), len(bounds.capacity), len(bounds.floor)
    price = -np.asarray(solved.ineqlin.marginals, np.float64)
    body = price[2 * n + m : 2 * n + m + b] - price[2 * n + m + b :]
    person = price[2 * n : 2 * n + m] + np.concatenate([body, [0.0]])[bounds.body]
    person = np.where(bounds.capacity > 0, person, FAR / 8 / SCALE)
    need = price[:n] - price[n : 2 * n]
    return _gained(-solved.fun), Duals(_down(need), _down(person))


def _down(prices: Floats) -> Ints:
    return np.floor(prices * SCALE).astype(np.int64) - 1


def _whole(table: Rows, seconds: float) -> tuple[Floats, float] | None:
    """Return the best whole solution and the upper bound on its value, in units of score."""
    if not len(table.cost):
        return (np.zeros(0), 0.0) if bool((table.limit >= 0).all()) else None
    solved = optimize.milp(
        table.cost,
        integrality=table.whole.astype(int),
        bounds=optimize.Bounds(table.low, table.high),
        constraints=optimize.LinearConstraint(table.matrix, -np.inf, table.limit),
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    if solved.status == 2:
        return None
    if solved.x is None:
        raise TimeoutError(f"no solution was found in {seconds:.0f} s")
    bound = solved.fun if solved.mip_dual_bound is None else solved.mip_dual_bound
    return np.asarray(solved.x, np.float64), -float(bound)


def _gained(units: float) -> int:
    """Return the most millionths that a value of the solver can stand for."""
    return int(np.floor(units * SCALE + max(abs(units), 1) * _TOLERANCE * SCALE))


def _chosen(bounds: Bounds, pairs: Pairs, some: Columns, values: Floats) -> Programme:
    """Return what was chosen, valued in whole numbers; as yet without a bound."""
    n, b, c = len(bounds.most), len(bounds.floor), len(some)
    taken = np.concatenate([values[:c] > 0.5, [False]])[some.of_pair]
    sent = np.bincount(pairs.need[taken], minlength=n)
    short = np.maximum(bounds.least - sent - np.bincount(bounds.fixed.need, minlength=n), 0)
    hollow = np.rint(values[c + n : c + n + b]).astype(np.int64)
    missing = int((short * bounds.missing).sum() + hollow.sum() * bounds.hollow)
    value = int(pairs.gain[taken].sum()) - missing
    nobody = Duals(np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Programme(pairs, taken, short, hollow, nobody, value, value, 0)


def _closed(chosen: Programme, limit: int) -> int:
    """Return the bound, which is the value itself where they agree to the solver's tolerance."""
    near = 2 + int(2 * _TOLERANCE * abs(chosen.value))
    return chosen.value if limit - chosen.value <= near else limit
