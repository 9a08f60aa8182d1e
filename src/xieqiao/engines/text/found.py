"""What a search finds: by terms or by meaning, and the best of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xieqiao.engines.text.arrays import Rows, Singles
from xieqiao.engines.text.encoding import Coded
from xieqiao.engines.text.scoring import score
from xieqiao.engines.text.stock import Snapshot
from xieqiao.engines.text.vocabulary import Asked, agreements

_PAIRS = 20_000


@dataclass(frozen=True)
class Found:
    """Rows of the index for each of n needs, in no particular order, and how well they fit.

    rows (n, m): −1 where there are fewer; values (n, m): shares of terms, or similarities.
    """

    rows: Rows
    values: Singles

    def part(self, start: int, end: int) -> Found:
        """Return what was found for some of the needs."""
        return Found(self.rows[start:end], self.values[start:end])

    def living(self, now: Snapshot) -> Found:
        """Return it without rows that died, or that are not committed."""
        rows, values = self.rows.copy(), self.values.copy()
        gone = (rows >= now.rows) | (rows < 0)
        gone[~gone] = ~now.alive[rows[~gone]]
        rows[gone], values[gone] = -1, 0
        return Found(rows, values)


@dataclass(frozen=True)
class Many:
    """The k best for each of n needs, best first, in arrays (n, k); row −1 where there is none.

    ids[row] is the id of a row.
    """

    rows: Rows
    score: Singles
    lexical: Singles
    similarity: Singles
    words: Singles
    ids: Sequence[str]


def nothing(needs: int, count: int) -> Found:
    """Return places to be filled, each with a value below any similarity."""
    return Found(np.full((needs, count), -1, np.int64), np.full((needs, count), -2, np.float32))


def best(
    now: Snapshot, needs: Coded, words: Asked, by_terms: Found, by_meaning: Found, k: int, deep: int
) -> Many:
    """Return the k best for each need, of the `deep` most likely ones found either way."""
    by_terms = by_terms.living(now)
    wide = by_terms.rows.shape[1] + by_meaning.rows.shape[1]
    deep = min(max(deep, k), wide)
    rows = np.full((len(needs), deep), -1, np.int64)
    lexical, similar = np.zeros((2, len(needs), deep), np.float32)
    step = max(1, _PAIRS // max(by_terms.rows.shape[1], 1))
    for start in range(0, len(needs), step):
        part = slice(start, start + step)
        terms, meaning = by_terms.part(start, part.stop), by_meaning.part(start, part.stop)
        rows[part], lexical[part], similar[part] = _joined(
            now, needs.take(part), terms, meaning, deep
        )
    agreed = agreements(now.words, words, rows)
    scores = score(similar, agreed, lexical)
    scores[rows < 0] = -1
    order = np.lexsort((rows, -scores), axis=1)[:, :k]
    found = _ordered(order, rows, np.maximum(scores, 0), lexical, similar, agreed)
    fit, lexical, similar, agreed = (_widened(array, k, 0) for array in found[1:])
    return Many(_widened(found[0], k, -1), fit, lexical, similar, agreed, now.ids)


def _joined(
    now: Snapshot, needs: Coded, by_terms: Found, by_meaning: Found, deep: int
) -> tuple[Rows, Singles, Singles]:
    """Return the most likely rows of a few needs, their shares and their similarities."""
    rows = np.concatenate([by_meaning.rows, by_terms.rows], axis=1)
    lexical = np.concatenate([np.zeros_like(by_meaning.values), by_terms.values], axis=1)
    similar = np.concatenate([by_meaning.values, _pairs(now, needs, by_terms.rows)], axis=1)
    # A row found both ways stands twice, side by side once sorted: the share goes to the first.
    rows, lexical, similar = _ordered(
        np.argsort(rows, axis=1, kind="stable"), rows, lexical, similar
    )
    twice = np.zeros(rows.shape, bool)
    twice[:, 1:] = (rows[:, 1:] == rows[:, :-1]) & (rows[:, 1:] >= 0)
    lexical[:, :-1] = np.maximum(lexical[:, :-1], np.where(twice[:, 1:], lexical[:, 1:], 0))
    likely = score(similar, np.zeros_like(similar), lexical)
    gone = twice | (rows < 0)
    likely[gone], rows[gone], lexical[gone], similar[gone] = -1, -1, 0, 0
    order = np.lexsort((rows, -likely), axis=1)[:, :deep]
    found = _ordered(order, rows, lexical, similar)
    return found[0], found[1], found[2]


def _widened(array: Any, k: int, filler: int) -> Any:
    """Return an array with k columns."""
    missing = k - array.shape[1]
    return array if missing <= 0 else np.pad(array, ((0, 0), (0, missing)), constant_values=filler)


def _ordered(order: Rows, *arrays: Any) -> list[Any]:
    """Return each array with its columns in this order, row by row."""
    return [np.take_along_axis(array, order, axis=1) for array in arrays]


def _pairs(now: Snapshot, needs: Coded, rows: Rows) -> Singles:
    """Return the similarity of each need to its own rows, shape of rows."""
    if not rows.size or not now.rows:
        return np.zeros(rows.shape, np.float32)
    some = now.vectors.take(np.maximum(rows, 0))
    left = needs.codes.astype(np.float32)[:, :, None]
    exact = np.matmul(some.codes.astype(np.float32), left)[:, :, 0]
    return np.asarray(exact * needs.scales[:, None] * some.scales)
