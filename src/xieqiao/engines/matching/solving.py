"""From a problem and scores to an answer: a flow where one can, a programme where one must."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Ints
from xieqiao.engines.matching.clash import clash, contradictory
from xieqiao.engines.matching.duals import FAR, Duals
from xieqiao.engines.matching.fairness import fair_bounds
from xieqiao.engines.matching.flow import Bounds
from xieqiao.engines.matching.instance import Instance, Scores, instance_of
from xieqiao.engines.matching.optimum import first_of, optimum
from xieqiao.engines.matching.pairs import Pairs, empty, joined
from xieqiao.engines.matching.pool import Block, Listed
from xieqiao.engines.matching.problem import Problem
from xieqiao.engines.matching.programme import programme
from xieqiao.engines.matching.result import Match, Price
from xieqiao.engines.matching.rules import bounds, prices

SECONDS = 60.0
"""How long a programme may take before its best so far is returned with its bound."""


@dataclass(frozen=True)
class Solved:
    """An answer in the instance's own places; value and bound as in `Programme`."""

    pairs: Pairs
    taken: Pairs
    short: Ints
    hollow: Ints
    duals: Duals
    value: int
    bound: int
    rounds: int


def match(
    problem: Problem,
    scores: Scores | Block,
    *,
    hard: bool = False,
    fair: bool = False,
    seconds: float = SECONDS,
) -> Match:
    """Return the assignment of the highest total that keeps all rules.

    scores: listed pairs, or a function of needs (k,) that returns their scores with all people,
    shape (k, m), −inf for who does not fit. hard: no need may stay below its minimum; without
    it as few seats as possible stay empty, and of these assignments the one of highest total is
    returned. fair: the worst served need is raised as far as it goes, then the next worst, and so
    on; of these assignments the one of highest total is returned, and what that cost. seconds:
    for problems in which something is whole; all others are exact at once.

    Raises `ValueError` for scores that are none, or for `fair` where something is whole, and
    `TooLarge` for sums beyond 64 bits.
    """
    begun = time.perf_counter()
    if fair and problem.whole:
        raise ValueError("fairness is for problems in which nothing is whole")
    if hard:
        problem = replace(problem, all_or_none=np.zeros(len(problem.needs), np.bool_))
    instance = instance_of(problem, scores)
    ready = time.perf_counter()
    solved = _solved(instance, hard, seconds)
    if solved is None:
        answer = _infeasible(problem, instance, hard)
    else:
        answer = _answer(problem, instance, solved)
        if fair:
            raised = _answer(problem, instance, _raised(instance, solved))
            answer = replace(raised, fairness=Price(answer.total, raised.total))
    spent = {"prepare": ready - begun, "solve": time.perf_counter() - ready}
    return replace(answer, seconds=spent)


def _solved(instance: Instance, hard: bool, seconds: float) -> Solved | None:
    """Return the optimum, or None where the rules clash."""
    problem = instance.problem
    if contradictory(problem):
        return None
    always = np.array(sorted(j for team in problem.teams for j in team), dtype=np.int64)
    pairs = instance.pool.start(first_of(problem.most), always)
    cheap, dear = prices(problem, instance.pool.spread())
    for missing, hollow in ((cheap, cheap), (dear, dear), (dear, dear * 1000)):
        limits = bounds(problem, instance.fixed, missing, hollow)
        solved = _once(limits, instance, pairs, seconds)
        if solved is None or not (solved.hollow.any() or solved.short.any()):
            return solved
        if missing == dear and not solved.hollow.any():
            return None if hard else solved
        pairs = solved.pairs
    return None


def _once(limits: Bounds, instance: Instance, pairs: Pairs, seconds: float) -> Solved | None:
    found = optimum(limits, instance.pool, pairs)
    if found is None:
        return None
    taken = found.taken
    if instance.problem.whole and not _kept_whole(instance, taken):
        return _by_programme(limits, instance, found.pairs, seconds)
    missing = (found.flow.short * limits.missing).sum() + found.flow.hollow.sum() * limits.hollow
    value = int(taken.gain.sum()) - int(missing)
    over = _unseen(instance, found.duals, limits.most)
    return Solved(found.pairs, taken, found.flow.short, found.flow.hollow, found.duals, value,
                  value + over, found.rounds)  # fmt: skip


