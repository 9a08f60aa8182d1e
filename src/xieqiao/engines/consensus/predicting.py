"""What the model expects of a vote not yet given, with what it does not know averaged out."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import probabilities

# Three-point Gauss–Hermite rule for a standard normal: exact for polynomials up to degree five.
_NODES = (-float(np.sqrt(3.0)), 0.0, float(np.sqrt(3.0)))
_WEIGHTS = (1 / 6, 2 / 3, 1 / 6)
_TOGETHER = 65_536


def logit_covariance(model: Model, person: Codes, statement: Codes) -> Floats:
    """Return the covariance of the two logits of each pair, shape (N, 2, 2), in logits².

    V C_person Vᵀ + E[ũᵀ C_statement ũ] with ũ = (1, u): what is unknown of the person and of the
    statement, and of both together.
    """
    rank = model.rank
    loads = np.zeros((len(person), 2, 2 + rank))
    loads[:, 0, 0] = loads[:, 1, 1] = 1
    loads[:, :, 2:] = model.statement[1:].transpose(2, 1, 0)[statement]
    spread = model.person_covariance.transpose(2, 0, 1)[person]
    result = loads @ spread @ loads.transpose(0, 2, 1)
    factors = np.ones((len(person), 1 + rank))
    factors[:, 1:] = model.person[2:].T[person]
    second = factors[:, :, None] * factors[:, None, :]
    second[:, 1:, 1:] += spread[:, 2:, 2:]
    flat = second.reshape(len(person), -1)
    for s, t in ((0, 0), (0, 1), (1, 1)):
        table = model.statement_covariance[:, s, :, t].reshape((1 + rank) ** 2, -1).T
        extra = np.einsum("nk,nk->n", flat, table[statement])
        result[:, s, t] += extra
        if s != t:
            result[:, t, s] += extra
    return np.asarray(result)


def predict(model: Model, person: Codes, statement: Codes, moderation: float = 1.0) -> Floats:
    """Return p(disagree, pass, agree) for each pair, shape (N, 3).

    The softmax is averaged over the Gaussian belief about the logits, its covariance multiplied
    by `moderation` (0: the means alone count; chosen by held-out likelihood like the rank).
    """
    parts = [
        _predict(model, person[s : s + _TOGETHER], statement[s : s + _TOGETHER], moderation)
        for s in range(0, len(person), _TOGETHER)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, 3))


def _predict(model: Model, person: Codes, statement: Codes, moderation: float) -> Floats:
    eta = model.logits(person, statement)
    if moderation == 0:
        return np.asarray(probabilities(eta[0], eta[1]))
    covariance = logit_covariance(model, person, statement)
    return averaged(eta[0], eta[1], covariance * moderation)


def averaged(position: Floats, reserve: Floats, covariance: Floats) -> Floats:
    """Return E softmax over N(mean, covariance): (N,), (N,), (N, 2, 2) → (N, 3)."""
    first = np.sqrt(np.maximum(covariance[:, 0, 0], 1e-12))
    slope = covariance[:, 0, 1] / first
    second = np.sqrt(np.maximum(covariance[:, 1, 1] - slope**2, 0.0))
    total = np.zeros((len(position), 3))
    for x, wx in zip(_NODES, _WEIGHTS, strict=True):
        for y, wy in zip(_NODES, _WEIGHTS, strict=True):
            moved = probabilities(position + first * x, reserve + slope * x + second * y)
            total += (wx * wy) * moved
    return total


def log_loss(probability: Floats, vote: np.ndarray) -> Floats:
    """Return −log p of the vote that was given, each in nats, shape (N,)."""
    given = probability[np.arange(len(vote)), np.asarray(vote, dtype=np.intp) + 1]
    return np.asarray(-np.log(np.maximum(given, 1e-12)))
