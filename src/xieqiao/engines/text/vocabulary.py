"""Words that name something, each with a vector of its own, and how well two texts' words agree.

Whole texts are compared by one vector each, which blurs a text of several subjects. So candidates
are compared word by word too: for each word of the need its nearest word in the text, and the mean
of these (the recall of BERTScore; Zhang et al. 2020). A word is encoded once, however often it
occurs. Similarities of words are kept in 255 steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from xieqiao.engines.text.arrays import Ints, Rows, Singles, Steps
from xieqiao.engines.text.encoding import Coded, coded, encode, similarities

STEPS = 255
_BLOCK = 2048
_FEW = 64
_TABLE = 1_500_000_000
_LOOKED_UP = 30_000_000


@dataclass(frozen=True)
class Words:
    """The vocabulary, and the words of each row: flat[ends[r − 1]:ends[r]] are their numbers."""

    vectors: Coded
    flat: Ints
    ends: Ints
    spelt: list[str]
    place: dict[str, int]

    def of(self, rows: Rows) -> tuple[Ints, Ints]:
        """Return the words of these rows, one row after the other, and how many each has."""
        ends = self.ends[rows]
        starts = np.where(rows > 0, self.ends[rows - 1], 0)
        counts = ends - starts
        first = np.cumsum(counts) - counts
        places = np.arange(counts.sum()) + np.repeat(starts - first, counts)
        return self.flat[places], counts

    def known(self, word: str) -> int | None:
        """Return the number of a word, if it is in this state's vocabulary."""
        number = self.place.get(word)
        return number if number is not None and number < len(self.vectors) else None


def meant(words: Sequence[str], known: Words) -> Coded:
    """Return the vectors of words, encoding only those that the vocabulary lacks."""
    numbers = [known.known(word) for word in words]
    new = [word for word, number in zip(words, numbers, strict=True) if number is None]
    fresh = coded(encode(new))
    codes = np.zeros((len(words), fresh.codes.shape[1]), np.int8)
    scales = np.ones(len(words), np.float32)
    old = np.array([number is not None for number in numbers], bool)
    places = np.array([number for number in numbers if number is not None], np.int64)
    codes[old], scales[old] = known.vectors.codes[places], known.vectors.scales[places]
    codes[~old], scales[~old] = fresh.codes, fresh.scales
    return Coded(codes, scales)


def alike(some: Coded, others: Coded) -> Steps:
    """Return how alike words are, from 0 to STEPS, shape (some, others)."""
    found = np.empty((len(some), len(others)), np.uint8)
    for start in range(0, len(some), _BLOCK):
        block = slice(start, start + _BLOCK)
        cosine = similarities(some.take(block), others)
        np.clip(np.rint(cosine * STEPS), 0, STEPS, out=cosine)
        found[block] = cosine
    return found


@dataclass(frozen=True)
class Asked:
    """The words of needs: distinct ones with their vectors, and which of them each need has."""

    vectors: Coded
    numbers: Sequence[Ints]


def asked(needs: Sequence[Sequence[str]], known: Words) -> Asked:
    """Return the words of needs with their vectors."""
    place = {word: n for n, word in enumerate(sorted({word for need in needs for word in need}))}
    numbers = [np.array([place[word] for word in need], np.int64) for need in needs]
    return Asked(meant(list(place), known), numbers)


def agreements(words: Words, needs: Asked, rows: Rows) -> Singles:
    """Return how well rows answer the words of their need, shape of rows; 0 for row −1."""
    made = np.zeros(rows.shape, np.float32)
    for start, end in _groups(needs, len(words.vectors)):
        some = np.unique(np.concatenate([np.zeros(0, np.int64), *needs.numbers[start:end]]))
        few = end - start <= _FEW
        used = (
            np.unique(words.of(np.unique(rows[start:end][rows[start:end] >= 0]))[0])
            if few
            else None
        )
        others = words.vectors if used is None else words.vectors.take(used)
        table = alike(needs.vectors.take(some), others)
        for need in range(start, end):
            found = np.flatnonzero(rows[need] >= 0)
            flat, counts = words.of(rows[need, found])
            where = flat if used is None else np.searchsorted(used, flat)
            mine = np.searchsorted(some, needs.numbers[need])
            made[need, found] = _agreement(table, mine, where, counts)
    return made


def all_agreements(words: Words, needs: Asked) -> Singles:
    """Return how well every row answers every need, shape (needs, rows)."""
    counts = np.diff(words.ends, prepend=0)
    having = counts > 0
    best = np.zeros((len(needs.vectors), len(counts)), np.uint8)
    if having.any():
        starts = (np.cumsum(counts) - counts)[having]
        step = max(1, _LOOKED_UP // len(words.flat))
        for start in range(0, len(best), step):
            table = alike(needs.vectors.take(slice(start, start + step)), words.vectors)
            best[start : start + step, having] = np.maximum.reduceat(
                table[:, words.flat], starts, axis=1
            )
    made = np.zeros((len(needs.numbers), len(counts)), np.float32)
    for need, numbers in enumerate(needs.numbers):
        if len(numbers):
            total = best[numbers].sum(axis=0, dtype=np.int64)
            made[need] = total / np.float32(STEPS * len(numbers))
    return made


def _groups(needs: Asked, vocabulary: int) -> Iterator[tuple[int, int]]:
    """Return needs in groups whose table of words fits into memory."""
    start, seen = 0, set[int]()
    for need, numbers in enumerate(needs.numbers):
        seen.update(numbers.tolist())
        if len(seen) * vocabulary > _TABLE and need > start:
            yield start, need
            start, seen = need, set(numbers.tolist())
    if start < len(needs.numbers):
        yield start, len(needs.numbers)


def _agreement(table: Steps, mine: Ints, words: Ints, counts: Ints) -> Singles:
    """Return for each row the mean, over the need's words, of the row's nearest word."""
    made = np.zeros(len(counts), np.float32)
    having = counts > 0
    if not len(mine) or not having.any():
        return made
    starts = (np.cumsum(counts) - counts)[having]
    best = np.maximum.reduceat(table[np.ix_(mine, words)], starts, axis=1)
    made[having] = best.sum(axis=0, dtype=np.int64) / np.float32(STEPS * len(mine))
    return made
