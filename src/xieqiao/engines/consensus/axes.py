"""Axes of a fit: turned so that they are comparable, and a new one where votes still agree.

The likelihood does not change when u is stretched and turned and V the other way. Fixing the
people's spread to the identity and the statements' loadings to orthogonal axes in falling order
makes the fit converge in a few sweeps (parameter expansion) and gives axes a meaning.
"""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Singles
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import CONTRASTS, expectation
from xieqiao.engines.consensus.steps import LEAST

_POWER_STEPS = 12


def turn(model: Model, blocks: int = 1, whole: bool = False) -> None:
    """Centre the people, make their spread the identity and the loadings orthogonal, in place.

    The covariances of the statements are turned only on demand (`whole`): within a sweep they are
    computed anew right afterwards.
    """
    rank, n, m = model.rank, model.person.shape[1], model.statement.shape[2]
    who = model.person.reshape(2 + rank, blocks, n // blocks)
    what = model.statement.reshape(1 + rank, 2, blocks, m // blocks)
    middle = who.mean(axis=2)
    who -= middle[:, :, None]
    what[0] += middle[:2, :, None]
    if not rank:
        return
    what[0] += np.einsum("dcbm,db->cbm", what[1:], middle[2:])
    forth, back = _turns(model, blocks)
    people = _framed(forth, 2)
    model.person = _left(people, model.person[:, None])[:, 0]
    model.person_covariance = _both(people, model.person_covariance)
    loads = _framed(back, 1)
    model.statement = _left(loads, model.statement)
    _turn_priors(model, back)
    if whole:
        wide = np.kron(loads, np.eye(2)[None])
        shape = model.statement_covariance.shape
        flat = model.statement_covariance.reshape(2 * rank + 2, 2 * rank + 2, -1)
        model.statement_covariance = _both(wide, flat).reshape(shape)


def orient(model: Model) -> None:
    """Point every axis to where its strongest statements are agreed with, in place."""
    position = model.statement[1:, 0]
    sign = np.where((position * np.abs(position)).sum(axis=1) < 0, -1.0, 1.0)
    model.statement[1:] *= sign[:, None, None]
    model.person[2:] *= sign[:, None]
    people, loads = np.append([1.0, 1.0], sign), np.append([1.0], sign)
    model.person_covariance *= (people[:, None] * people)[:, :, None]
    model.statement_covariance *= loads[:, None, None, None, None] * loads[:, None, None]


def _turns(model: Model, blocks: int) -> tuple[Floats, Floats]:
    """Return the matrices of each block for u ← forthᵀ u and V ← backᵀ V, shape (B, r, r)."""
    rank, n = model.rank, model.person.shape[1] // blocks
    u = model.person[2:].reshape(rank, blocks, n).transpose(1, 0, 2)
    spread = model.person_covariance[2:, 2:].reshape(rank, rank, blocks, n).sum(axis=3)
    root = np.linalg.cholesky((u @ u.transpose(0, 2, 1) + spread.transpose(2, 0, 1)) / n)
    v = model.statement[1:].reshape(rank, 2, blocks, -1).transpose(2, 0, 1, 3)
    stretched = root.transpose(0, 2, 1) @ v.reshape(blocks, rank, -1)
    _, basis = np.linalg.eigh(stretched @ stretched.transpose(0, 2, 1))
    basis = basis[:, :, ::-1]
    return np.linalg.inv(root).transpose(0, 2, 1) @ basis, root @ basis


def _framed(turned: Floats, before: int) -> Floats:
    """Return the matrices with an identity of size `before` put in front."""
    blocks, rank = turned.shape[:2]
    framed = np.zeros((blocks, before + rank, before + rank))
    framed[:, :before, :before] = np.eye(before)
    framed[:, before:, before:] = turned
    return framed


def _turn_priors(model: Model, back: Floats) -> None:
    """Estimate ω anew for the turned loadings, whose covariances are still as they were."""
    rank, m = model.rank, model.statement.shape[2]
    blocks = len(back)
    spread = model.statement_covariance[1:, :, 1:, :]
    for c in (0, 1):
        power = (model.statement[1:, c] ** 2).sum(axis=1)
        inner = spread[:, c, :, c].reshape(rank, rank, blocks, -1).sum(axis=3).transpose(2, 0, 1)
        turned = back.transpose(0, 2, 1) @ inner @ back
        power = power + np.einsum("bdd->d", turned)
        model.priors.loading[:, c] = (power + LEAST / 2) / (m + 1)


def _left(turned: Floats, rows: Floats) -> Floats:
    """Return tᵀ x for every column of each block: (B, q, q), (q, k, n) → (q, k, n)."""
    (blocks, q, _), (_, k, n) = turned.shape, rows.shape
    apart = rows.reshape(q, k, blocks, n // blocks).transpose(2, 0, 1, 3)
    result = turned.transpose(0, 2, 1) @ apart.reshape(blocks, q, -1)
    back = result.reshape(blocks, q, k, n // blocks).transpose(1, 2, 0, 3)
    return np.asarray(back).reshape(q, k, n)


def _both(turned: Floats, covariance: Floats) -> Floats:
    """Return tᵀ C t for each of the covariances of each block: (B, q, q), (q, q, n)."""
    half = _left(turned, covariance)
    return _left(turned, half.transpose(1, 0, 2)).transpose(1, 0, 2)


def grow(votes: Crossing, model: Model) -> None:
    """Add an axis in place: along the strongest agreement among what is not yet explained.

    It is the first singular vector of the scores y − p, people and statements weighted by how
    much they voted, found by a few power steps from a fixed start.
    """
    score = _scores(votes, model)
    by_person = 1 / (votes.seen_by_person + 3)
    by_statement = 1 / np.sqrt(votes.seen_by_statement + 3)
    direction = _start(votes.statements)
    for _ in range(_POWER_STEPS):
        back = votes.there_and_back(score, direction * by_statement, by_person)
        direction = _unit(back * by_statement, votes.blocks)
    _append(model, direction)


def _scores(votes: Crossing, model: Model) -> Singles:
    """Return y − p of each vote, its two contrasts, shape (2, N)."""
    given = CONTRASTS.astype(np.float32).T[:, votes.vote.astype(np.intp) + 1]
    return np.asarray(given - np.stack(expectation(*model.expectations(votes))))


def _start(m: int) -> Floats:
    number = np.arange(2 * m, dtype=np.float64)
    return np.asarray(1 + 0.5 * np.sin(1 + number * 12.9898)).reshape(2, m)


def _unit(x: Floats, blocks: int) -> Floats:
    parts = x.reshape(2, blocks, -1)
    size = np.sqrt((parts * parts).mean(axis=(0, 2), keepdims=True))
    return np.asarray(parts / np.maximum(size, 1e-100)).reshape(x.shape)


def _append(model: Model, direction: Floats) -> None:
    rank = model.rank
    m, n = model.statement.shape[2], model.person.shape[1]
    model.statement = np.concatenate([model.statement, 0.5 * direction[None]])
    old = model.statement_covariance
    model.statement_covariance = np.zeros((rank + 2, 2, rank + 2, 2, m))
    model.statement_covariance[:-1, :, :-1] = old
    for c in (0, 1):
        model.statement_covariance[-1, c, -1, c] = 0.05
    model.person = np.concatenate([model.person, np.zeros((1, n))])
    before = model.person_covariance
    model.person_covariance = np.zeros((rank + 3, rank + 3, n))
    model.person_covariance[:-1, :-1] = before
    model.person_covariance[-1, -1] = 1.0
    model.priors.loading = np.concatenate([model.priors.loading, np.full((1, 2), 0.3)])
