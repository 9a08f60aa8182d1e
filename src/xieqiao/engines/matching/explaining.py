"""Why somebody was assigned and who was next; why a need is unmet and what would change it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Flags, Gains, Ints
from xieqiao.engines.matching.loads import Loads, loads
from xieqiao.engines.matching.pairs import Pairs, within
from xieqiao.engines.matching.result import Match
from xieqiao.engines.matching.rules import keys

NONE, CONFLICT, LOCK, LIMIT, CAP, TEAM, TOTAL = (
    "no fitting person", "conflict", "lock", "all at their limit", "body's cap", "team", "total",
)  # fmt: skip
"""Why a need is unmet. total: all that could come is worth more elsewhere, or less than nothing."""


@dataclass(frozen=True)
class Why:
    """For each assigned pair, in the order of `Match.assigned`.

    rank: shape (A,), the person's place among all who may go to that need, from 1; 0 for a pair
    without a score. follower: shape (A,), the best who may go there and does not; −1 for none.
    follower_gain: shape (A,), that person's gain.
    """

    rank: Ints
    follower: Codes
    follower_gain: Gains


@dataclass(frozen=True)
class Unmet:
    """A need with fewer people than its minimum, or with nobody.

    given, least, most: people. reason: the word for what keeps most of those away who fit.
    blocked: how many each reason keeps away. change: what would let one more come: a reason,
    and the best person (a place, −1 for anybody new) whom it keeps away, with that gain.
    """

    need: int
    given: int
    least: int
    most: int
    reason: str
    blocked: dict[str, int]
    change: str
    person: int
    gain: int


def why(found: Match) -> Why:
    """Return why each assigned pair was, and who was next."""
    problem = found.problem
    banned = within(found.considered.key(len(problem.people)), keys(problem, problem.banned))
    pairs = found.considered.only(~banned)
    order = np.lexsort((pairs.person, -pairs.gain, pairs.need))
    pairs = pairs.only(order)
    first = np.searchsorted(pairs.need, np.arange(len(problem.needs) + 1))
    rank = np.arange(len(pairs)) - first[pairs.need] + 1
    key = pairs.key(len(problem.people))
    chosen = found.assigned.key(len(problem.people))
    free = np.flatnonzero(~within(key, chosen))
    at = np.searchsorted(pairs.need[free], np.arange(len(problem.needs)))
    there = at < len(free)
    best = np.full(len(problem.needs), -1)
    best[there] = free[at[there]]
    good = best >= 0
    good[good] = pairs.need[best[good]] == np.flatnonzero(good)
    best = np.where(good, best, -1)[found.assigned.need]
    by_key = np.argsort(key)
    place = np.searchsorted(key[by_key], chosen).clip(max=max(len(key) - 1, 0))
    ranks = np.zeros(len(chosen), np.int64)
    if len(key):
        hit = key[by_key][place] == chosen
        ranks[hit] = rank[by_key][place[hit]]
    person, gain = np.append(pairs.person, -1), np.append(pairs.gain, 0)
    return Why(ranks, person[best], gain[best])


def unmet(found: Match) -> list[Unmet]:
    """Return the unmet needs with what keeps people away from them, by need."""
    problem, load = found.problem, loads(found)
    wanted = np.minimum(np.maximum(problem.least, 1), problem.most)
    some = np.flatnonzero(load.need < wanted)
    if not len(some):
        return []
    pairs = found.considered
    pairs = pairs.only(np.isin(pairs.need, some))
    pairs = pairs.only(~within(pairs.key(len(problem.people)),
                               found.assigned.key(len(problem.people))))  # fmt: skip
    first = np.searchsorted(pairs.need, np.append(some, len(problem.needs)))
    kind = _kinds(found, load, pairs)
    return [
        _one(found, load, int(need), pairs.only(span), kind[span])
        for need, span in (
            (need, np.arange(first[k], np.searchsorted(pairs.need, need + 1)))
            for k, need in enumerate(some)
        )
    ]


def _kinds(found: Match, load: Loads, pairs: Pairs) -> Codes:
    """Return for each pair what keeps the person away, as a place in `_KINDS`."""
    problem, person = found.problem, pairs.person
    team = np.isin(person, [j for members in problem.teams for j in members])
    body = problem.body[person]
    room = np.append(load.body >= problem.cap, [False])[body]
    busy = load.person[person] >= problem.capacity[person]
    held = busy & (load.fixed[person] >= problem.capacity[person]) & (load.fixed[person] > 0)
    banned = within(pairs.key(len(problem.people)), keys(problem, problem.banned))
    reasons: list[Flags] = [banned, held, busy, room, team]
    return np.select(reasons, list(range(len(reasons))), len(reasons))


_KINDS = (CONFLICT, LOCK, LIMIT, CAP, TEAM, TOTAL)


def _one(found: Match, load: Loads, need: int, pairs: Pairs, kind: Codes) -> Unmet:
    problem = found.problem
    given, least, most = (int(v[need]) for v in (load.need, problem.least, problem.most))
    count = Counter(_KINDS[k] for k in kind.tolist())
    if not len(pairs):
        return Unmet(need, given, least, most, NONE, {}, NONE, -1, 0)
    reason = min(count, key=lambda word: (-count[word], _KINDS.index(word)))
    best = int(np.lexsort((pairs.person, -pairs.gain))[0])
    return Unmet(
        need=need,
        given=given,
        least=least,
        most=most,
        reason=reason,
        blocked={word: count[word] for word in _KINDS if count[word]},
        change=_KINDS[kind[best]],
        person=int(pairs.person[best]),
        gain=int(pairs.gain[best]),
    )
