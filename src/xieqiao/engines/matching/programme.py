"""What goes together or not at all, as a mixed-integer programme.

HiGHS (Huangfu & Hall 2018) solves the linear relaxation and prices pairs; CP-SAT (Perron & Furnon,
OR-Tools), which reckons in whole numbers, finds and proves the whole solution.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from ortools.sat.python import cp_model
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
_LOWEST = -(2**60)
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
    could is let in, and the programme solved once more. After `seconds` what was found is
    returned with its bound.

    Raises `TimeoutError` when nothing was found by then.
    """
    end = time.monotonic() + seconds
    most, rounds = first_of(bounds.most), 0
    # Needs that are all or none are valued from nobody upwards.
    base = int((bounds.least * bounds.missing)[problem.all_or_none].sum())
    while True:
        rounds += 1
        table = _table(bounds, problem, pairs)
        relaxed = None if table is None else _relaxed(table.rows, bounds)
        if table is None or relaxed is None:
            return None
        above, duals = relaxed[0] - base, relaxed[1]
        more = pool.doubtful(duals, 1, most)
        if not len(more):
            break
        pairs, most = joined(pairs, more).sorted(len(bounds.capacity)), most * 2
    first = _best(table, bounds, pairs, above, base, end)
    if first is None:
        return None
    more = pool.doubtful(duals, first.value + 1 - above, np.full_like(most, len(bounds.capacity)))
    if not len(more):
        return replace(first, duals=duals, rounds=rounds)
    pairs = joined(pairs, more).sorted(len(bounds.capacity))
    table = _table(bounds, problem, pairs)
    try:
        second = None if table is None else _best(table, bounds, pairs, above, base, end)
    except TimeoutError:
        second = None
    if second is None or second.value < first.value:
        second = replace(first, bound=max(first.value, above))
    return replace(second, duals=duals, rounds=rounds + 1)


@dataclass(frozen=True)
class _Table:
    columns: Columns
    rows: Rows


def _table(bounds: Bounds, problem: Problem, pairs: Pairs) -> _Table | None:
    some = columns(problem, pairs, bounds.fixed)
    return None if some is None else _Table(some, rows(bounds, problem, pairs, some, SCALE))


def _best(
    table: _Table, bounds: Bounds, pairs: Pairs, above: int, base: int, end: float
) -> Programme | None:
    """Return the best of these pairs with a bound on them, or None where nothing is possible."""
    whole = _whole(table.rows, max(end - time.monotonic(), _LEAST_SECONDS))
    if whole is None:
        return None
    chosen = _chosen(bounds, pairs, table.columns, whole[0])
    return replace(chosen, bound=max(chosen.value, min(above, whole[1] - base)))


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


def _whole(table: Rows, seconds: float, hint: Ints | None = None) -> tuple[Ints, int] | None:
    """Return the best whole solution, and the upper bound on its value in millionths.

    All numbers are whole, so the proof is exact; with one worker, two runs are alike.
    """
    size, matrix = len(table.cost), table.matrix
    model = cp_model.CpModel()
    low, high = table.low.astype(int).tolist(), table.high.astype(int).tolist()
    values = [model.new_int_var(a, b, "") for a, b in zip(low, high, strict=True)]
    if hint is not None:
        for value, guess in zip(values, hint.tolist(), strict=True):
            model.add_hint(value, guess)
    for row, most in enumerate(table.limit.astype(int).tolist()):
        span = slice(matrix.indptr[row], matrix.indptr[row + 1])
        some = [values[column] for column in matrix.indices[span].tolist()]
        weights = matrix.data[span].astype(int).tolist()
        model.add_linear_constraint(cp_model.LinearExpr.weighted_sum(some, weights), _LOWEST, most)
    costs = np.rint(table.cost * SCALE).astype(np.int64).tolist()
    model.minimize(cp_model.LinearExpr.weighted_sum(values, costs))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise TimeoutError(f"nothing was found in {seconds:.0f} s")
    chosen = np.array([solver.value(value) for value in values], dtype=np.int64)
    exact = -int(chosen[:size] @ np.array(costs, dtype=np.int64))
    proven = status == cp_model.OPTIMAL
    return chosen, exact if proven else int(np.floor(-solver.best_objective_bound + 0.5))


def _gained(units: float) -> int:
    """Return the most millionths that a value of the solver can stand for."""
    return int(np.floor(units * SCALE + max(abs(units), 1) * _TOLERANCE * SCALE))


def _chosen(bounds: Bounds, pairs: Pairs, some: Columns, values: Ints) -> Programme:
    """Return what was chosen, valued in whole numbers; as yet without a bound."""
    n, b, c = len(bounds.most), len(bounds.floor), len(some)
    taken = np.concatenate([values[:c] > 0, [False]])[some.of_pair]
    sent = np.bincount(pairs.need[taken], minlength=n)
    short = np.maximum(bounds.least - sent - np.bincount(bounds.fixed.need, minlength=n), 0)
    hollow = values[c + n : c + n + b]
    missing = int((short * bounds.missing).sum() + hollow.sum() * bounds.hollow)
    value = int(pairs.gain[taken].sum()) - missing
    nobody = Duals(np.zeros(0, np.int64), np.zeros(0, np.int64))
    return Programme(pairs, taken, short, hollow, nobody, value, value, 0)
