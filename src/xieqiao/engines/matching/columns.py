"""Pairs and whole teams as the columns of a programme, and the rules as its rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from xieqiao.engines.matching.arrays import Codes, Flags, Floats
from xieqiao.engines.matching.flow import Bounds
from xieqiao.engines.matching.pairs import Pairs
from xieqiao.engines.matching.problem import Problem


@dataclass(frozen=True)
class Columns:
    """C columns.

    of_pair: shape (E,), each pair's column, −1 where its team is not complete. must: shape (C,),
    columns of teams of which somebody is fixed at that need.
    """

    of_pair: Codes
    must: Flags

    def __len__(self) -> int:
        return len(self.must)


def columns(problem: Problem, pairs: Pairs, fixed: Pairs) -> Columns | None:
    """Return a column for each pair, and for each team at a need; None where a team is torn.

    A team can go to a need when each of its members can.
    """
    teams = len(problem.teams)
    if not teams:
        return Columns(np.arange(len(pairs)), np.zeros(len(pairs), np.bool_))
    team = np.full(len(problem.people), -1)
    for number, members in enumerate(problem.teams):
        team[list(members)] = number
    size = np.array([len(members) for members in problem.teams])
    single = team[pairs.person] < 0
    key = np.where(single, -1 - np.arange(len(pairs)), pairs.need * teams + team[pairs.person])
    inside = team[fixed.person] >= 0
    fixed_key, fixed_count = np.unique(
        fixed.need[inside] * teams + team[fixed.person[inside]], return_counts=True
    )
    names, of_pair, count = np.unique(key, return_inverse=True, return_counts=True)
    there = np.zeros(len(names), np.int64)
    torn = 0
    for name, number in zip(fixed_key.tolist(), fixed_count.tolist(), strict=True):
        place = int(np.searchsorted(names, name))
        if place < len(names) and names[place] == name:
            there[place] = number
            torn += number + count[place] != size[name % teams]
        else:
            torn += number != size[name % teams]
    if torn:
        return None
    whole = (names < 0) | (count + there == size[names % teams])
    new = np.cumsum(whole) - 1
    return Columns(np.where(whole[of_pair], new[of_pair], -1), there[whole] > 0)


@dataclass(frozen=True)
class Rows:
    """min cost·v, matrix·v ≤ limit, low ≤ v ≤ high.

    The first C variables are columns, then n seats missing below minima, b assignments missing
    below floors, and one for each need that is all or none.
    """

    matrix: sparse.csr_array
    limit: Floats
    low: Floats
    high: Floats
    cost: Floats


def rows(bounds: Bounds, problem: Problem, pairs: Pairs, some: Columns, scale: float) -> Rows:
    """Return the programme over these columns. Costs are in units of score (`scale` of a gain).

    Rows: at most (n), at least (n), capacity (m), cap (b), floor (b).
    """
    n, m, b, c = len(bounds.most), len(bounds.capacity), len(bounds.floor), len(some)
    good = some.of_pair >= 0
    need, person, column = pairs.need[good], pairs.person[good], some.of_pair[good]
    body = bounds.body[person]
    has = body >= 0
    group = np.flatnonzero(problem.all_or_none)
    y = c + n + b + np.arange(len(group))
    one = np.ones
    parts = [
        (need, column, one(len(need))),
        (n + need, column, -one(len(need))),
        (n + np.arange(n), c + np.arange(n), -one(n)),
        (2 * n + person, column, one(len(need))),
        (2 * n + m + body[has], column[has], one(int(has.sum()))),
        (2 * n + m + b + body[has], column[has], -one(int(has.sum()))),
        (2 * n + m + b + np.arange(b), c + n + np.arange(b), -one(b)),
        (group, y, -bounds.most[group].astype(float)),
        (n + group, y, bounds.least[group].astype(float)),
    ]
    row, col, value = (np.concatenate([part[k] for part in parts]) for k in range(3))
    width = c + n + b + len(group)
    matrix = sparse.csr_array((value, (row, col)), shape=(2 * n + m + 2 * b, width))
    sent = np.bincount(bounds.fixed.need, minlength=n)
    load = np.bincount(bounds.fixed.person, minlength=m)
    at = bounds.body[bounds.fixed.person]
    out = np.bincount(at[at >= 0], minlength=b)
    free = np.where(problem.all_or_none, 0, 1)
    limit = np.concatenate(
        [
            bounds.most * free - sent,
            sent - bounds.least * free,
            bounds.capacity - load,
            np.minimum(bounds.cap, int(bounds.most.sum()) + len(at)) - out,
            out - bounds.floor,
        ]
    ).astype(float)
    cost = np.zeros(width)
    np.subtract.at(cost, column, pairs.gain[good] / scale)
    cost[c : c + n] = bounds.missing / scale
    cost[c + n : c + n + b] = bounds.hollow / scale
    cost[y] = -bounds.missing[group] * bounds.least[group] / scale
    high = np.concatenate(
        [one(c), np.where(bounds.missing > 0, bounds.least * free, 0), bounds.floor, one(len(y))]
    ).astype(float)
    low = np.zeros(width)
    low[:c] = some.must
    return Rows(matrix, limit, low, high, cost)
