"""Groups of opinion, only where there are any."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Flags, Floats, Ints, Keys
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.kmeans import ladder
from xieqiao.engines.consensus.membership import Evidence, Mixture, evidence, mixture
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.nulls import (
    Null,
    cloud_silhouettes,
    shuffled_strengths,
    strength,
)
from xieqiao.engines.consensus.positions import Positions
from xieqiao.engines.consensus.profiles import refined

MOST_GROUPS = 10
# Clearer than the clouds by so many standard deviations, and than every single one of them.
CLEARER = 5.0
# Along the line between two centres the density must somewhere fall below this part of both peaks.
VALLEY = 0.7
# Those of a group belong to it with at least this probability, on average.
SURE = 0.85
# Who has too few votes for a place is of a group with at least this probability, or of none.
SURELY = 0.95
_FEWEST = 4
_TRIED = 4


@dataclass(frozen=True)
class Groups:
    """The groups found, the largest first.

    count: number of groups, 1 where none is proven. membership: shape (n, K), probabilities.
    label: shape (n,), the likeliest group, −1 for who has no place yet and is surely of none.
    silhouette, clearer: for K = 2, 3, …, empty when not looked for. why: the answer in a word:
    `camps` (groups stand apart), `spectrum` (opinions differ, without a gap anywhere), `none`
    (votes on one statement tell nothing of the next). together: which components of the mixture
    make up each group.
    """

    count: int
    membership: Floats
    label: Ints
    why: str
    silhouette: tuple[float, ...] = ()
    clearer: tuple[float, ...] = ()
    null: Null | None = None
    mixture: Mixture | None = None
    together: tuple[tuple[int, ...], ...] = ()


def find_groups(votes: Crossing, person_keys: Keys, model: Model, spots: Positions) -> Groups:
    """Return the groups, compared with shuffled votes and with a cloud without groups.

    votes are in canonical order, person_keys (n,) theirs.
    """
    points = spots.place[spots.placed]
    if model.rank == 0 or len(points) < 2 * _FEWEST:
        return one_group(spots.placed, "none" if model.rank == 0 else "spectrum")
    most = int(min(MOST_GROUPS, len(points) // _FEWEST, max(2 * model.rank + 1, 4)))
    null = Null(cloud_silhouettes(points, most), shuffled_strengths(votes, person_keys))
    return recognise(votes, model, spots, null)


def recognise(votes: Crossing, model: Model, spots: Positions, null: Null) -> Groups:
    """Return the groups under a null that is already there."""
    placed = spots.placed
    most = min(null.cloud.shape[1] + 1, int(placed.sum()) // _FEWEST)
    if strength(model) <= null.shuffled.max() or most < 2:
        return one_group(placed, "none", null=null)
    labels, real = ladder(spots.place[placed], most)
    clearer = null.clearer(real)
    seen = tuple(real.tolist()), tuple(clearer.tolist())
    above = real - null.cloud[:, : len(real)].mean(axis=0)
    beyond = (clearer >= CLEARER) & (real > null.cloud[:, : len(real)].max(axis=0))
    sequence = np.argsort(-above, kind="stable")
    for place in sequence[beyond[sequence]][:_TRIED]:
        camps = _camps(votes, model, spots, labels[place])
        if camps is not None:
            member, made, together = camps
            label = labelled(member, placed)
            return Groups(member.shape[1], member, label, "camps", *seen, null, made, together)
    return one_group(placed, "spectrum", *seen, null)


def labelled(member: Floats, placed: Flags) -> Ints:
    """Return the likeliest group of who is placed, or surely of it by their votes; else −1."""
    known = placed | (member.max(axis=1) >= SURELY)
    return np.where(known, member.argmax(axis=1), -1)


def one_group(
    placed: Flags,
    why: str,
    silhouette: tuple[float, ...] = (),
    clearer: tuple[float, ...] = (),
    null: Null | None = None,
) -> Groups:
    """Return the answer that there is one group."""
    label = np.zeros(len(placed), np.int64) if why == "none" else np.where(placed, 0, -1)
    member = np.ones((len(placed), 1))
    return Groups(1, member, label, why, silhouette, clearer, null)


def _camps(
    votes: Crossing, model: Model, spots: Positions, labels: Ints
) -> tuple[Floats, Mixture, tuple[tuple[int, ...], ...]] | None:
    """Return memberships (n, K), the mixture under them and which of its components each group is.

    None when nothing stands apart.

    Components that hardly anybody can tell apart are one group, of a shape that is no Gaussian.
    """
    placed = spots.placed
    known = evidence(model)
    of_placed = Evidence(known.precision[:, :, placed], known.shift[:, placed])
    found = mixture(of_placed, np.eye(int(labels.max()) + 1)[labels])
    part = found.membership(of_placed)
    together = _merged(part)
    if len(together) < 2:
        return None
    member = found.membership(known)
    whole = np.stack([member[:, group].sum(axis=1) for group in together], axis=1)
    points, size = spots.place[placed], len(together)
    group_of = np.argsort(np.concatenate(together), kind="stable")
    group_of = np.repeat(np.arange(size), [len(group) for group in together])[group_of]
    for label in (whole[placed].argmax(axis=1), group_of[labels]):
        if min(np.bincount(label, minlength=size)) < _FEWEST:
            return None
        if shallowest_valley(points, label, size) > VALLEY:
            return None
    whole = refined(votes, model, found, member, together)
    sequence = np.argsort(-np.round(whole[placed].mean(axis=0), 9), kind="stable")
    return whole[:, sequence], found, tuple(tuple(together[g]) for g in sequence)


def _merged(member: Floats) -> list[list[int]]:
    """Return components grouped so that each group's people are surely in it, by memberships."""
    groups = [[k] for k in range(member.shape[1])]
    while len(groups) > 1:
        joint = np.stack([member[:, group].sum(axis=1) for group in groups], axis=1)
        label = joint.argmax(axis=1)
        held = np.eye(len(groups))[label]
        count = held.sum(axis=0)
        shared = held.T @ joint / np.maximum(count, 1)[:, None]
        if count.min() >= _FEWEST and shared.diagonal().min() >= SURE:
            break
        off = shared - np.diag(shared.diagonal())
        off[count == 0] += 1 - np.eye(len(groups))[count == 0]
        a, b = sorted(divmod(int(off.argmax()), len(groups)))
        groups[a] += groups.pop(b)
    return groups


