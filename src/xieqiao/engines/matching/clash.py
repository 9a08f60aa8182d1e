"""Which rules clash where nothing is possible: a set of them from which none can be left out.

QuickXplain (Junker 2004) finds an irreducible infeasible set (Chinneck 2008) with few trials;
where a flow tells it, only rules that its certificate names are tried.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from xieqiao.engines.matching.arrays import Codes
from xieqiao.engines.matching.duals import FAR, duals_of
from xieqiao.engines.matching.flow import Bounds, solve
from xieqiao.engines.matching.pairs import Pairs, joined, within
from xieqiao.engines.matching.problem import NO_CAP, Problem
from xieqiao.engines.matching.programme import possible
from xieqiao.engines.matching.rules import allowed, bounds, fixed_pairs


@dataclass(frozen=True, order=True)
class Rule:
    """A rule by its kind and the names it is about, in the order need, person or people, body.

    kind: minimum, maximum, capacity, floor, cap, lock, told, conflict, team or all-or-none.
    """

    kind: str
    names: tuple[str, ...]
    place: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {', '.join(self.names)}"


def clash(problem: Problem, pairs: Pairs, *, hard: bool) -> tuple[Rule, ...]:
    """Return an irreducible set of rules that clash; none when all of them can be kept.

    pairs: all there are, also those not allowed. hard: whether minima are rules.
    """
    rules = _rules(problem, hard)
    # Whoever was fixed can go there, also when that rule is left out.
    fixed = fixed_pairs(problem, pairs)
    new = ~within(fixed.key(len(problem.people)), pairs.key(len(problem.people)))
    pairs = joined(pairs, fixed.only(new)).sorted(len(problem.people))

    def fine(kept: Sequence[Rule]) -> bool:
        return _feasible(_with(problem, kept), pairs)

    if fine(rules):
        return ()
    named = _certificate(problem, pairs, rules)
    if named and len(named) < len(rules) and not fine(named):
        rules = named
    return tuple(sorted(_explained([], rules, False, fine)))


def _explained(
    base: list[Rule], rules: list[Rule], tried: bool, fine: Callable[[Sequence[Rule]], bool]
) -> list[Rule]:
    """QuickXplain: the rules needed beside `base`; `tried` when base has grown since last time."""
    if tried and not fine(base):
        return []
    if len(rules) == 1:
        return [] if not fine(base) and not tried else rules
    half = len(rules) // 2
    first, second = rules[:half], rules[half:]
    needed = _explained([*base, *first], second, bool(first), fine)
    return [*_explained([*base, *needed], first, bool(needed), fine), *needed]


def _rules(problem: Problem, hard: bool) -> list[Rule]:
    """Return all rules of a problem that can bind, those of many people last."""
    n, p, b = problem.needs, problem.people, problem.bodies
    found = [Rule("team", tuple(p[j] for j in t), k) for k, t in enumerate(problem.teams)]
    both = (("lock", problem.locked), ("told", problem.told), ("conflict", problem.banned))
    for kind, those in both:
        found += [Rule(kind, (n[i], p[j]), k) for k, (i, j) in enumerate(those.tolist())]
    found += [Rule("floor", (b[k],), k) for k in np.flatnonzero(problem.floor).tolist()]
    found += [Rule("cap", (b[k],), k) for k in np.flatnonzero(problem.cap < NO_CAP).tolist()]
    if hard:
        found += [Rule("minimum", (n[i],), i) for i in np.flatnonzero(problem.least).tolist()]
    some = np.flatnonzero(problem.all_or_none & (problem.least > 1))
    found += [Rule("all-or-none", (n[i],), i) for i in some.tolist()]
    found += [Rule("maximum", (n[i],), i) for i in range(len(n))]
    found += [Rule("capacity", (p[j],), j) for j in range(len(p))]
    return found


def _with(problem: Problem, kept: Sequence[Rule]) -> Problem:
    """Return the problem with these rules only."""
    places: dict[str, list[int]] = {}
    for rule in kept:
        places.setdefault(rule.kind, []).append(rule.place)

    def those(kind: str) -> Codes:
        return np.array(sorted(places.get(kind, [])), dtype=np.int64)

    def where(kind: str, values: Codes, other: int) -> Codes:
        changed = np.full(len(values), other, np.int64)
        changed[those(kind)] = values[those(kind)]
        return changed

    whole = np.zeros(len(problem.needs), np.bool_)
    whole[those("all-or-none")] = True
    least = where("minimum", problem.least, 0)
    return replace(
        problem,
        least=np.where(whole, problem.least, least),
        most=np.maximum(where("maximum", problem.most, len(problem.people)), problem.least),
        capacity=where("capacity", problem.capacity, len(problem.needs)),
        floor=where("floor", problem.floor, 0),
        cap=where("cap", problem.cap, NO_CAP),
        locked=problem.locked[those("lock")],
        told=problem.told[those("told")],
        banned=problem.banned[those("conflict")],
        teams=tuple(problem.teams[k] for k in those("team")),
        all_or_none=whole & ~np.isin(np.arange(len(whole)), those("minimum")),
    )


def contradictory(problem: Problem) -> bool:
    """Return whether a pair is both fixed and not allowed."""
    people = len(problem.people)
    fixed, banned = problem.fixed, problem.banned
    return bool(
        np.isin(fixed[:, 0] * people + fixed[:, 1], banned[:, 0] * people + banned[:, 1]).any()
    )


def _feasible(problem: Problem, pairs: Pairs) -> bool:
    if contradictory(problem):
        return False
    if problem.whole:
        return possible(problem, allowed(problem, pairs), fixed_pairs(problem, pairs))
    flow = solve(*_first_phase(problem, pairs))
    return flow is not None and not flow.short.any() and not flow.hollow.any()


def _first_phase(problem: Problem, pairs: Pairs) -> tuple[Bounds, Pairs]:
    """Return the bounds, and the pairs without gains: only what is missing costs."""
    free = allowed(problem, pairs)
    free = Pairs(free.need, free.person, np.zeros(len(free), np.int64))
    return bounds(problem, fixed_pairs(problem, pairs), 1, 1), free


def _certificate(problem: Problem, pairs: Pairs, rules: list[Rule]) -> list[Rule]:
    """Return the rules with a price in the first phase: they alone are infeasible (Farkas)."""
    if problem.whole or contradictory(problem):
        return []
    limits, free = _first_phase(problem, pairs)
    flow = solve(limits, free)
    if flow is None:
        return []
    duals = duals_of(limits, flow)
    person = np.where(duals.person > FAR // 8, 1, duals.person)
    body = np.zeros(len(problem.bodies) + 1, np.bool_)
    np.logical_or.at(body, problem.body, person != 0)
    named = {
        "minimum": duals.need != 0,
        "maximum": duals.need != 0,
        "capacity": person != 0,
        "floor": body,
        "cap": body,
    }
    return [rule for rule in rules if rule.kind not in named or bool(named[rule.kind][rule.place])]
