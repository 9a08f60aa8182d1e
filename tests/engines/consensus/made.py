"""Consultations made up for tests, with or without structure, always the same for a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints
from xieqiao.engines.consensus.votes import Votes, of_arrays


@dataclass(frozen=True)
class Made:
    """Votes, each person's planted group, and the groups an oracle finds who knows all shares."""

    votes: Votes
    group: Ints
    oracle: Ints


def random_votes(people: int, statements: int, seen: float, seed: int = 0) -> Votes:
    """Votes by coin alone; statements differ in how they are received."""
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.2, 0.8, statements)
    vote = np.where(rng.random((people, statements)) < share, 1, -1)
    vote[rng.random((people, statements)) < 0.15] = 0
    return table(vote, rng.random((people, statements)) < seen)


def table(vote: Ints, seen: np.ndarray | None = None) -> Votes:
    """Votes out of a table people × statements, of which `seen` were given."""
    vote = np.asarray(vote)
    seen = np.ones(vote.shape, bool) if seen is None else seen
    person, statement = np.nonzero(seen)
    return of_arrays(person, statement, vote[seen], *vote.shape)


def planted(
    people: int,
    statements: int,
    groups: int,
    seen: float = 0.6,
    apart: float = 1.6,
    seed: int = 0,
    passes: float = 0.15,
) -> Made:
    """Groups whose logits of agreement differ by `apart` (standard deviation) on each statement."""
    rng = np.random.default_rng(seed)
    group = rng.integers(0, groups, people)
    centre = rng.normal(size=(groups, statements)) * apart + rng.normal(size=statements) * 0.7
    agree = 1 / (1 + np.exp(-centre)) * (1 - passes)
    share = np.stack([1 - passes - agree, np.full_like(agree, passes), agree], axis=2)
    vote = _drawn(share[group], rng)
    given = rng.random((people, statements)) < seen
    given[:, 0] = True
    fit = np.stack(
        [
            np.where(given, np.log(share[g])[np.arange(statements), vote + 1], 0).sum(axis=1)
            for g in range(groups)
        ]
    )
    return Made(table(vote, given), group, fit.argmax(axis=0))


def told_all_but_one(made: Made) -> Ints:
    """Return groups by an oracle who must learn the shares, knowing everybody's group but one's.

    The likelihood ratio of each person's votes, shares estimated from all other people.
    """
    votes, group = made.votes, made.group
    counts = np.zeros((group.max() + 1, len(votes.statements), 3))
    np.add.at(counts, (group[votes.person], votes.statement, votes.vote + 1), 1)
    overall = counts.sum(axis=0) + 1
    overall /= overall.sum(axis=1, keepdims=True)
    usual = 3 * overall[votes.statement, votes.vote + 1]
    fit = []
    for number, there in enumerate(counts):
        own = group[votes.person] == number
        same = there[votes.statement, votes.vote + 1] - own + usual
        share = same / (there[votes.statement].sum(axis=1) - own + 3)
        fit.append(np.bincount(votes.person, np.log(share), len(group)))
    return np.asarray(np.argmax(fit, axis=0))


def cloud(people: int, statements: int, axes: int, seen: float = 0.5, seed: int = 0) -> Votes:
    """Opinions that differ along Gaussian axes, without groups."""
    rng = np.random.default_rng(seed)
    place = rng.normal(size=(people, axes))
    logit = place @ rng.normal(size=(axes, statements)) + rng.normal(size=statements) * 0.7
    agree = 0.85 / (1 + np.exp(-logit))
    share = np.stack([0.85 - agree, np.full_like(agree, 0.15), agree], axis=2)
    return table(_drawn(share, rng), rng.random((people, statements)) < seen)


def _drawn(share: Floats, rng: np.random.Generator) -> Ints:
    luck = rng.random(share.shape[:2])
    return np.where(luck < share[..., 0], -1, np.where(luck < share[..., :2].sum(axis=2), 0, 1))


def rand_index(first: Ints, second: Ints) -> float:
    """Return the adjusted Rand index (Hubert & Arabie 1985)."""
    a, b = (np.unique(x, return_inverse=True)[1] for x in (first, second))
    counts = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(counts, (a, b), 1)

    def pairs(x: Floats) -> float:
        return float((x * (x - 1) / 2).sum())

    both, rows, columns = pairs(counts), pairs(counts.sum(axis=1)), pairs(counts.sum(axis=0))
    expected = rows * columns / pairs(np.array([float(len(a))]))
    most = (rows + columns) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)
