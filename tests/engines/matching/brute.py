"""Every assignment of a small problem tried, for comparison."""

from __future__ import annotations

from itertools import product

import numpy as np

from xieqiao.engines.matching import Problem


def kept(problem: Problem, chosen: np.ndarray, *, hard: bool) -> bool:
    """Whether an assignment, shape (n, m) of bools, keeps all rules."""
    sent, load = chosen.sum(axis=1), chosen.sum(axis=0)
    if (sent > problem.most).any() or (load > problem.capacity).any():
        return False
    if hard and (sent < problem.least).any():
        return False
    if (problem.all_or_none & (sent > 0) & (sent < problem.least)).any():
        return False
    for place in range(len(problem.bodies)):
        total = int(load[problem.body == place].sum())
        if not problem.floor[place] <= total <= problem.cap[place]:
            return False
    if any(not chosen[i, j] for i, j in problem.fixed):
        return False
    if any(chosen[i, j] for i, j in problem.banned):
        return False
    return all((chosen[:, team].any(axis=1) == chosen[:, team].all(axis=1)).all()
               for team in map(list, problem.teams))  # fmt: skip


def best(problem: Problem, gain: np.ndarray, *, hard: bool) -> tuple[int, int] | None:
    """The fewest seats missing below minima, and with so few the highest total; None: nothing.

    gain: shape (n, m), millionths; who does not fit has −1 there, and 0 when fixed all the same.
    """
    n, m = gain.shape
    fixed = {(int(i), int(j)) for i, j in problem.fixed}
    open_to = [[j for j in range(m) if gain[i, j] >= 0 or (i, j) in fixed] for i in range(n)]
    found: tuple[int, int] | None = None
    for marks in product(*(product((False, True), repeat=len(some)) for some in open_to)):
        chosen = np.zeros((n, m), np.bool_)
        for i, (some, mark) in enumerate(zip(open_to, marks, strict=True)):
            chosen[i, some] = mark
        if kept(problem, chosen, hard=hard):
            short = int(np.maximum(problem.least - chosen.sum(axis=1), 0).sum())
            value = (-short, int(np.maximum(gain, 0)[chosen].sum()))
            found = value if found is None or value > found else found
    return found
