"""A guide to very many vectors: short ones to look through for one need, lists for many needs.

One need reads a short form of every vector, its 96 main directions (principal components), and
then the best hundredth in full. Many needs at once read the lists near to them alone, each list
once: inverted lists by spherical k-means (Sivic & Zisserman 2003; Dhillon & Modha 2001). Below
`WORTHWHILE` vectors there is no guide: everything is read in full and nothing missed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.text.arrays import Codes, Ints, Rows, Vectors
from xieqiao.engines.text.encoding import Coded

WORTHWHILE = 50_000
SHORT = 96
_STEPS = 200.0
_SAMPLE = 48
_ROUNDS = 6
_BLOCK = 8192


@dataclass(frozen=True)
class Guide:
    """What was learnt from the vectors. centres (c, d): unit vectors; directions (d, SHORT)."""

    centres: Vectors
    directions: Vectors


@dataclass(frozen=True)
class Guided:
    """What a guide says of rows: the nearest centre of each, and their short forms."""

    which: Ints
    short: Codes

    def and_(self, others: Guided) -> Guided:
        """Return these rows and others behind them."""
        return Guided(
            np.concatenate([self.which, others.which]), np.concatenate([self.short, others.short])
        )


@dataclass(frozen=True)
class Lists:
    """A guide and its rows in order of their lists, list n from starts[n]; their short forms."""

    guide: Guide
    short: Codes
    order: Rows
    starts: Ints

    def rows(self, number: int) -> Rows:
        """Return the rows of a list."""
        return self.order[self.starts[number] : self.starts[number + 1]]

    def near(self, vectors: Vectors, probes: int) -> Ints:
        """Return the nearest lists of each vector, shape (n, probes), in no particular order."""
        probes = min(probes, len(self.guide.centres))
        found = vectors @ self.guide.centres.T
        return np.asarray(np.argpartition(-found, probes - 1, axis=1)[:, :probes])

    def likely(self, vector: Vectors, count: int) -> Rows:
        """Return so many rows whose short forms are nearest to a vector."""
        need = vector @ self.guide.directions
        found = np.empty(len(self.short), np.float32)
        for start in range(0, len(found), _BLOCK):
            block = slice(start, start + _BLOCK)
            found[block] = self.short[block].astype(np.float32) @ need
        return np.sort(np.argpartition(-found, min(count, len(found)) - 1)[:count])


def listed(guide: Guide, rows: Guided) -> Lists:
    """Return the lists, given which one each row is in."""
    order = np.argsort(rows.which, kind="stable").astype(np.int64)
    starts = np.zeros(len(guide.centres) + 1, np.int64)
    np.cumsum(np.bincount(rows.which, minlength=len(guide.centres)), out=starts[1:])
    return Lists(guide, rows.short, order, starts)


def due(rows: int, trained: int) -> bool:
    """Whether so many rows need new centres, the present ones being made of so many."""
    return rows >= WORTHWHILE and rows > 2 * trained


def trained(vectors: Coded) -> Guide:
    """Return a guide to these vectors, always the same ones for the same vectors."""
    count = int(1.3 * np.sqrt(len(vectors)))
    chance = np.random.default_rng(0)
    some = np.sort(chance.choice(len(vectors), min(len(vectors), count * _SAMPLE), replace=False))
    sample = vectors.take(some).vectors()
    centres = sample[chance.choice(len(sample), count, replace=False)]
    for _ in range(_ROUNDS):
        which = _nearest(sample, centres)
        order = np.argsort(which, kind="stable")
        filled, first = np.unique(which[order], return_index=True)
        centres[filled] = _unit(np.add.reduceat(sample[order], first, axis=0))
    return Guide(centres, np.ascontiguousarray(_main(sample), np.float32))


def _main(sample: Vectors) -> Vectors:
    """Return the main directions, each turned so that its largest number is positive."""
    found = np.linalg.eigh(sample.T.astype(np.float64) @ sample)[1][:, : -SHORT - 1 : -1]
    largest = np.take_along_axis(found, np.abs(found).argmax(axis=0)[None], axis=0)
    return np.asarray(found * np.sign(largest))


def guided(vectors: Coded, guide: Guide) -> Guided:
    """Return what the guide says of these vectors."""
    which = np.empty(len(vectors), np.int32)
    short = np.empty((len(vectors), SHORT), np.int8)
    for start in range(0, len(vectors), _BLOCK):
        block = slice(start, start + _BLOCK)
        some = vectors.take(block).vectors()
        which[block] = np.argmax(some @ guide.centres.T, axis=1)
        short[block] = np.clip(np.rint(some @ guide.directions * _STEPS), -127, 127)
    return Guided(which, short)


def _nearest(vectors: Vectors, centres: Vectors) -> Ints:
    found = np.empty(len(vectors), np.int32)
    for start in range(0, len(vectors), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = np.argmax(vectors[block] @ centres.T, axis=1)
    return found


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))
