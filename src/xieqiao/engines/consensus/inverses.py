"""Inverses of very many very small symmetric positive definite matrices at once."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Floats
from xieqiao.engines.consensus.compiled import compiled

# Matrices worked on side by side: each step is then one vector operation for all of them.
TOGETHER = 16


def inverse(matrices: Floats) -> Floats:
    """Invert `matrices`, shape (q, q, n), by Gauss and Jordan, and return the same shape.

    A positive definite matrix needs no pivoting.
    """
    result = np.array(matrices, dtype=np.float64, order="C")
    _inverse(result)
    return result


@compiled
def _inverse(matrices: Floats) -> None:
    size, n = matrices.shape[0], matrices.shape[2]
    part = np.zeros((size, size, TOGETHER))
    for first in range(0, n, TOGETHER):
        last = min(first + TOGETHER, n)
        for a in range(size):
            for b in range(size):
                for k in range(last - first):
                    part[a, b, k] = matrices[a, b, first + k]
                for k in range(last - first, TOGETHER):
                    part[a, b, k] = 1.0 if a == b else 0.0
        invert(part)
        for a in range(size):
            for b in range(size):
                for k in range(last - first):
                    matrices[a, b, first + k] = part[a, b, k]


@compiled
def invert(part: Floats) -> None:
    """Invert matrices of shape (q, q, TOGETHER) in place."""
    size = part.shape[0]
    pivot, factor = np.empty(TOGETHER), np.empty(TOGETHER)
    for c in range(size):
        for k in range(TOGETHER):
            pivot[k] = 1.0 / part[c, c, k]
            part[c, c, k] = 1.0
        for b in range(size):
            for k in range(TOGETHER):
                part[c, b, k] *= pivot[k]
        for a in range(size):
            if a == c:
                continue
            for k in range(TOGETHER):
                factor[k] = part[a, c, k]
                part[a, c, k] = 0.0
            for b in range(size):
                for k in range(TOGETHER):
                    part[a, b, k] -= factor[k] * part[c, b, k]
