"""A problem and its scores, made ready: in an order of their own, with what is fixed set apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Floats, gains_of
from xieqiao.engines.matching.keys import Order, ordered
from xieqiao.engines.matching.pairs import Pairs, empty
from xieqiao.engines.matching.pool import CELLS, Block, Listed, Pool, Scored
from xieqiao.engines.matching.problem import Problem
from xieqiao.engines.matching.rules import allowed, fixed_pairs, taken_out

LARGEST = 1e6
"""No score is higher, nor lower with a minus."""


@dataclass(frozen=True)
class Scores:
    """Scores of listed pairs: need, person (E,) places, score (E,), each pair once.

    unseen: shape (n,), the highest score that a pair which is not listed could have, where the
    list is only a choice; without it, nobody else fits.
    """

    need: Codes
    person: Codes
    score: Floats
    unseen: Floats | None = None


@dataclass(frozen=True)
class Instance:
    """A problem in its own order; `known` are all pairs, also those that rules do not allow."""

    problem: Problem
    order: Order
    pool: Pool
    known: Pairs | None
    fixed: Pairs

    def every(self) -> Pairs:
        """Return all pairs with a score, also those that are not allowed."""
        if self.known is not None:
            return self.known
        assert isinstance(self.pool, Scored)
        nothing = np.zeros(0, np.int64)
        return Scored(self.pool.block, self.pool.needs, self.pool.people, nothing).every()


def instance_of(problem: Problem, scores: Scores | Block) -> Instance:
    """Return the instance. Raises `ValueError` for scores that are none, or pairs given twice."""
    if isinstance(scores, Scores):
        return _listed(problem, _checked(problem, scores), scores.unseen)
    if len(problem.needs) * len(problem.people) <= CELLS:
        return _listed(problem, _all(problem, scores), None)
    return _scored(problem, scores)


def _listed(problem: Problem, pairs: Pairs, unseen: Floats | None) -> Instance:
    problem, order = ordered(problem, pairs)
    pairs = order.pairs(pairs)
    most = None if unseen is None else gains_of(unseen)[order.need]
    pool = Listed(allowed(problem, pairs), most)
    return Instance(problem, order, pool, pairs, fixed_pairs(problem, pairs))


def _scored(problem: Problem, block: Block) -> Instance:
    problem, order = ordered(problem, empty())

    def moved(needs: Codes) -> Floats:
        return np.asarray(block(order.need[needs]), np.float64)[:, order.person]

    n, m = len(problem.needs), len(problem.people)
    wanted = np.unique(problem.fixed[:, 0])
    rows = moved(wanted) if len(wanted) else np.zeros((0, m))
    row, person = np.nonzero(rows > -np.inf)
    known = Pairs(wanted[row], person, gains_of(rows[row, person]))
    pool = Scored(moved, n, m, taken_out(problem))
    return Instance(problem, order, pool, None, fixed_pairs(problem, known))


def _all(problem: Problem, block: Block) -> Pairs:
    needs = np.arange(len(problem.needs))
    if not len(needs) or not problem.people:
        return empty()
    nothing = np.zeros(0, np.int64)
    return Scored(block, len(needs), len(problem.people), nothing).every()


def _checked(problem: Problem, scores: Scores) -> Pairs:
    need, person = np.asarray(scores.need, np.int64), np.asarray(scores.person, np.int64)
    score = np.asarray(scores.score, np.float64)
    if not len(need) == len(person) == len(score):
        raise ValueError("need, person and score: one of each for every pair")
    if not bool((np.abs(score) <= LARGEST).all()):
        raise ValueError(f"scores between −{LARGEST:g} and {LARGEST:g}")
    if len(need) and not (
        0 <= need.min() <= need.max() < len(problem.needs)
        and 0 <= person.min() <= person.max() < len(problem.people)
    ):
        raise ValueError("pairs of places in needs and people")
    pairs = Pairs(need, person, gains_of(score)).sorted(len(problem.people))
    if bool((np.diff(pairs.key(len(problem.people))) == 0).any()):
        raise ValueError("each pair once")
    return pairs
