"""Sheets of votes for the tests of results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

import numpy as np

from xieqiao.consultations.results.sheet import GUESTS, Sheet, counted, targets

EAST, WEST, NORTH = (str(UUID(int=n)) for n in (1, 2, 3))
Chance = Callable[[str, int], float]


def sheet(
    sizes: Mapping[str, int], statements: int, chance: Chance, seed: int = 1, seen: float = 0.8
) -> Sheet:
    """Return a sheet; chance: of agreeing, by side and number of the statement."""
    draw = np.random.default_rng(seed)
    side_of: dict[int, str] = {}
    votes: list[Any] = []
    for side, size in sizes.items():
        for _ in range(size):
            person = len(side_of) + 1
            side_of[person] = side
            for number in range(1, statements + 1):
                if draw.random() < seen:
                    yes = draw.random() < chance(side, number)
                    value = 1 if yes else int(draw.choice([0, -1, -1, -1]))
                    votes.append((person, number, value, float(person)))
    numbers = tuple(range(1, statements + 1))
    return Sheet(side_of, numbers, counted(votes, targets(dict.fromkeys(numbers), [])))


def two_regions(**more: Any) -> Sheet:
    """Return sixty people of each of two regions: six in common, six that differ."""

    def chance(side: str, number: int) -> float:
        if number <= 6:
            return 0.95
        return 0.85 if (side == EAST) == (number % 2 == 0) else 0.15

    return sheet({EAST: 60, WEST: 60}, 12, chance, **more)


__all__ = ["EAST", "GUESTS", "NORTH", "WEST", "sheet", "two_regions"]