def shallowest_valley(points: Floats, label: Ints, size: int) -> float:
    """Return the shallowest valley between any two groups, see `valley`."""
    found = []
    for a in range(size):
        for b in range(a):
            both = (label == a) | (label == b)
            found.append(valley(points[both], label[both] == a))
    return max(found)


def valley(points: Floats, second: Flags) -> float:
    """Return the lowest density between two groups as a part of the lower of their two peaks.

    points: shape (n, r), second: which are of the second group. 1 means no valley. The density
    on the line through the two centres is estimated with Gaussian kernels of an eighth of the
    distance, both groups counting alike whatever their size.
    """
    first = points[~second].mean(axis=0)
    line = points[second].mean(axis=0) - first
    length = float(line @ line)
    if length < 1e-18:
        return 1.0
    along = (points - first) @ line / length
    weight = np.where(second, 1 / second.sum(), 1 / (~second).sum())
    grid = np.linspace(-0.5, 1.5, 61)
    kernels = np.exp(-0.5 * ((grid[:, None] - along[None]) * 8.0) ** 2)
    density = kernels @ weight
    left, right = density[grid < 0.5], density[grid >= 0.5]
    a, b = int(left.argmax()), len(left) + int(right.argmax())
    return float(density[a : b + 1].min() / min(density[a], density[b]))
