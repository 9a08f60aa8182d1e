"""How well each person fits each need, and what rules out a pair.

A score is the cosine of two texts, as on the pages of needs and strengths: it depends on these two
alone. Sums are taken in double precision, so that a pair's score is the same whoever else is there.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from xieqiao.exchange.matching import FITS
from xieqiao.exchange.vectors import DIMENSIONS, vectors_of
from xieqiao.rounds.conflicts import folded_fits
from xieqiao.rounds.languages import lacks
from xieqiao.rounds.reckoning.inputs import Inputs

FREE, EXCLUDED, COMPANY, EARLIER, LANGUAGE, REFUSED = range(6)
NOTHING = -1
"""The place of a text where there is none."""


@dataclass(frozen=True)
class Scored:
    """For n needs and m people: score, shape (n, m), ten-thousandths.

    fits: who may be asked at all, own people never. by: which of a person's texts fits best.
    ruled: what rules out a pair (FREE where nothing does). fixed: pairs locked or told.
    """

    score: NDArray[np.int32]
    fits: NDArray[np.bool_]
    by: NDArray[np.int16]
    ruled: NDArray[np.int8]
    locked: NDArray[np.bool_]
    told: NDArray[np.bool_]

    @property
    def free(self) -> NDArray[np.bool_]:
        """Who may go where."""
        free: NDArray[np.bool_] = self.fits & (self.ruled == FREE)
        return free


def scored(inputs: Inputs) -> Scored:
    """Return the scores of all pairs, and what rules them out."""
    score, by = _scores(inputs)
    told, locked = _flags(inputs, inputs.told), _flags(inputs, inputs.locked)
    fits = (score >= round(FITS * 10_000)) | told | locked
    fits &= ~_own(inputs)
    ruled = _ruled(inputs)
    ruled[told] = FREE  # who was told is not moved, whatever a rule says since
    return Scored(score, fits, by, ruled, locked & fits, told & fits)


def _scores(inputs: Inputs) -> tuple[NDArray[np.int32], NDArray[np.int16]]:
    n, m = len(inputs.needs), len(inputs.people)
    score, by = np.zeros((n, m), np.int32), np.full((n, m), NOTHING, np.int16)
    if not n or not m:
        return score, by
    wanted = _need_vectors(inputs)
    for body in sorted({person.body for person in inputs.people}):
        rows = [(p, k, row) for p, person in enumerate(inputs.people) if person.body == body
                for k, row in enumerate(person.rows)]  # fmt: skip
        offered = vectors_of(body, [row for _, _, row in rows]).astype(np.float64)
        product = np.round(wanted @ offered.T * 10_000).astype(np.int32)
        for column, (p, k, _row) in enumerate(rows):
            better = (product[:, column] > score[:, p]) | (by[:, p] == NOTHING)
            score[better, p], by[better, p] = product[better, column], k
    return score, by


def _need_vectors(inputs: Inputs) -> NDArray[np.float64]:
    found = np.zeros((len(inputs.needs), DIMENSIONS))
    of_owner: dict[UUID, list[int]] = defaultdict(list)
    for place, need in enumerate(inputs.needs):
        of_owner[need.owner].append(place)
    for owner, places in of_owner.items():
        found[places] = vectors_of(owner, [inputs.needs[n].row for n in places])
    return found


def _own(inputs: Inputs) -> NDArray[np.bool_]:
    owner = np.array([need.owner.hex for need in inputs.needs])
    body = np.array([person.body.hex for person in inputs.people])
    shape = (len(inputs.needs), len(inputs.people))
    return (owner[:, None] == body[None, :]) if 0 not in shape else np.zeros(shape, np.bool_)


def _flags(inputs: Inputs, pairs: frozenset[Any]) -> NDArray[np.bool_]:
    found = np.zeros((len(inputs.needs), len(inputs.people)), np.bool_)
    for need, person in pairs:
        found[inputs.need_at[need], inputs.person_at[person]] = True
    return found


def _ruled(inputs: Inputs) -> NDArray[np.int8]:
    """Return what rules out each pair; of several the one that an office can do least about."""
    found = np.full((len(inputs.needs), len(inputs.people)), FREE, np.int8)
    companies, languages = _by(inputs, "company"), _by(inputs, "languages")
    for n, need in enumerate(inputs.needs):
        for spoken, places in languages.items():
            if lacks(need.languages, spoken):
                found[n, places] = LANGUAGE
        for company, places in companies.items():
            if company and folded_fits(company, need.shown_for):
                found[n, places] = COMPANY
    for p, person in enumerate(inputs.people):
        for n, need in enumerate(inputs.needs) if person.been_at else ():
            if need.owner in person.been_at:
                found[n, p] = EARLIER
    found[_flags(inputs, inputs.excluded)] = EXCLUDED
    found[_flags(inputs, inputs.refused)] = REFUSED
    return found


def _by(inputs: Inputs, name: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(inputs.people):
        found[getattr(person, name)].append(place)
    return found
