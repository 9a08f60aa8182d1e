"""One number from 0 to 1: how near the meanings are, how words agree, which rare terms are shared.

Logistic, with figures that `python -m benchmarks.text calibrate` fits to needs with known answers
and keeps in `calibration.json`: 0.5 means that of pairs with such figures, drawn equally from
fitting and from unrelated ones, half fit. It rises with each of the three, never falls.

Some texts are near to everything because they speak of nothing in particular. What a text has in
common with all others, its product with a mean of many profiles and needs, is therefore taken from
the similarity, by moving the need away from that mean.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from xieqiao.engines.text.arrays import Singles, Vectors
from xieqiao.engines.text.encoding import Coded, coded


@dataclass(frozen=True)
class Calibration:
    """What was fitted: the mean of texts, and the weights of the three figures."""

    centre: Vectors
    similarity: float
    words: float
    lexical: float
    base: float


@cache
def calibration() -> Calibration:
    """Return what was fitted."""
    said = json.loads(files(__package__).joinpath("calibration.json").read_text("utf-8"))
    centre = np.array(said["centre"], np.float32)
    weights = (float(said[name]) for name in ("similarity", "words", "lexical", "base"))
    return Calibration(centre, *weights)


def as_need(vectors: Vectors) -> Coded:
    """Return vectors of needs, moved away from what is common to all texts."""
    saying = np.any(vectors, axis=-1, keepdims=True)
    return coded(np.where(saying, vectors - calibration().centre, 0).astype(np.float32))


def score(similarity: Singles, words: Singles, lexical: Singles) -> Singles:
    """Return the scores of pairs, rounded to six digits so that no noise orders them."""
    fitted = calibration()
    logit = (
        fitted.similarity * similarity.astype(np.float64)
        + fitted.words * words
        + fitted.lexical * lexical
        + fitted.base
    )
    return np.asarray(np.round(1 / (1 + np.exp(-logit)), 6).astype(np.float32))
