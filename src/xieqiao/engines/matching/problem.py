"""What is to be matched: needs, people, bodies, and the rules between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Flags, Ints, codes

NO_CAP = 2**31
"""The cap of a body that has none."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class Need:
    """A need: so many people at least and at most; `all_or_none`: nobody, or at least that many."""

    name: str
    least: int = 0
    most: int = 1
    all_or_none: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody of a body (empty where of none), who takes on at most `capacity` needs."""

    name: str
    body: str = ""
    capacity: int = 1


@dataclass(frozen=True)
class Limit:
    """A body's floor and cap: assignments of its people in all; None where there is no cap."""

    floor: int = 0
    cap: int | None = None


@dataclass(frozen=True)
class Problem:
    """n needs, m people, b bodies; `of` makes one out of names.

    least, most: shape (n,), people a need wants. capacity: shape (m,), needs a person takes on.
    body: shape (m,), a place in `bodies`, −1 for none. floor, cap: shape (b,), assignments of a
    body's people. locked, told, banned: shape (k, 2), place of the need and of the person: set by
    hand, told already (a refill never moves them), not allowed. teams: places of people who go to
    a need together or not at all. all_or_none: shape (n,), nobody or at least `least`.
    """

    needs: tuple[str, ...]
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    least: Ints
    most: Ints
    capacity: Ints
    body: Codes
    floor: Ints
    cap: Ints
    locked: Codes = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    told: Codes = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    banned: Codes = field(default_factory=lambda: np.zeros((0, 2), np.int64))
    teams: tuple[tuple[int, ...], ...] = ()
    all_or_none: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))

    def __post_init__(self) -> None:
        if not len(self.all_or_none):
            object.__setattr__(self, "all_or_none", np.zeros(len(self.needs), np.bool_))
        for name, size in _SIZES.items():
            _sized(name, getattr(self, name), len(getattr(self, size)))
        _sensible(self)

    @property
    def whole(self) -> bool:
        """Return whether anything goes together or not at all, which no flow can express."""
        return bool(self.teams) or bool((self.all_or_none & (self.least > 1)).any())

    @property
    def fixed(self) -> Codes:
        """Return locked and told pairs, each once, sorted, shape (k, 2)."""
        both = np.concatenate([self.locked, self.told])
        return np.unique(both, axis=0) if len(both) else both


_SIZES = {
    "least": "needs", "most": "needs", "all_or_none": "needs", "capacity": "people",
    "body": "people", "floor": "bodies", "cap": "bodies",
}  # fmt: skip


def _sized(name: str, values: Ints | Flags, size: int) -> None:
    if values.shape != (size,):
        raise ValueError(f"{name} has shape {values.shape}, expected ({size},)")


def _sensible(problem: Problem) -> None:
    if bool((problem.least < 0).any() or (problem.most < problem.least).any()):
        raise ValueError("a need wants at least 0 people, and at most no fewer than at least")
    if bool((problem.capacity < 0).any()):
        raise ValueError("a person takes on at least 0 needs")
    if bool((problem.floor < 0).any() or (problem.cap < 0).any()):
        raise ValueError("a body's floor and cap are at least 0")
    if len(problem.body) and not -1 <= problem.body.min() <= problem.body.max() < len(
        problem.bodies
    ):
        raise ValueError("body: places in bodies, or −1")
    members = [person for team in problem.teams for person in team]
    if len(members) != len(set(members)):
        raise ValueError("a person is in at most one team")


def of(
    needs: Iterable[Need],
    people: Iterable[Person],
    *,
    limits: Mapping[str, Limit] | None = None,
    locked: Iterable[Pair] = (),
    told: Iterable[Pair] = (),
    banned: Iterable[Pair] = (),
    teams: Iterable[Sequence[str]] = (),
) -> Problem:
    """Return a problem given by names; pairs are (need, person).

    Raises `ValueError` for a name that comes twice, and `KeyError` for one that is not there.
    """
    limits = limits or {}
    wanted, those = list(needs), list(people)
    need_names, person_names = tuple(n.name for n in wanted), tuple(p.name for p in those)
    bodies = tuple(sorted({p.body for p in those if p.body} | set(limits)))
    need_place, person_place = _places(need_names), _places(person_names)
    body_place = _places(bodies)
    bounds = [limits.get(name, Limit()) for name in bodies]

    def places(pairs: Iterable[Pair]) -> Codes:
        return codes([(need_place[n], person_place[p]) for n, p in pairs]).reshape(-1, 2)

    return Problem(
        need_names,
        person_names,
        bodies,
        least=codes([n.least for n in wanted]),
        most=codes([n.most for n in wanted]),
        capacity=codes([p.capacity for p in those]),
        body=codes([body_place[p.body] if p.body else -1 for p in those]),
        floor=codes([limit.floor for limit in bounds]),
        cap=codes([NO_CAP if limit.cap is None else limit.cap for limit in bounds]),
        locked=places(locked),
        told=places(told),
        banned=places(banned),
        teams=tuple(tuple(sorted(person_place[p] for p in team)) for team in teams),
        all_or_none=np.array([n.all_or_none for n in wanted], dtype=np.bool_),
    )


def _places(names: tuple[str, ...]) -> dict[str, int]:
    found = {name: place for place, name in enumerate(names)}
    if len(found) != len(names):
        raise ValueError("each name may come once only")
    return found
