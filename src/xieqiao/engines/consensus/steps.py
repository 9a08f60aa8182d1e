"""The two halves of a sweep: what the votes say of the people, and of the statements."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus import passes
from xieqiao.engines.consensus.arrays import Floats, Singles
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.inverses import inverse
from xieqiao.engines.consensus.model import Model

# Every estimated variance is pulled towards this as by one more observation of it.
LEAST = 0.1


def person_precision(priors_readiness: Floats, rank: int) -> Floats:
    """Return the prior precision of (a, u), shape (2 + r, 2 + r)."""
    precision = np.eye(2 + rank)
    precision[:2, :2] = np.linalg.inv(priors_readiness)
    return precision


def fit_people(
    votes: Crossing, model: Model, keep_priors: bool = False, caution: float = 0.0
) -> None:
    """Refit everybody's (a, u) in place, the statements held; then the prior of a."""
    prior = person_precision(model.priors.readiness, model.rank)
    size, n = model.person.shape
    mean, covariance = np.empty((size, n)), np.empty((size, size, n))
    passes.refit_people(
        votes.starts,
        votes.statement,
        votes.vote,
        *model.rows(),
        _weigh(model),
        _lead(model),
        prior,
        caution,
        mean,
        covariance,
    )
    model.person, model.person_covariance = mean, covariance
    if not keep_priors:
        a, spread = model.person[:2], model.person_covariance[:2, :2].sum(axis=2)
        model.priors.readiness = (a @ a.T + spread + LEAST * np.eye(2)) / (a.shape[1] + 1)


def _weigh(model: Model) -> Singles:
    """Return the table of what a vote adds to its person's precision, see `passes`."""
    rank, m = model.rank, model.statement.shape[2]
    loads, spread = model.statement[1:], model.statement_covariance[1:, :, 1:, :]
    low, high = np.tril_indices(rank)

    def square(s: int, t: int) -> Floats:
        return np.asarray(loads[low, s] * loads[high, t] + spread[low, s, high, t])

    ready, u = slice(3, 3 + 2 * rank), slice(3 + 2 * rank, None)
    found = np.zeros((3, 3 + 2 * rank + len(low), m))
    found[:, :3] = np.eye(3)[:, :, None]
    found[0, ready][:rank] = found[1, ready][rank:] = loads[:, 0]
    found[1, ready][:rank] = found[2, ready][rank:] = loads[:, 1]
    found[0, u], found[2, u] = square(0, 0), square(1, 1)
    found[1, u] = square(0, 1) + square(1, 0)
    return np.ascontiguousarray(found.transpose(2, 0, 1), np.float32)


def _lead(model: Model) -> Singles:
    """Return the table of what a vote adds to its person's right side, see `passes`."""
    found = np.zeros((model.statement.shape[2], 2, 2 + model.rank), np.float32)
    found[:, :, :2] = np.eye(2)
    found[:, :, 2:] = model.statement[1:].transpose(2, 1, 0)
    return found


def fit_statements(
    votes: Crossing,
    model: Model,
    shrinkage: float = 1.0,
    keep_priors: bool = False,
    caution: float = 0.0,
) -> None:
    """Refit every (b, V) in place, the people held; then the priors β, T, ω.

    `shrinkage` multiplies the prior precision of the loadings.
    """
    rank, priors = model.rank, model.priors
    size, wide = 1 + rank, 2 + 2 * rank
    precision, right = _statement_normal(votes, model, caution)
    received = np.linalg.inv(priors.received)
    right[0] += (received @ priors.centre)[:, None]
    precision[0, :, 0] += received[:, :, None]
    for d in range(rank):
        for c in (0, 1):
            precision[1 + d, c, 1 + d, c] += shrinkage / priors.loading[d, c]
    covariance = inverse(precision.reshape(wide, wide, -1))
    model.statement = np.einsum("abm,bm->am", covariance, right.reshape(wide, -1)).reshape(
        size, 2, -1
    )
    model.statement_covariance = covariance.reshape(size, 2, size, 2, -1)
    if not keep_priors:
        learn_priors(model)


def _statement_normal(votes: Crossing, model: Model, caution: float) -> tuple[Floats, Floats]:
    """Return the likelihood's part of each statement's normal equations.

    Precision of shape (1 + r, 2, 1 + r, 2, m), right side of shape (1 + r, 2, m).
    """
    size, m = 1 + model.rank, votes.statements
    low, high = np.tril_indices(model.rank)
    spread = model.person_covariance[2:, 2:][low, high].T
    low, high = np.tril_indices(size)
    sums = np.zeros((m, 3, len(low)), np.float32)
    pulled = np.zeros((m, 2, size), np.float32)
    passes.statements_sums(
        votes.starts,
        votes.statement,
        votes.vote,
        *model.rows(),
        np.ascontiguousarray(spread, np.float32),
        caution,
        sums,
        pulled,
    )
    precision = np.empty((size, 2, size, 2, m))
    for place, (s, t) in enumerate(((0, 0), (0, 1), (1, 1))):
        total = sums[:, place].T
        for a, b in {(s, t), (t, s)}:
            precision[low, a, high, b] = total
            precision[high, a, low, b] = total
    return precision, pulled.transpose(2, 1, 0).astype(np.float64)


def learn_priors(model: Model) -> None:
    """Estimate β, T and ω from the beliefs about the statements, in place."""
    b, m = model.statement[0], model.statement.shape[2]
    covariance, priors = model.statement_covariance, model.priors
    priors.centre = b.mean(axis=1)
    off = b - priors.centre[:, None]
    spread = covariance[0, :, 0].sum(axis=2)
    priors.received = (off @ off.T + spread + LEAST * np.eye(2)) / (m + 1)
    own = np.einsum("dcdcm->dc", covariance[1:, :, 1:])
    power = (model.statement[1:] ** 2).sum(axis=2) + own
    priors.loading = (power + LEAST / 2) / (m + 1)
