"""The two halves of a sweep: what the votes say of the people, and of the statements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Singles
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.inverses import inverse
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import agree_and_pass, expectation, information

# Every estimated variance is pulled towards this as by one more observation of it.
LEAST = 0.1


@dataclass
class Pull:
    """Where each vote pulls: weights W (00, 01, 11) and working responses, each shape (N,)."""

    weights: tuple[Singles, Singles, Singles]
    response: tuple[Singles, Singles]

    def pairs(self) -> Iterator[tuple[int, int, Singles]]:
        """Give the weights with the two contrasts that they join."""
        yield 0, 0, self.weights[0]
        yield 0, 1, self.weights[1]
        yield 1, 1, self.weights[2]


def pull(votes: Crossing, model: Model, of_people: bool, caution: float = 0.0) -> Pull:
    """Return W and y − p + W·z, z being the part of the logits that is about to be refitted.

    With `caution` from 0 to 1, W is mixed with its upper bound ½ I (Böhning 1992): at 1 a step
    can never overshoot, at 0 it is Newton's.
    """
    received, ready, product = model.parts(votes)
    z = product + (ready if of_people else received)
    eta = z + (received if of_people else ready)
    agree, passed = agree_and_pass(eta[0], eta[1])
    mean = expectation(agree, passed)
    weights = information(*mean, passed)
    if caution:
        part, bound = 1 - caution, 0.5 * caution
        weights = (part * weights[0] + bound, part * weights[1], part * weights[2] + bound)
    return Pull(
        weights,
        (
            votes.observed[0] - mean[0] + weights[0] * z[0] + weights[1] * z[1],
            votes.observed[1] - mean[1] + weights[1] * z[0] + weights[2] * z[1],
        ),
    )


def person_precision(priors_readiness: Floats, rank: int) -> Floats:
    """Return the prior precision of (a, u), shape (2 + r, 2 + r)."""
    precision = np.eye(2 + rank)
    precision[:2, :2] = np.linalg.inv(priors_readiness)
    return precision


def person_normal(votes: Crossing, model: Model, caution: float = 0.0) -> tuple[Floats, Floats]:
    """Return the likelihood's part of each person's normal equations.

    Precision of shape (2 + r, 2 + r, n) and right side of shape (2 + r, n), without the prior.
    """
    rank, found = model.rank, pull(votes, model, of_people=True, caution=caution)
    size = 1 + rank
    tables = np.ones((2, size, votes.statements))
    tables[:, 1:] = model.statement[1:].transpose(1, 0, 2)
    spread = model.statement_covariance[1:, :, 1:, :]
    precision = np.zeros((2 + rank, 2 + rank, votes.people))
    for s, t, weight in found.pairs():
        outer = tables[s][:, None] * tables[t][None]
        outer[1:, 1:] += spread[:, s, :, t]
        flat = outer.reshape(size * size, -1).T.astype(np.float32, order="C")
        total = votes.over_statements(weight, flat).T.reshape(size, size, -1)
        _add(precision, total, s, t)
        if s != t:
            _add(precision, total.transpose(1, 0, 2), t, s)
    right = np.zeros((2 + rank, votes.people))
    for c in (0, 1):
        flat = tables[c].T.astype(np.float32, order="C")
        total = votes.over_statements(found.response[c], flat).T
        right[c] = total[0]
        right[2:] += total[1:]
    return precision, right


def _add(precision: Floats, total: Singles, s: int, t: int) -> None:
    """Add the sums over (1, V_s) × (1, V_t) where (a_s, u) × (a_t, u) have their place."""
    precision[s, t] += total[0, 0]
    precision[s, 2:] += total[0, 1:]
    precision[2:, t] += total[1:, 0]
    precision[2:, 2:] += total[1:, 1:]


def fit_people(
    votes: Crossing, model: Model, keep_priors: bool = False, caution: float = 0.0
) -> None:
    """Refit everybody's (a, u) in place, the statements held; then the prior of a."""
    precision, right = person_normal(votes, model, caution)
    precision += person_precision(model.priors.readiness, model.rank)[:, :, None]
    model.person_covariance = inverse(precision)
    model.person = np.einsum("abn,bn->an", model.person_covariance, right)
    if not keep_priors:
        a, spread = model.person[:2], model.person_covariance[:2, :2].sum(axis=2)
        model.priors.readiness = (a @ a.T + spread + LEAST * np.eye(2)) / (a.shape[1] + 1)


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
    rank, found = model.rank, pull(votes, model, of_people=False, caution=caution)
    size, priors = 1 + rank, model.priors
    factors = np.ones((size, votes.people))
    factors[1:] = model.person[2:]
    outer = factors[:, None] * factors[None]
    outer[1:, 1:] += model.person_covariance[2:, 2:]
    flat = outer.reshape(size * size, -1).T.astype(np.float32, order="C")
    precision = np.zeros((size, 2, size, 2, votes.statements))
    for s, t, weight in found.pairs():
        total = votes.over_people(weight, flat).T.reshape(size, size, -1)
        precision[:, s, :, t] = total
        precision[:, t, :, s] = total
    flat = factors.T.astype(np.float32, order="C")
    right = np.stack([votes.over_people(y, flat).T for y in found.response], axis=1).astype(float)
    received = np.linalg.inv(priors.received)
    right[0] += (received @ priors.centre)[:, None]
    precision[0, :, 0] += received[:, :, None]
    for d in range(rank):
        for c in (0, 1):
            precision[1 + d, c, 1 + d, c] += shrinkage / priors.loading[d, c]
    wide = 2 * size
    covariance = inverse(precision.reshape(wide, wide, -1))
    model.statement = np.einsum("abm,bm->am", covariance, right.reshape(wide, -1)).reshape(
        size, 2, -1
    )
    model.statement_covariance = covariance.reshape(size, 2, size, 2, -1)
    if not keep_priors:
        learn_priors(model)


def learn_priors(model: Model) -> None:
    """Estimate β, T and ω from the beliefs about the statements, in place."""
    b, m = model.statement[0], model.statement.shape[2]
    covariance, priors = model.statement_covariance, model.priors
    priors.centre = b.mean(axis=1)
    off = b - priors.centre[:, None]
    spread = covariance[0, :, 0].sum(axis=2)
    priors.received = (off @ off.T + spread + LEAST * np.eye(2)) / (m + 1)
    for d in range(model.rank):
        for c in (0, 1):
            v = model.statement[1 + d, c]
            power = float(v @ v) + float(covariance[1 + d, c, 1 + d, c].sum())
            priors.loading[d, c] = (power + LEAST / 2) / (m + 1)
