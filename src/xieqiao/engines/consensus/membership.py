"""Who belongs to which group, and how surely: a mixture on the axes that knows how little it knows.

Each group is a Gaussian on the axes, all with the same spread. What a person's votes say of their
place comes in as a likelihood, Gaussian too, with its own width; a person of few votes is therefore
never strongly of any group (extreme deconvolution: Bovy, Hogg & Roweis 2011, Ann. Appl. Stat. 5).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Floats
from xieqiao.engines.consensus.inverses import inverse
from xieqiao.engines.consensus.model import Model

_STEPS = 12


@dataclass(frozen=True)
class Evidence:
    """The likelihood of u by a person's votes: exp(shift·u − ½ u·precision·u), u on r axes.

    precision: shape (r, r, n); shift: shape (r, n).
    """

    precision: Floats
    shift: Floats


def evidence(model: Model) -> Evidence:
    """Return what the votes alone say, the prior N(0, I) taken out of the belief again."""
    precision = inverse(model.person_covariance[2:, 2:])
    shift = np.einsum("abn,bn->an", precision, model.person[2:])
    bare = precision - np.eye(model.rank)[:, :, None]
    return Evidence(bare, shift)


@dataclass(frozen=True)
class Mixture:
    """Groups on the axes: share (K,), centre (K, r), common covariance (r, r)."""

    share: Floats
    centre: Floats
    spread: Floats

    def membership(self, known: Evidence) -> Floats:
        """Return the probability of each group for each person, shape (n, K)."""
        return _memberships(self, known)[0]


def mixture(known: Evidence, first: Floats) -> Mixture:
    """Return the mixture that EM finds from first memberships, shape (n, K)."""
    n, size = first.shape
    rank = known.shift.shape[0]
    member: Floats = first
    covariance: Floats = np.repeat((np.eye(rank) * 0.25)[:, :, None], n, axis=2)
    places = np.einsum(
        "abn,bn->na", inverse(known.precision + 0.05 * np.eye(rank)[:, :, None]), known.shift
    )
    means: Floats = np.repeat(places[:, None], size, axis=1)
    found = _maximised(member, means, covariance * 0.2)
    for _ in range(_STEPS):
        member, means, covariance = _memberships(found, known)
        found = _maximised(member, means, covariance)
    return found


def _memberships(now: Mixture, known: Evidence) -> tuple[Floats, Floats, Floats]:
    """Return memberships (n, K), means (n, K, r), covariance (r, r, n)."""
    prior = np.linalg.inv(now.spread)
    covariance = inverse(known.precision + prior[:, :, None])
    pulled = prior @ now.centre.T
    right = known.shift[:, :, None] + pulled[:, None]
    means = np.einsum("abn,bnk->nka", covariance, right)
    fit = 0.5 * np.einsum("ank,nka->nk", right, means)
    fit += np.log(np.maximum(now.share, 1e-12)) - 0.5 * (now.centre.T * pulled).sum(axis=0)
    fit -= fit.max(axis=1, keepdims=True)
    weight = np.exp(fit)
    return weight / weight.sum(axis=1, keepdims=True), means, covariance


def _maximised(member: Floats, means: Floats, covariance: Floats) -> Mixture:
    n, rank = len(member), means.shape[2]
    total = np.maximum(member.sum(axis=0), 1e-9)
    centre = np.einsum("nk,nka->ka", member, means) / total[:, None]
    off = means - centre[None]
    spread = np.einsum("nk,nka,nkb->ab", member, off, off, optimize=True) + covariance.sum(axis=2)
    return Mixture(total / n, centre, (spread + 0.01 * np.eye(rank)) / (n + 1))
