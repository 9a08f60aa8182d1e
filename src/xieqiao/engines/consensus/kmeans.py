"""k-means from two groups upwards, each step from the one before, without chance."""

from __future__ import annotations

import math

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints
from xieqiao.engines.consensus.compiled import compiled

_STEPS = 15
_SQUARINGS = 8


def ladder(points: Floats, most: int, thorough: bool = True) -> tuple[Ints, Floats]:
    """Return labels (most − 1, n) and silhouettes (most − 1,) for K = 2, …, `most`.

    points: shape (n, r). Each step starts with the widest group of the one before cut in two.
    With `thorough` it is also tried with the farthest point as a new centre, and the tighter of
    the two is kept. The silhouette is the mean simplified one, (b − a)/b with a the distance to the
    own centre and b to the next (Hruschka et al. 2004).
    """
    labels = np.zeros((max(most - 1, 0), len(points)), np.int64)
    silhouettes = np.zeros(len(labels))
    _ladder(np.ascontiguousarray(points.T, np.float64), labels, silhouettes, thorough)
    return labels, silhouettes


# Loops are written out: an assignment to a slice takes a second to compile.


@compiled
def _ladder(points: Floats, labels: Ints, silhouettes: Floats, thorough: bool) -> None:
    rank, n = points.shape
    most = len(labels) + 1
    centres, other = np.zeros((most, rank)), np.zeros((most, rank))
    for d in range(rank):
        for i in range(n):
            centres[0, d] += points[d, i] / n
    label, label_2 = np.zeros(n, np.int64), np.zeros(n, np.int64)
    near, near_2, next_, next_2 = np.empty(n), np.empty(n), np.empty(n), np.empty(n)
    cost = _cluster(points, centres, 1, label, near, next_)
    for size in range(2, most + 1):
        farthest = near.argmax()
        for d in range(rank):
            for k in range(size - 1):
                other[k, d] = centres[k, d]
            other[size - 1, d] = points[d, farthest]
        _cut_widest(points, label, centres, size)
        cost = _cluster(points, centres, size, label, near, next_)
        if thorough and _cluster(points, other, size, label_2, near_2, next_2) < cost:
            centres, other = other, centres
            label, label_2, near, near_2, next_, next_2 = (
                label_2, label, near_2, near, next_2, next_
            )  # fmt: skip
        total = 0.0
        for i in range(n):
            labels[size - 2, i] = label[i]
            far = math.sqrt(next_[i])
            total += (far - math.sqrt(near[i])) / max(far, 1e-12)
        silhouettes[size - 2] = total / n


@compiled
def _cluster(
    points: Floats, centres: Floats, size: int, label: Ints, near: Floats, next_: Floats
) -> float:
    """Run Lloyd's steps in place, and return the sum of squares.

    Only the first `size` centres are used; one that loses all its points stays where it was.
    near, next_: squared distances to the own centre and to the next.
    """
    rank, n = points.shape
    total, count = np.empty((size, rank)), np.empty(size)
    square, now = np.empty(n), np.zeros(n, np.int64)
    _nearest(points, centres, size, label, near, next_, square, now)
    for _ in range(_STEPS):
        for k in range(size):
            count[k] = 0.0
            for d in range(rank):
                total[k, d] = 0.0
        for i in range(n):
            count[label[i]] += 1
            for d in range(rank):
                total[label[i], d] += points[d, i]
        for k in range(size):
            for d in range(rank):
                if count[k] > 0:
                    centres[k, d] = total[k, d] / count[k]
        if not _nearest(points, centres, size, label, near, next_, square, now):
            break
    cost = 0.0
    for i in range(n):
        cost += near[i]
    return cost


@compiled
def _nearest(
    points: Floats, centres: Floats, size: int, label: Ints, near: Floats, next_: Floats,
    square: Floats, now: Ints,
) -> bool:  # fmt: skip
    """Write each point's nearest centre and its distances in place; did any label change?"""
    rank, n = points.shape
    for i in range(n):
        near[i] = next_[i] = np.inf
    for k in range(size):
        for i in range(n):
            square[i] = 0.0
        for d in range(rank):
            middle = centres[k, d]
            for i in range(n):
                square[i] += (points[d, i] - middle) * (points[d, i] - middle)
        for i in range(n):
            now[i] = k if square[i] < near[i] else now[i]
            next_[i] = min(next_[i], max(near[i], square[i]))
            near[i] = min(near[i], square[i])
    moved = 0
    for i in range(n):
        moved += now[i] != label[i]
        label[i] = now[i]
    return moved > 0


@compiled
def _cut_widest(points: Floats, label: Ints, centres: Floats, size: int) -> None:
    """Put two centres in place of that of the group with most spread along one direction."""
    rank, n = points.shape
    spread, count = np.zeros((size - 1, rank, rank)), np.zeros(size - 1)
    for i in range(n):
        k = label[i]
        count[k] += 1
        for d in range(rank):
            off = points[d, i] - centres[k, d]
            for e in range(d + 1):
                spread[k, d, e] += off * (points[e, i] - centres[k, e])
    best, which = -1.0, 0
    vector, offset = np.empty(rank), np.zeros(rank)
    for k in range(size - 1):
        for d in range(rank):
            for e in range(d):
                spread[k, e, d] = spread[k, d, e]
        value = _leading(spread[k], vector)
        if value > best:
            best, which = value, k
            for d in range(rank):
                offset[d] = vector[d] * math.sqrt(max(value, 0.0) / max(count[k], 1.0))
    for d in range(rank):
        centres[size - 1, d] = centres[which, d] - offset[d]
        centres[which, d] += offset[d]


@compiled
def _leading(matrix: Floats, vector: Floats) -> float:
    """Return the largest eigenvalue of a positive semidefinite matrix, and write its unit vector.

    By squaring the matrix again and again.
    """
    rank = len(matrix)
    power, square = matrix.copy(), np.empty((rank, rank))
    for _ in range(_SQUARINGS):
        trace = 0.0
        for d in range(rank):
            trace += power[d, d]
        for d in range(rank):
            for e in range(rank):
                square[d, e] = 0.0
                for k in range(rank):
                    square[d, e] += power[d, k] * power[k, e] / max(trace * trace, 1e-300)
        power, square = square, power
    column, size, value = 0, 0.0, 0.0
    for d in range(rank):
        if power[d, d] > power[column, column]:
            column = d
    for d in range(rank):
        size += power[column, d] * power[column, d]
    for d in range(rank):
        vector[d] = power[column, d] / math.sqrt(max(size, 1e-300))
    for d in range(rank):
        for e in range(rank):
            value += vector[d] * matrix[d, e] * vector[e]
    return value
