"""An order of needs, people and bodies that does not depend on what they are called.

Each gets a key computed from the instance alone, by colour refinement: first from its own bounds,
then again and again from the keys of those it is paired with. Names decide only between those that
no round tells apart. The solver then sees the same arrays, whatever the names and the order of the
files are, and so breaks ties alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Ints, Keys
from xieqiao.engines.matching.pairs import Pairs
from xieqiao.engines.matching.problem import Problem

_ROUNDS = 3


@dataclass(frozen=True)
class Order:
    """Which need, person and body comes at each place: shapes (n,), (m,) and (b,)."""

    need: Codes
    person: Codes
    body: Codes

    def pairs(self, pairs: Pairs) -> Pairs:
        """Return the pairs with places in this order, sorted."""
        need, person = _inverse(self.need), _inverse(self.person)
        moved = Pairs(need[pairs.need], person[pairs.person], pairs.gain)
        return moved.sorted(len(person))

    def back(self, pairs: Pairs) -> Pairs:
        """Return pairs in this order with the places they had, sorted."""
        moved = Pairs(self.need[pairs.need], self.person[pairs.person], pairs.gain)
        return moved.sorted(len(self.person))


def ordered(problem: Problem, pairs: Pairs) -> tuple[Problem, Order]:
    """Return the problem in an order told by its structure, and that order."""
    keys = _keys(problem, pairs)
    names = (problem.needs, problem.people, problem.bodies)
    order = Order(*(_sorted(key, name) for key, name in zip(keys, names, strict=True)))
    need, person = _inverse(order.need), _inverse(order.person)
    body = np.concatenate([_inverse(order.body), [-1]])

    def moved(those: Codes) -> Codes:
        both = np.stack([need[those[:, 0]], person[those[:, 1]]], axis=1)
        return both[np.lexsort((both[:, 1], both[:, 0]))]

    return replace(
        problem,
        needs=tuple(problem.needs[i] for i in order.need),
        people=tuple(problem.people[j] for j in order.person),
        bodies=tuple(problem.bodies[k] for k in order.body),
        least=problem.least[order.need],
        most=problem.most[order.need],
        all_or_none=problem.all_or_none[order.need],
        capacity=problem.capacity[order.person],
        body=body[problem.body[order.person]],
        floor=problem.floor[order.body],
        cap=problem.cap[order.body],
        locked=moved(problem.locked),
        told=moved(problem.told),
        banned=moved(problem.banned),
        teams=tuple(sorted(tuple(sorted(person[list(team)].tolist())) for team in problem.teams)),
    ), order


def _keys(problem: Problem, pairs: Pairs) -> tuple[Keys, Keys, Keys]:
    need = _mixed(problem.least, problem.most, problem.all_or_none.astype(np.int64))
    person = _mixed(problem.capacity)
    body = _mixed(problem.floor, problem.cap)
    places = [(pairs.need, pairs.person, _mixed(pairs.gain))]
    for mark, those in enumerate((problem.locked, problem.told, problem.banned), start=1):
        places.append((those[:, 0], those[:, 1], _mixed(np.full(len(those), -mark))))
    need_of, person_of = (np.concatenate([p[side] for p in places]) for side in (0, 1))
    weight = np.concatenate([p[2] for p in places])
    team = np.full(len(problem.people), -1)
    for number, members in enumerate(problem.teams):
        team[list(members)] = number
    for _ in range(_ROUNDS):
        together = _summed(team, person, len(problem.teams))
        new_need = _turn(need) + _added(need_of, _turn(person[person_of] ^ weight), len(need))
        person = (
            _turn(person)
            + _added(person_of, _turn(need[need_of] + weight), len(person))
            + _turn(np.concatenate([body, [np.uint64(0)]])[problem.body] + np.uint64(5))
            + np.concatenate([together, [np.uint64(0)]])[team]
        )
        body = _turn(body) + _summed(problem.body, person, len(body))
        need = new_need
    return need, person, body


def _summed(group: Codes, keys: Keys, groups: int) -> Keys:
    """Return for each group what its members' keys make together."""
    inside = group >= 0
    return _turn(_added(group[inside], _turn(keys[inside]), groups) + np.uint64(11))


def _added(place: Codes, keys: Keys, size: int) -> Keys:
    total = np.zeros(size, np.uint64)
    np.add.at(total, place, keys)
    return total


def _mixed(*numbers: Ints) -> Keys:
    key = np.full(len(numbers[0]), 0x9E3779B97F4A7C15, np.uint64)
    for values in numbers:
        key = _turn(key ^ np.asarray(values, np.int64).view(np.uint64))
    return key


def _turn(keys: Keys) -> Keys:
    """Return well-mixed keys (splitmix64: Steele, Lea & Flood 2014)."""
    with np.errstate(over="ignore"):
        keys = keys + np.uint64(0x9E3779B97F4A7C15)
        keys = (keys ^ (keys >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        keys = (keys ^ (keys >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return keys ^ (keys >> np.uint64(31))


def _sorted(keys: Keys, names: tuple[str, ...]) -> Codes:
    """Return the places by key, and by name where keys are equal."""
    order = np.argsort(keys, kind="stable")
    same = np.flatnonzero(np.diff(keys[order]) == 0)
    if not len(same):
        return order
    by_name = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[by_name] = np.arange(len(names))
    return np.lexsort((rank, keys))


def _inverse(order: Codes) -> Codes:
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return place
