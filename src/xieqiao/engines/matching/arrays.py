"""The names of the array types that this engine passes around.

Gains and prices are whole numbers of 64 bits in millionths of a score; Codes are places.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Codes: TypeAlias = NDArray[np.int64]
Ints: TypeAlias = NDArray[np.int64]
Gains: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Keys: TypeAlias = NDArray[np.uint64]
Flags: TypeAlias = NDArray[np.bool_]

SCALE = 1_000_000
"""Gains in one unit of score: truncating to two decimals would lose the optimum."""


def gains_of(scores: Floats) -> Gains:
    """Return scores as whole millionths, rounded half to even. Any shape."""
    return np.rint(np.asarray(scores, np.float64) * SCALE).astype(np.int64)


def codes(values: object) -> Codes:
    """Return whole numbers as an array of 64 bits."""
    return np.asarray(values, dtype=np.int64)
