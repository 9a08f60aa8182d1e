"""Seats that raise the worst served need first.

A need's served share is its people over the most it wants. Sets of seats that can be filled are
those linked through a network, a matroid; so any weights that fall with the share a need has
before a seat is filled lead to the assignment whose shares, sorted, are lexicographically highest
(Frank & Murota 2022, "Decreasing minimization on M-convex sets"). One flow finds it, and among all
of these the one of highest total.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xieqiao.engines.matching.flow import Bounds, Steps
from xieqiao.engines.matching.pairs import Pairs
from xieqiao.engines.matching.problem import Problem
from xieqiao.engines.matching.rules import bounds


def fair_bounds(problem: Problem, fixed: Pairs, price: int) -> Bounds:
    """Return bounds in which each seat is worth the more, the worse its need is served without it.

    Seats below minima come before all others. price: more than scores can outweigh.
    """
    need = np.repeat(np.arange(len(problem.needs)), problem.most)
    first = np.cumsum(problem.most) - problem.most
    seat = np.arange(len(need)) - first[need]
    share = np.round((seat + 0.0) / np.maximum(problem.most, 1)[need], 12)
    reached = np.round((seat + 1.0) / np.maximum(problem.most, 1)[need], 12)
    # Of seats that start alike those come first that raise their need higher.
    _, level = np.unique(np.stack([share, -reached]), axis=1, return_inverse=True)
    levels = int(level.max(initial=0)) + 1
    below = seat < problem.least[need]
    worth = (levels - level.ravel() + np.where(below, levels, 0)) * price
    plain = replace(problem, least=np.zeros_like(problem.least))
    return replace(bounds(plain, fixed, 0, 3 * levels * price), steps=Steps(need, worth))
