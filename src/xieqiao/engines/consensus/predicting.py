"""What the model expects of a vote not yet given, with what it does not know averaged out."""

from __future__ import annotations

import math

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import chances_of, probabilities

# Three-point Gauss–Hermite rule for a standard normal: exact for polynomials up to degree five.
_NODES = (-float(np.sqrt(3.0)), 0.0, float(np.sqrt(3.0)))
_WEIGHTS = (1 / 6, 2 / 3, 1 / 6)


def logit_covariance(model: Model, person: Codes, statement: Codes) -> Floats:
    """Return the covariance (00, 01, 11) of the two logits of each pair, shape (N, 3), in logits².

    V C_person Vᵀ + E[ũᵀ C_statement ũ] with ũ = (1, u): what is unknown of the person and of the
    statement, and of both together.
    """
    found = np.empty((len(person), 3))
    _covariances(
        np.asarray(person, np.int64),
        np.asarray(statement, np.int64),
        np.ascontiguousarray(model.person),
        np.ascontiguousarray(model.person_covariance),
        np.ascontiguousarray(model.statement),
        np.ascontiguousarray(model.statement_covariance),
        found,
    )
    return found


@compiled
def _covariances(
    person: Ints, statement: Ints, who: Floats, spread: Floats, what: Floats, doubt: Floats,
    found: Floats,
) -> None:  # fmt: skip
    size = len(what)
    factor, load = np.ones(size), np.zeros((2, 1 + size))
    load[0, 0] = load[1, 1] = 1.0
    for k in range(len(person)):
        i, j = person[k], statement[k]
        for d in range(1, size):
            factor[d] = who[1 + d, i]
            load[0, 1 + d], load[1, 1 + d] = what[d, 0, j], what[d, 1, j]
        v00, v01, v11 = 0.0, 0.0, 0.0
        for a in range(1 + size):
            for b in range(1 + size):
                v00 += load[0, a] * spread[a, b, i] * load[0, b]
                v01 += load[0, a] * spread[a, b, i] * load[1, b]
                v11 += load[1, a] * spread[a, b, i] * load[1, b]
        for d in range(size):
            for e in range(size):
                both = factor[d] * factor[e]
                if d and e:
                    both += spread[1 + d, 1 + e, i]
                v00 += both * doubt[d, 0, e, 0, j]
                v01 += both * doubt[d, 0, e, 1, j]
                v11 += both * doubt[d, 1, e, 1, j]
        found[k, 0], found[k, 1], found[k, 2] = v00, v01, v11


def predict(model: Model, person: Codes, statement: Codes, moderation: float = 1.0) -> Floats:
    """Return p(disagree, pass, agree) for each pair, shape (N, 3).

    The softmax is averaged over the Gaussian belief about the logits, its covariance multiplied
    by `moderation` (0: the means alone count; chosen by held-out likelihood like the rank).
    """
    eta = model.logits(person, statement)
    if moderation == 0:
        return np.asarray(probabilities(eta[0], eta[1]))
    return averaged(eta[0], eta[1], logit_covariance(model, person, statement) * moderation)


def averaged(position: Floats, reserve: Floats, covariance: Floats) -> Floats:
    """Return E softmax over N(mean, covariance): (N,), (N,), (N, 3) → (N, 3)."""
    total = np.zeros((len(position), 3))
    _average(position, reserve, covariance, total)
    return total


@compiled
def _average(position: Floats, reserve: Floats, covariance: Floats, total: Floats) -> None:
    for k in range(len(position)):
        first = math.sqrt(max(covariance[k, 0], 1e-12))
        slope = covariance[k, 1] / first
        second = math.sqrt(max(covariance[k, 2] - slope * slope, 0.0))
        for a in range(3):
            for b in range(3):
                moved = reserve[k] + slope * _NODES[a] + second * _NODES[b]
                agree, passed = chances_of(position[k] + first * _NODES[a], moved)
                weight = _WEIGHTS[a] * _WEIGHTS[b]
                total[k, 0] += weight * (1 - agree - passed)
                total[k, 1] += weight * passed
                total[k, 2] += weight * agree


def log_loss(probability: Floats, vote: np.ndarray) -> Floats:
    """Return −log p of the vote that was given, each in nats, shape (N,)."""
    given = probability[np.arange(len(vote)), np.asarray(vote, dtype=np.intp) + 1]
    return np.asarray(-np.log(np.maximum(given, 1e-12)))
