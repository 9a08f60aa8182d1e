"""Who voted on what, as index arrays with the sums over people and over statements.

Several equally large problems (folds, shuffles, resamples) can lie side by side as *blocks*: the
people and statements of block b are numbered from b·n/blocks and b·m/blocks. All sums stay within
a block by themselves, so that many small problems cost one pass of work.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs, Singles
from xieqiao.engines.consensus.compiled import compiled


@dataclass
class Crossing:
    """N votes of n people on m statements, sorted by person.

    person, statement: shape (N,), numbers from 0. vote: shape (N,), −1, 0 or 1. seen: votes given
    by each person, shape (n,). starts: where each person's votes begin, shape (n + 1,).
    """

    person: Codes
    statement: Codes
    vote: Signs
    people: int
    statements: int
    blocks: int = 1
    seen: Ints = field(init=False, repr=False)
    starts: Ints = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.seen = np.bincount(self.person, minlength=self.people)
        self.starts = np.concatenate([[0], np.cumsum(self.seen)]).astype(np.int64)
        self.statement = np.ascontiguousarray(self.statement, np.int32)
        self.vote = np.ascontiguousarray(self.vote, np.int8)

    @property
    def seen_by_person(self) -> Floats:
        """Return how many votes each person gave, shape (n,)."""
        return self.seen.astype(np.float64)

    @property
    def seen_by_statement(self) -> Floats:
        """Return how many votes each statement got, shape (m,)."""
        return np.bincount(self.statement, minlength=self.statements).astype(np.float64)

    def there_and_back(self, value: Singles, table: Floats, weight: Floats) -> Floats:
        """Return XᵀWXt, where X are numbers for each vote: two steps of a power iteration in one.

        value: shape (2, N), two for each vote; table: t, (2, m); weight: the diagonal of W, (n,).
        Result: (2, m).
        """
        total = np.zeros((2, self.statements))
        _there_and_back(self.starts, self.statement, value, table, weight, total)
        return total


@compiled
def _there_and_back(
    starts: Ints, statement: Codes, value: Singles, table: Floats, weight: Floats, total: Floats
) -> None:
    for i in range(len(weight)):
        first, second = 0.0, 0.0
        for t in range(starts[i], starts[i + 1]):
            first += value[0, t] * table[0, statement[t]]
            second += value[1, t] * table[1, statement[t]]
        place = (first + second) * weight[i]
        for t in range(starts[i], starts[i + 1]):
            total[0, statement[t]] += value[0, t] * place
            total[1, statement[t]] += value[1, t] * place


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
