"""k-means and silhouettes of many point clouds at once."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints

_STEPS = 15


def distances(points: Floats, centres: Floats) -> Floats:
    """Return squared distances: (B, n, r), (B, K, r) → (B, n, K)."""
    square = (points**2).sum(axis=2)[:, :, None] + (centres**2).sum(axis=2)[:, None, :]
    return np.asarray(np.maximum(square - 2 * points @ centres.transpose(0, 2, 1), 0.0))


def cluster(points: Floats, centres: Floats) -> tuple[Ints, Floats, Floats]:
    """Run Lloyd's steps from given centres, for each cloud.

    points (B, n, r), centres (B, K, r). Returns labels (B, n), centres, and squared distances to
    them (B, n, K). A centre that loses all its points stays where it was.
    """
    size = centres.shape[1]
    labels = None
    for _ in range(_STEPS):
        square = distances(points, centres)
        now = square.argmin(axis=2)
        if labels is not None and np.array_equal(now, labels):
            break
        labels = now
        member = (labels[:, :, None] == np.arange(size)).astype(np.float64)
        count = member.sum(axis=1)
        moved = member.transpose(0, 2, 1) @ points / np.maximum(count, 1.0)[:, :, None]
        centres = np.where(count[:, :, None] > 0, moved, centres)
    square = distances(points, centres)
    return square.argmin(axis=2), centres, square


def split_worst(points: Floats, labels: Ints, centres: Floats, square: Floats) -> Floats:
    """Return K + 1 centres: the group with most spread along one direction is cut across it.

    Without chance, so that the same points always give the same groups.
    """
    clouds, size, rank = centres.shape
    best = np.full(clouds, -1.0)
    which = np.zeros(clouds, np.int64)
    offsets = np.zeros((clouds, rank))
    for k in range(size):
        inside = (labels == k)[:, :, None]
        count = np.maximum(inside.sum(axis=1), 1)
        off = np.where(inside, points - centres[:, k][:, None], 0.0)
        spread = off.transpose(0, 2, 1) @ off
        value, vector = np.linalg.eigh(spread)
        better = value[:, -1] > best
        best = np.where(better, value[:, -1], best)
        which = np.where(better, k, which)
        reach = np.sqrt(np.maximum(value[:, -1], 0.0)[:, None] / count)
        offsets = np.where(better[:, None], vector[:, :, -1] * reach, offsets)
    rows = np.arange(clouds)
    more = np.concatenate([centres, (centres[rows, which] - offsets)[:, None]], axis=1)
    more[rows, which] += offsets
    return np.asarray(more)


def silhouette(square: Floats) -> Floats:
    """Return the mean simplified silhouette of each cloud, from squared distances (B, n, K).

    (b − a)/b with a the distance to the own centre and b to the next (Hruschka et al. 2004).
    """
    two = np.sqrt(np.partition(square, 1, axis=2)[:, :, :2])
    return np.asarray(
        ((two[:, :, 1] - two[:, :, 0]) / np.maximum(two[:, :, 1], 1e-12)).mean(axis=1)
    )


def farthest(points: Floats, centres: Floats, square: Floats) -> Floats:
    """Return K + 1 centres: the point farthest from all centres is the new one."""
    place = square.min(axis=2).argmax(axis=1)
    return np.concatenate([centres, points[np.arange(len(points)), place][:, None]], axis=1)


def ladder(points: Floats, most: int) -> list[tuple[Ints, Floats, Floats]]:
    """Return (labels, centres, silhouettes (B,)) for K = 2, …, `most`.

    Each step starts from the one before, once with its widest group split and once with the
    farthest point as a new centre, and keeps the tighter of the two for each cloud.
    """
    labels, centres, square = cluster(points, points.mean(axis=1, keepdims=True))
    found = []
    for _ in range(2, most + 1):
        one = cluster(points, split_worst(points, labels, centres, square))
        other = cluster(points, farthest(points, centres, square))
        tighter = one[2].min(axis=2).sum(axis=1) <= other[2].min(axis=2).sum(axis=1)
        labels = np.where(tighter[:, None], one[0], other[0])
        centres, square = (np.where(tighter[:, None, None], one[k], other[k]) for k in (1, 2))
        found.append((labels, centres, silhouette(square)))
    return found
