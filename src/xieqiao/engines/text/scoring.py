"""One number from 0 to 1 out of two: how near the meanings are, and how many rare terms are shared.

Logistic, as fitted to needs with known answers by `python -m benchmarks.text calibrate`: 0.5 means
that of pairs with these figures, drawn equally from fitting and from unrelated ones, half fit. It
rises with the similarity and with the share of terms, never falls.
"""

from __future__ import annotations

import numpy as np

from xieqiao.engines.text.arrays import Singles

SIMILARITY, LEXICAL, BASE = 14.0, 6.0, -5.5


def score(similarity: Singles, lexical: Singles) -> Singles:
    """Return the scores of pairs, rounded to six digits so that no noise orders them."""
    logit = SIMILARITY * similarity + LEXICAL * lexical + BASE
    return np.asarray(np.round(1 / (1 + np.exp(-logit.astype(np.float64))), 6).astype(np.float32))
