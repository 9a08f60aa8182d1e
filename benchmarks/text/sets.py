"""Invented profiles, and needs in other words whose right profile is known."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[2] / "tests" / "engines" / "text" / "data"


@dataclass(frozen=True)
class Needs:
    texts: list[str]
    right: np.ndarray
    crosses: np.ndarray
    sectors: list[str]


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def profiles() -> list[str]:
    return [row["text"] for row in rows("profiles")]


def needs(name: str) -> Needs:
    found = rows(name)
    place = {row["profile"]: n for n, row in enumerate(rows("profiles"))}
    return Needs(
        [row["text"] for row in found],
        np.array([place[row["profile"]] for row in found]),
        np.array([row["crosses"] == "yes" for row in found]),
        [row["sector"] for row in found],
    )


def joined(some: Needs, others: Needs) -> Needs:
    """Return two sets as one."""
    return Needs(
        some.texts + others.texts,
        np.concatenate([some.right, others.right]),
        np.concatenate([some.crosses, others.crosses]),
        some.sectors + others.sectors,
    )
