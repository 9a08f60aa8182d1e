"""Vectors in lists by direction, so that a search reads the near lists alone.

Inverted lists by spherical k-means (Sivic & Zisserman 2003; Dhillon & Modha 2001). Below
`WORTHWHILE` vectors everything is read, which is quick enough and misses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.text.arrays import Ints, Rows, Vectors
from xieqiao.engines.text.encoding import Coded

WORTHWHILE = 50_000
_SAMPLE = 48
_ROUNDS = 6
_BLOCK = 8192


@dataclass(frozen=True)
class Lists:
    """centres (c, d): unit vectors; rows in order of their lists, list n from starts[n]."""

    centres: Vectors
    order: Rows
    starts: Ints

    def rows(self, number: int) -> Rows:
        """Return the rows of a list."""
        return self.order[self.starts[number] : self.starts[number + 1]]

    def near(self, vectors: Vectors, probes: int) -> Ints:
        """Return the nearest lists of each vector, shape (n, probes), in no particular order."""
        probes = min(probes, len(self.centres))
        found = vectors @ self.centres.T
        return np.asarray(np.argpartition(-found, probes - 1, axis=1)[:, :probes])


def listed(centres: Vectors, which: Ints) -> Lists:
    """Return the lists, given which one each row is in."""
    order = np.argsort(which, kind="stable").astype(np.int64)
    starts = np.zeros(len(centres) + 1, np.int64)
    np.cumsum(np.bincount(which, minlength=len(centres)), out=starts[1:])
    return Lists(centres, order, starts)


def due(rows: int, trained: int) -> bool:
    """Whether so many rows need new centres, the present ones being made of so many."""
    return rows >= WORTHWHILE and rows > 2 * trained


def trained(vectors: Coded) -> Vectors:
    """Return centres for these vectors, always the same ones for the same vectors."""
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
    return centres


def assigned(vectors: Coded, centres: Vectors) -> Ints:
    """Return the nearest centre of each vector."""
    found = np.empty(len(vectors), np.int32)
    for start in range(0, len(vectors), _BLOCK):
        rows = np.arange(start, min(start + _BLOCK, len(vectors)))
        found[rows] = _nearest(vectors.take(rows).vectors(), centres)
    return found


def _nearest(vectors: Vectors, centres: Vectors) -> Ints:
    found = np.empty(len(vectors), np.int32)
    for start in range(0, len(vectors), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = np.argmax(vectors[block] @ centres.T, axis=1)
    return found


def _unit(vectors: Vectors) -> Vectors:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12))
