"""Which texts fit which, by what they say; every answer is reckoned for one reading body.

Three questions, and what each may look at:

- our own people for a partner's need: that need, and our own roster, on our own pages alone;
- offered strengths for a need: what its readers may read anyway;
- bodies to speak to first: what was announced to every body of the platform, and our own list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import numpy as np

from xieqiao.exchange.vectors import Vectors, encoded, vectors_of

R = TypeVar("R")

FITS, FITS_WELL = 0.38, 0.5  # cosines; below the first nothing is shown
NEAR = 0.15  # of a few words, which say less than a text
MOST_READ = 5000


@dataclass(frozen=True)
class Fit(Generic[R]):
    """A row that fits, and how well."""

    row: R
    score: float

    @property
    def well(self) -> bool:
        """Whether it fits well, and not only perhaps."""
        return self.score >= FITS_WELL


def fitting(body_id: UUID, wanted: Any, among: Sequence[R], most: int = 20) -> list[Fit[R]]:
    """Return which rows fit a need or strength, the best first."""
    if not among:
        return []
    return fitting_each(body_id, [wanted], among, most)[0]


def fitting_each(
    body_id: UUID, wanted: Sequence[Any], among: Sequence[R], most: int = 3
) -> list[list[Fit[R]]]:
    """Return for each of several needs or strengths which rows fit it; one query for all."""
    if not wanted or not among:
        return [[] for _ in wanted]
    vectors = vectors_of(body_id, [*wanted, *among])
    return _best(vectors[: len(wanted)], among, vectors[len(wanted) :], most)


def fitting_words(body_id: UUID, words: str, among: Sequence[R], most: int = 200) -> list[Fit[R]]:
    """Return which rows hold or mean what a few words say; the words are kept nowhere."""
    if not among or not words.strip():
        return []
    return _best(encoded([words]), among, vectors_of(body_id, among), most, NEAR)[0]


def _best(
    wanted: Vectors, among: Sequence[R], offered: Vectors, most: int, least: float = FITS
) -> list[list[Fit[R]]]:
    """Return the best rows for each wanted text; equal ones in the order of their ids.

    By meaning alone: how well two texts fit depends on these two and on no third, so what one
    reads of a fit tells nothing of whatever else was compared.
    """
    scores = np.round(wanted @ offered.T, 4)
    ids = np.argsort(np.array([str(row.id) for row in among]))  # type: ignore[attr-defined]
    found = []
    for line in scores:
        order = ids[np.argsort(-line[ids], kind="stable")][:most]
        found.append([Fit(among[n], float(line[n])) for n in order if line[n] >= least])
    return found
