"""Everybody's place on the axes, in logits, and how surely it is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Flags, Floats
from xieqiao.engines.consensus.model import Model

# Placed is who has at least this part of the variance of places told by votes of their own.
ENOUGH_KNOWN = 0.5


@dataclass(frozen=True)
class Positions:
    """Places of n people on r axes.

    place: shape (n, r), in logits: a step of one moves the logits of a statement by one, root
    mean square over statements. variance: the same shape, in logits². weight: shape (r,), how far
    people lie apart on each axis (standard deviation, logits). known: shape (n,), the part from 0
    to 1 of the spread between people that a person's own votes have told.
    """

    place: Floats
    variance: Floats
    weight: Floats
    known: Floats

    @property
    def placed(self) -> Flags:
        """Return who voted enough to have a place, shape (n,)."""
        return np.asarray(self.known >= ENOUGH_KNOWN)


def weights(model: Model) -> Floats:
    """Return the root mean square loading of each axis, shape (r,), in logits."""
    if not model.statement.shape[2]:
        return np.zeros(model.rank)
    return np.asarray(np.sqrt((model.statement[1:] ** 2).sum(axis=1).mean(axis=1)))


def positions(model: Model) -> Positions:
    """Return everybody's place under a fit."""
    rank, n = model.rank, model.person.shape[1]
    weight = weights(model)
    place = (model.person[2:] * weight[:, None]).T
    variance = np.einsum("ddn->nd", model.person_covariance[2:, 2:]) * weight**2
    total = float((weight**2).sum())
    known = np.zeros(n) if rank == 0 or total < 1e-12 else 1 - variance.sum(axis=1) / total
    return Positions(place, variance, weight, np.clip(known, 0.0, 1.0))
