"""What others would predict: shares of statements, shares of Polis' groups, a ridge factorisation.

All learn from the same training votes and smooth alike; a pass is a class of its own.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

RANK, RIDGE, SWEEPS = 2, 3.0, 15
LEAST = 0.01


def statement_share(statement, vote, statements):
    """Shares of the three votes on each statement, smoothed by three votes of the overall share."""
    counts = np.zeros((statements, 3))
    np.add.at(counts, (statement, vote + 1), 1)
    overall = counts.sum(axis=0) / counts.sum()
    return (counts + 3 * overall) / (counts.sum(axis=1, keepdims=True) + 3)


def group_shares(person, statement, vote, group, statements):
    """Shares by published group, smoothed by three votes of the statement's share."""
    share = statement_share(statement, vote, statements)
    size = int(group.max()) + 1
    counts = np.zeros((size + 1, statements, 3))
    np.add.at(counts, (group[person], statement, vote + 1), 1)
    counts[-1] = 0  # whoever has no group is predicted by the statement's share
    return (counts + 3 * share) / (counts.sum(axis=2, keepdims=True) + 3)


def factorised(training, people, statements, person, statement):
    """Rank-2 ridge factorisation by alternating least squares, one class against the rest."""
    who, what, vote = training
    share = statement_share(what, vote, statements)
    expected = np.empty((len(person), 3))
    for number in range(3):
        residual = (vote + 1 == number) - share[what, number]
        u, v = _als(who, what, residual, people, statements)
        expected[:, number] = share[statement, number] + (u[person] * v[statement]).sum(axis=1)
    expected = np.maximum(expected, LEAST)
    return expected / expected.sum(axis=1, keepdims=True)


def _als(who, what, residual, people, statements):
    v = np.random.default_rng(0).normal(0, 0.1, (statements, RANK))
    value = sparse.csr_array((residual, (who, what)), (people, statements))
    seen = sparse.csr_array((np.ones(len(residual)), (who, what)), (people, statements))
    for _ in range(SWEEPS):
        u = _half(value, seen, v)
        v = _half(value.T.tocsr(), seen.T.tocsr(), u)
    return u, v


def _half(value, seen, other):
    outer = (other[:, :, None] * other[:, None, :]).reshape(len(other), -1)
    normal = (seen @ outer).reshape(-1, RANK, RANK) + RIDGE * np.eye(RANK)
    return np.linalg.solve(normal, (value @ other)[:, :, None])[:, :, 0]
