"""Three answers as a point in the plane: the softmax likelihood of disagree, pass, agree.

A vote's three logits sum to zero, so two numbers say them: η₀ along (agree − disagree)/√2, the
*position*, and η₁ along (2·pass − agree − disagree)/√6, the *reserve*. Both are in logits, and the
two directions are orthonormal, so that neither answer is a reference for the others.

All functions work element by element on arrays of any one shape and keep its type.
"""

from __future__ import annotations

import math

import numpy as np

from xieqiao.engines.consensus.arrays import Floats
from xieqiao.engines.consensus.compiled import compiled

ROOT2 = float(np.sqrt(2.0))
ROOT6 = float(np.sqrt(6.0))

# Rows: disagree (−1), pass (0), agree (+1). Columns: position, reserve.
CONTRASTS = np.array(
    [[-1 / ROOT2, -1 / ROOT6], [0.0, 2 / ROOT6], [1 / ROOT2, -1 / ROOT6]], dtype=np.float64
)
CONTRASTS.setflags(write=False)

# Beyond this a probability is 0 or 1 in any use of it, and exp() stays finite in float32.
_FAR = 40.0


def agree_and_pass(position: Floats, reserve: Floats) -> tuple[Floats, Floats]:
    """Return p(agree) and p(pass); p(disagree) is what is left of one."""
    kind = position.dtype.type
    common = reserve * kind(-3 / ROOT6)
    half = position * kind(1 / ROOT2)
    agree, disagree = common + half, common - half
    for value in (agree, disagree):
        np.minimum(np.maximum(value, kind(-_FAR), out=value), kind(_FAR), out=value)
        np.exp(value, out=value)
    passed = 1 / (1 + agree + disagree)
    return agree * passed, passed


@compiled
def chances_of(position: float, reserve: float) -> tuple[float, float]:
    """Return p(agree) and p(pass) of one vote, in compiled code."""
    common, half = reserve * (-3 / ROOT6), position * (1 / ROOT2)
    agree = math.exp(min(max(common + half, -_FAR), _FAR))
    disagree = math.exp(min(max(common - half, -_FAR), _FAR))
    passed = 1 / (1 + agree + disagree)
    return agree * passed, passed


def expectation(agree: Floats, passed: Floats) -> tuple[Floats, Floats]:
    """Return the expected contrast of a vote (position, reserve)."""
    kind = agree.dtype.type
    position = (2 * agree + passed - 1) * kind(1 / ROOT2)
    reserve = (3 * passed - 1) * kind(1 / ROOT6)
    return position, reserve


def information(position: Floats, reserve: Floats, passed: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the variance of a vote's contrasts, the likelihood's Fisher information (00, 01, 11).

    `position` and `reserve` are the expected contrasts, not the logits.
    """
    kind = position.dtype.type
    first = (1 - passed) * kind(0.5) - position * position
    mixed = -position * (kind(1 / ROOT6) + reserve)
    second = (1 + 3 * passed) * kind(1 / 6) - reserve * reserve
    return first, mixed, second


def probabilities(position: Floats, reserve: Floats) -> Floats:
    """Return p(disagree, pass, agree) on a new last axis."""
    agree, passed = agree_and_pass(position, reserve)
    return np.stack([1 - agree - passed, passed, agree], axis=-1)
