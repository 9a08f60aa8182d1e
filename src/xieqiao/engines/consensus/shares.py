"""The share of each delegation that agrees, corrected for who was shown a statement.

The votes given count as they are; for everybody else of the delegation the model's expectation
stands in, moved by what the delegation's voters did beyond the model's expectation (generalised
regression estimator: Särndal, Swensson & Wretman 1992; with a shrunken residual as in small area
estimation: Fay & Herriot 1979). Delegations of any size count alike. Intervals hold what is
unknown of the statement, of those who did not vote, and that the delegation is itself a sample of
those it speaks for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv

from xieqiao.engines.consensus import rows
from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Singles
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.counts import counted
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import CONTRASTS

LEVEL = 0.9
# Cells of the people × statements table that are worked out one by one; of more people, a sample.
_CELLS = 1_500_000


@dataclass(frozen=True)
class Shares:
    """Shares by delegation, D delegations and m statements.

    names: of the delegations. people: (D,) how many each has. counts: (D, m, 3) votes given,
    disagree, pass, agree. share: (D, m, 3), variance: (D, m, 3) of it. low, high: (D, m, 3), the
    interval of level `LEVEL`. effect: the variance between
    delegations on single statements beyond the model.
    """

    names: tuple[str, ...]
    people: Ints
    counts: Ints
    share: Floats
    variance: Floats
    low: Floats
    high: Floats
    effect: float = 0.01

    @property
    def voted(self) -> Floats:
        """Return which part of each delegation voted on each statement, shape (D, m)."""
        return np.asarray(self.counts.sum(axis=2) / np.maximum(self.people, 1)[:, None])


def shares(
    votes: Crossing,
    model: Model,
    label: Ints,
    names: tuple[str, ...],
    effect: float | None = None,
    given: Expected | None = None,
) -> Shares:
    """Return the shares of the delegations: label (n,) says whose each person is, −1 nobody's.

    effect: that of an earlier call, to be kept; else it is estimated. given: what `expected`
    returned for these votes, where several delegations are looked at.
    """
    size = len(names)
    people = np.bincount(label[label >= 0], minlength=size)
    counts = counted(votes, label, size)
    seen = counts.sum(axis=2)
    everybody = _expected(model, label, people, votes.statements)
    voters = _of_voters(votes, given or expected(votes, model), label, counts)
    unseen = np.maximum(people[:, None] - seen, 0)
    without = np.maximum(everybody - voters, 0.0)
    without *= (unseen / np.maximum(without.sum(axis=2), 1e-9))[:, :, None]
    residual = (counts - voters) / np.maximum(seen, 1)[:, :, None]
    common = (counts + without + 0.5) / (people[:, None, None] + 1.5)
    noise = common * (1 - common)
    tau = _effect_variance(residual, noise, seen) if effect is None else effect
    weight = seen[:, :, None] / (seen[:, :, None] + noise / tau)
    moved = without + unseen[:, :, None] * weight * residual
    total = np.clip(counts + moved, 0.0, None)
    share = total / np.maximum(total.sum(axis=2, keepdims=True), 1e-9)
    part = (unseen / np.maximum(people, 1)[:, None])[:, :, None]
    unsure = noise / (seen[:, :, None] + noise / tau) + _statement_variance(
        model, label, size, share
    )
    variance = part**2 * unsure + noise / np.maximum(people, 1)[:, None, None]
    low, high = interval(share, variance)
    return Shares(names, people, counts, share, variance, low, high, tau)


def interval(share: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Return the interval of level `LEVEL` of shares with these variances, any shape.

    Of the beta distribution with Jeffreys' prior and as many votes as the variance is worth.
    """
    safe = np.clip(share, 1e-6, 1 - 1e-6)
    smooth = np.clip(share, 0.02, 0.98)
    worth = np.clip(smooth * (1 - smooth) / np.maximum(variance, 1e-9), 0.0, 1e7)
    a, b = safe * worth + 0.5, (1 - safe) * worth + 0.5
    tail = (1 - LEVEL) / 2
    return (
        np.minimum(np.asarray(betaincinv(a, b, tail)), share),
        np.maximum(np.asarray(betaincinv(a, b, 1 - tail)), share),
    )


def _expected(model: Model, label: Ints, people: Ints, statements: int) -> Floats:
    """Return Σ of expected votes over everybody of each delegation, shape (D, m, 3)."""
    size = len(people)
    most = max(_CELLS // max(statements * size, 1), 50)
    total = np.zeros((size, statements, 3))
    who, load = model.rows()
    for d in range(size):
        members = np.flatnonzero(label == d)
        if len(members) > most:
            members = members[:: -(-len(members) // most)].copy()
        rows.expected_totals(members, who, load, total[d])
        total[d] *= people[d] / max(len(members), 1)
    return total


@dataclass(frozen=True)
class Expected:
    """What the model expects of each vote that was given: p(agree) and p(pass), shape (N,)."""

    agree: Singles
    passed: Singles


def expected(votes: Crossing, model: Model) -> Expected:
    """Return the expectation for each vote."""
    return Expected(*model.expectations(votes))


def _of_voters(votes: Crossing, given: Expected, label: Ints, counts: Ints) -> Floats:
    """Return Σ of expected votes over those who voted on the statement, shape (D, m, 3)."""
    found = np.zeros(counts.shape)
    whose = label.astype(np.int64)
    _add_expected(votes.starts, votes.statement, whose, given.agree, given.passed, found)
    found[:, :, 0] = counts.sum(axis=2) - found[:, :, 1] - found[:, :, 2]
    return found


@compiled
def _add_expected(
    starts: Ints, statement: Codes, label: Ints, agree: Singles, passed: Singles, found: Floats
) -> None:
    for i in range(len(label)):
        if label[i] >= 0:
            for t in range(starts[i], starts[i + 1]):
                found[label[i], statement[t], 1] += passed[t]
                found[label[i], statement[t], 2] += agree[t]


def _effect_variance(residual: Floats, noise: Floats, seen: Ints) -> float:
    """Return how much delegations differ on single statements beyond the model (by moments)."""
    weight = seen[:, :, None].astype(np.float64)
    excess = weight * (residual**2) - noise
    counted_cells = np.broadcast_to(weight, residual.shape)
    total = float(counted_cells[counted_cells > 0].sum())
    if total <= 0:
        return 0.01
    return max(float(excess[counted_cells > 0].sum()) / total, 1e-3)


def _statement_variance(model: Model, label: Ints, size: int, share: Floats) -> Floats:
    """Return the variance of the expected shares from what is unknown of each statement."""
    rank = model.rank
    middle = np.ones((size, 1 + rank))
    for d in range(size):
        members = label == d
        middle[d, 1:] = model.person[2:, members].mean(axis=1) if members.any() else 0.0
    spread = np.einsum(
        "dk,kcleM,dl->dMce", middle, model.statement_covariance, middle, optimize=True
    )
    mean = share @ CONTRASTS
    slope = share[..., None] * (CONTRASTS - mean[:, :, None, :])
    return np.asarray(np.einsum("dmsc,dmce,dmse->dms", slope, spread, slope, optimize=True))
