"""Each group's profile of votes, and memberships told by the votes themselves.

On the axes a vote's fine grain is lost; a group's shares on every statement keep it. Profiles are
the group's counts, smoothed towards what the vote model expects of its centre, and memberships
follow from them by Bayes' rule, in turn (latent class analysis: Goodman 1974, Biometrika 61).
"""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Floats, Ints, Signs
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.membership import Mixture
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.softmax import probabilities

# The model's expectation counts like so many votes of the group.
_SMOOTHING = 5.0
_STEPS = 8


def refined(
    votes: Crossing, model: Model, found: Mixture, member: Floats, together: list[list[int]]
) -> Floats:
    """Return memberships (n, groups): the mean of what the axes say and what the profiles say.

    member: memberships in the components (n, K). together: the components of each group.
    """
    eta = model.statement[0][:, :, None] + np.einsum(
        "rcm,kr->cmk", model.statement[1:], found.centre
    )
    expected = np.asarray(probabilities(eta[0], eta[1]))
    now = np.ascontiguousarray(member)
    for _ in range(_STEPS):
        profile = _profiles(votes, expected, now)
        now = _by_votes(votes, profile, now.mean(axis=0))
    both = (member + now) / 2
    return np.stack([both[:, group].sum(axis=1) for group in together], axis=1)


def _profiles(votes: Crossing, expected: Floats, member: Floats) -> Floats:
    """Return log shares of each component on each statement, shape (m, 3, K)."""
    total = np.ascontiguousarray(_SMOOTHING * expected.transpose(0, 2, 1))
    _add_members(votes.starts, votes.statement, votes.vote, member, total)
    return np.asarray(np.log(total / total.sum(axis=1, keepdims=True)))


def _by_votes(votes: Crossing, profile: Floats, share: Floats) -> Floats:
    fit = np.tile(np.log(np.maximum(share, 1e-9)), (votes.people, 1))
    _add_profiles(votes.starts, votes.statement, votes.vote, profile, fit)
    fit -= fit.max(axis=1, keepdims=True)
    weight = np.exp(fit)
    return np.asarray(weight / weight.sum(axis=1, keepdims=True))


@compiled
def _add_members(
    starts: Ints, statement: Codes, vote: Signs, member: Floats, total: Floats
) -> None:
    for i in range(len(member)):
        for t in range(starts[i], starts[i + 1]):
            for k in range(member.shape[1]):
                total[statement[t], vote[t] + 1, k] += member[i, k]


@compiled
def _add_profiles(
    starts: Ints, statement: Codes, vote: Signs, profile: Floats, fit: Floats
) -> None:
    for i in range(len(fit)):
        for t in range(starts[i], starts[i + 1]):
            for k in range(fit.shape[1]):
                fit[i, k] += profile[statement[t], vote[t] + 1, k]
