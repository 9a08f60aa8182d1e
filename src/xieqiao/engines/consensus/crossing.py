"""Who voted on what, as index arrays with the sums over people and over statements.

Several equally large problems (folds, shuffles, resamples) can lie side by side as *blocks*: the
people and statements of block b are numbered from b·n/blocks and b·m/blocks. All sums stay within
a block by themselves, so that many small problems cost one pass of vectorised work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs, Singles
from xieqiao.engines.consensus.softmax import CONTRASTS


@dataclass
class Crossing:
    """N votes of n people on m statements, sorted by person.

    person, statement: shape (N,), numbers from 0. vote: shape (N,), −1, 0 or 1. observed: each
    vote's contrasts, two of shape (N,). seen: votes given by each person, shape (n,).
    """

    person: Codes
    statement: Codes
    vote: Signs
    people: int
    statements: int
    blocks: int = 1
    observed: tuple[Singles, Singles] = field(init=False, repr=False)
    places: Ints = field(init=False, repr=False)
    seen: Ints = field(init=False, repr=False)
    _matrix: sparse.csr_array = field(init=False, repr=False)

    def __post_init__(self) -> None:
        table = CONTRASTS.astype(np.float32)
        row = self.vote.astype(np.intp) + 1
        self.observed = (table[row, 0], table[row, 1])
        self.places = self.statement.astype(np.intp)
        self.seen = np.bincount(self.person, minlength=self.people)
        starts = np.concatenate([[0], np.cumsum(self.seen)]).astype(np.int32)
        self._matrix = sparse.csr_array(
            (np.zeros(len(self.vote), np.float32), self.statement, starts),
            shape=(self.people, self.statements),
        )

    @property
    def seen_by_person(self) -> Floats:
        """Return how many votes each person gave, shape (n,)."""
        return self.seen.astype(np.float64)

    @property
    def seen_by_statement(self) -> Floats:
        """Return how many votes each statement got, shape (m,)."""
        return np.bincount(self.statement, minlength=self.statements).astype(np.float64)

    def of_person(self, table: Singles) -> Singles:
        """Return each vote's person's column of a table: (c, n) → (c, N)."""
        return np.repeat(table, self.seen, axis=1)

    def of_statement(self, table: Singles) -> Singles:
        """Return each vote's statement's column of a table: (c, m) → (c, N)."""
        return table.take(self.places, axis=1, mode="clip")

    def over_statements(self, value: Singles, table: Singles) -> Singles:
        """Return Σ_j value[i, j] · table[j] for each person: (N,), (m, c) → (n, c)."""
        self._matrix.data = value
        total: Singles = self._matrix @ table
        return total

    def over_people(self, value: Singles, table: Singles) -> Singles:
        """Return Σ_i value[i, j] · table[i] for each statement: (N,), (n, c) → (m, c)."""
        self._matrix.data = value
        total: Singles = self._matrix.T @ table
        return total


def side_by_side(parts: list[Crossing]) -> Crossing:
    """Return one problem with the parts as its blocks; all have the same n and m."""
    n, m = parts[0].people, parts[0].statements
    return Crossing(
        person=np.concatenate([p.person + b * n for b, p in enumerate(parts)]).astype(np.int32),
        statement=np.concatenate([p.statement + b * m for b, p in enumerate(parts)]).astype(
            np.int32
        ),
        vote=np.concatenate([p.vote for p in parts]),
        people=n * len(parts),
        statements=m * len(parts),
        blocks=len(parts),
    )