def _raised(instance: Instance, solved: Solved) -> Solved:
    """Return the optimum among the fairest assignments, given the one of highest total."""
    problem = instance.problem
    price = prices(problem, instance.pool.spread())[1]
    limits = fair_bounds(problem, instance.fixed, price)
    found = optimum(limits, instance.pool, solved.pairs)
    assert found is not None
    taken = found.taken
    sent = np.bincount(joined(taken, instance.fixed).need, minlength=len(problem.needs))
    value = int(taken.gain.sum())
    over = _unseen(instance, found.duals, limits.most)
    short = np.maximum(problem.least - sent, 0)
    return Solved(found.pairs, taken, short, found.flow.hollow, found.duals, value,
                  value + over, solved.rounds + found.rounds)  # fmt: skip


def _by_programme(
    limits: Bounds, instance: Instance, pairs: Pairs, seconds: float
) -> Solved | None:
    found = programme(limits, instance.problem, instance.pool, pairs, seconds)
    if found is None:
        return None
    over = _unseen(instance, found.duals, limits.most)
    return Solved(found.pairs, found.pairs.only(found.taken), found.short, found.hollow,
                  found.duals, found.value, found.bound + over, found.rounds)  # fmt: skip


def _kept_whole(instance: Instance, taken: Pairs) -> bool:
    """Return whether a flow that knew of no teams has kept everything whole all the same."""
    problem, all_of = instance.problem, joined(taken, instance.fixed)
    sent = np.bincount(all_of.need, minlength=len(problem.needs))
    if bool((problem.all_or_none & (sent > 0) & (sent < problem.least)).any()):
        return False
    needs_of: dict[int, set[int]] = {}
    for need, person in zip(all_of.need.tolist(), all_of.person.tolist(), strict=True):
        needs_of.setdefault(person, set()).add(need)
    gone: Callable[[int], set[int]] = lambda person: needs_of.get(person, set())  # noqa: E731
    return all(gone(person) == gone(team[0]) for team in problem.teams for person in team)


def _unseen(instance: Instance, duals: Duals, most: Ints) -> int:
    """Return what pairs that nobody has scored could still gain at most."""
    pool = instance.pool
    if not isinstance(pool, Listed) or pool.unseen is None:
        return 0
    cheapest = int(duals.person.min(initial=0))
    return int((most * np.maximum(pool.unseen - duals.need - cheapest, 0)).sum())


def _answer(problem: Problem, instance: Instance, solved: Solved) -> Match:
    order = instance.order
    assigned = order.back(joined(solved.taken, instance.fixed))
    total = int(assigned.gain.sum())
    return Match(
        problem=problem,
        status="optimal" if solved.bound <= solved.value else "bounded",
        assigned=assigned,
        total=total,
        bound=total + solved.bound - solved.value,
        short=_back(order.need, solved.short),
        need_price=_back(order.need, np.clip(solved.duals.need, -FAR // 8, FAR // 8)),
        person_price=_back(order.person, np.clip(solved.duals.person, -FAR // 8, FAR // 8)),
        considered=order.back(solved.pairs if instance.known is None else instance.known),
        rounds=solved.rounds,
        tried=len(solved.pairs),
    )


def _infeasible(problem: Problem, instance: Instance, hard: bool) -> Match:
    every = instance.every()
    return Match(
        problem=problem,
        status="infeasible",
        assigned=empty(),
        total=0,
        bound=0,
        short=problem.least.copy(),
        need_price=np.zeros(len(problem.needs), np.int64),
        person_price=np.zeros(len(problem.people), np.int64),
        considered=instance.order.back(every),
        clash=clash(instance.problem, every, hard=hard),
    )


def _back(order: Codes, values: Ints) -> Ints:
    found = np.empty_like(values)
    found[order] = values
    return found
