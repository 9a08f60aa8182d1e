"""What Polis computes, by its published formulas, for comparison and for those who know it.

Small, Bjorkegren, Erkkilä, Shaw & Megill 2021, *Polis: Scaling deliberation by mapping high
dimensional opinion spaces*, Recerca 26(2). Also positions and groups of its kind (principal
components of the vote matrix, k-means with the best silhouette), which know of no null and of no
uncertainty: our own groups are in `groups`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.counts import counted
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.kmeans import ladder

_FEWEST_VOTES = 7
_MOST_GROUPS = 5


def group_informed(counts: Ints) -> tuple[Floats, Floats]:
    """Return Polis' group-informed consensus (agree, disagree) of each statement, shape (m,).

    Π over groups of (1 + votes that agree)/(2 + votes seen). counts: (K, m, 3).
    """
    seen = counts.sum(axis=2) + 2.0
    agree = ((counts[:, :, 2] + 1.0) / seen).prod(axis=0)
    return agree, ((counts[:, :, 0] + 1.0) / seen).prod(axis=0)


@dataclass(frozen=True)
class Representative:
    """How much a statement stands for a group against the rest, each shape (K, m).

    ratio: smoothed probability to vote so in the group over that outside. test: its two-proportion
    z. own: one-proportion z against one half. For agree and disagree on the first axis (2, K, m).
    """

    ratio: Floats
    test: Floats
    own: Floats


def representative(counts: Ints) -> Representative:
    """Return Polis' representativeness of each statement for each group from counts (K, m, 3)."""
    given = np.stack([counts[:, :, 2], counts[:, :, 0]]).astype(np.float64)
    seen = counts.sum(axis=2)[None].astype(np.float64)
    elsewhere, seen_elsewhere = (
        given.sum(axis=1, keepdims=True) - given,
        seen.sum(axis=1, keepdims=True) - seen,
    )
    here = (given + 1) / (seen + 2)
    there = (elsewhere + 1) / (seen_elsewhere + 2)
    own = 2 * np.sqrt(seen + 1) * ((given + 1) / (seen + 1) - 0.5)
    pooled = (given + elsewhere + 2) / (seen + seen_elsewhere + 2)
    spread = np.sqrt(
        np.maximum(pooled * (1 - pooled), 1e-12) * (1 / (seen + 1) + 1 / (seen_elsewhere + 1))
    )
    difference = (given + 1) / (seen + 1) - (elsewhere + 1) / (seen_elsewhere + 1)
    return Representative(here / there, difference / spread, own)


@dataclass(frozen=True)
class PolisMap:
    """Places (n, rank) of all and of the statements (m, rank), label (n,), silhouette, statistics.

    label: −1 for fewer than seven votes. agree, disagree: (m,), group-informed consensus. common:
    (2, m), the z of more than half of all agreeing, or disagreeing. priority: (m,), how much a
    statement is worth showing.
    """

    place: Floats
    statement: Floats
    label: Ints
    silhouette: float
    agree: Floats
    disagree: Floats
    representative: Representative
    common: Floats
    priority: Floats


def polis_map(votes: Crossing, rank: int = 2) -> PolisMap:
    """Return positions, groups and statistics as Polis makes them.

    Empty cells take the statement's mean; components by subspace iteration on the sparse matrix;
    places stretched by √(statements/votes of the person).
    """
    place, statement = _components(votes, rank)
    enough = votes.seen >= min(_FEWEST_VOTES, votes.statements)
    label = np.full(votes.people, -1, np.int64)
    best = 0.0
    if enough.sum() > 2:
        found, best = _best_groups(place[enough])
        label[enough] = found
    counts = counted(votes, label, max(int(label.max()) + 1, 1))
    agree, disagree = group_informed(counts)
    everyone = counted(votes, np.zeros(votes.people, np.int64), 1)
    return PolisMap(
        place,
        statement,
        label,
        best,
        agree,
        disagree,
        representative(counts),
        representative(everyone).own[:, 0],
        priority(counts.sum(axis=0), np.sqrt((statement**2).sum(axis=1))),
    )


def priority(counts: Ints, extremity: Floats) -> Floats:
    """Return Polis' priority of each statement, (m,), from counts (m, 3) and how far it reaches."""
    seen = counts.sum(axis=1)
    passed, agreed = ((counts[:, k] + 1) / (seen + 2) for k in (1, 2))
    importance = (1 - passed) * agreed * (1 + extremity)
    return np.asarray((importance * (1 + 8 * 2.0 ** (-seen / 5))) ** 2)


def _components(votes: Crossing, rank: int) -> tuple[Floats, Floats]:
    """Return places of people and of statements, each as of one who agrees with it and no more."""
    seen = np.maximum(votes.seen_by_statement, 1)
    mean = np.bincount(votes.statement, votes.vote, votes.statements) / seen
    start = np.sin(np.arange(votes.statements * rank) * 12.9898 + 1).reshape(-1, rank)
    axis = np.linalg.qr(start)[0]
    for _ in range(_POWER_STEPS):
        axis = np.linalg.qr(_projected(votes.starts, votes.statement, votes.vote, mean, axis)[1])[0]
    place = _projected(votes.starts, votes.statement, votes.vote, mean, axis)[0]
    stretch = np.sqrt(votes.statements / np.maximum(votes.seen, 1))
    reach = (1 - mean) * np.sqrt(votes.statements)
    return place * stretch[:, None], axis * reach[:, None]


@compiled
def _projected(
    starts: Ints, statement: Codes, vote: Signs, mean: Floats, axis: Floats
) -> tuple[Floats, Floats]:
    """Return places X·axis (n, r) and Xᵀ·places (m, r); X are the votes less their mean."""
    place, back = np.zeros((len(starts) - 1, axis.shape[1])), np.zeros(axis.shape)
    for i in range(len(place)):
        for t in range(starts[i], starts[i + 1]):
            value = vote[t] - mean[statement[t]]
            for d in range(axis.shape[1]):
                place[i, d] += value * axis[statement[t], d]
        for t in range(starts[i], starts[i + 1]):
            value = vote[t] - mean[statement[t]]
            for d in range(axis.shape[1]):
                back[statement[t], d] += value * place[i, d]
    return place, back


_POWER_STEPS = 20


def _best_groups(points: Floats) -> tuple[Ints, float]:
    most = min(_MOST_GROUPS, len(points) - 1)
    kept = list(ladder(points, most, thorough=False)[0])
    scores = silhouettes(points, kept)
    best = int(np.argmax(scores))
    return kept[best], float(scores[best])


def silhouettes(points: Floats, labellings: list[Ints]) -> Floats:
    """Return the mean silhouette (Rousseeuw 1987) of each labelling of the same points (n, r).

    The distances are computed once for all labellings.
    """
    sizes = [int(label.max()) + 1 for label in labellings]
    member = np.concatenate(
        [
            np.eye(size, dtype=np.float32)[label]
            for label, size in zip(labellings, sizes, strict=True)
        ],
        axis=1,
    )
    x = (points - points.mean(axis=0)).astype(np.float32)
    total = np.empty((len(x), member.shape[1]), np.float32)
    norm = (x * x).sum(axis=1)
    for start in range(0, len(x), 256):
        part = slice(start, start + 256)
        square = x[part] @ (-2 * x.T)
        square += norm[part, None]
        square += norm
        np.maximum(square, 0, out=square)
        np.sqrt(square, out=square)
        total[part] = square @ member
    found, first = [], 0
    for label, size in zip(labellings, sizes, strict=True):
        sums = total[:, first : first + size]
        found.append(_mean_silhouette(sums, label, np.bincount(label, minlength=size)))
        first += size
    return np.array(found)


def _mean_silhouette(sums: Floats, label: Ints, count: Ints) -> float:
    row = np.arange(len(label))
    own = sums[row, label] / np.maximum(count[label] - 1, 1)
    other = sums / np.maximum(count, 1)
    other[row, label] = np.inf
    other[:, count == 0] = np.inf
    nearest = other.min(axis=1)
    value = np.where(
        count[label] > 1, (nearest - own) / np.maximum(np.maximum(nearest, own), 1e-12), 0
    )
    return float(value.mean())
