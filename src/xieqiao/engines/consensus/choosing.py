"""Rank and shrinkage, chosen by how well hidden votes are predicted."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from xieqiao.engines.consensus.arrays import Flags, Floats, Keys
from xieqiao.engines.consensus.axes import grow
from xieqiao.engines.consensus.crossing import Crossing, side_by_side
from xieqiao.engines.consensus.fitting import block, some_people, sweep
from xieqiao.engines.consensus.keys import Order, chance, mixed, pair_keys
from xieqiao.engines.consensus.model import Model, without_axes
from xieqiao.engines.consensus.predicting import averaged, log_loss, logit_covariance
from xieqiao.engines.consensus.softmax import probabilities
from xieqiao.engines.consensus.steps import fit_people

HIGHEST_RANK = 8
HIDDEN = 0.1
# Folds lie side by side until together they have about so many votes; ten folds at most. Of more
# votes those of some people are looked at.
_VOTES_WANTED = 12_000
_VOTES_LOOKED_AT = 40_000
_MOST_FOLDS = 10
_MODERATIONS = (0.0, 0.25, 0.5, 1.0)
_WHILE_GROWING = (0.0, 0.5)
_SHRINKAGES = (0.5, 2.0)
# The smallest rank that has this part of what the best gains over none is taken.
_ENOUGH = 0.98
# Growing stops after so many ranks without progress by this part of the gain so far.
_PATIENCE = 2
_LEAST_PROGRESS = 0.005


@dataclass(frozen=True)
class Choice:
    """What the held-out votes recommend, and how well each candidate did.

    losses: mean log loss in nats a held-out vote, by rank. gain and its standard error: rank
    chosen against none, in nats a vote. hidden: how many votes were held out. start: the fit
    chosen, of the votes not hidden, from which the fit of all votes goes on; its statements in the
    order of the votes given to `choose`, in an `Analysis` in that of the ids.
    """

    rank: int
    shrinkage: float
    moderation: float
    losses: tuple[float, ...]
    loss: float
    start: Model | None = field(default=None, repr=False, compare=False)
    gain: float = 0.0
    gain_error: float = 0.0
    hidden: int = 0
    shrinkage_losses: dict[float, float] = field(default_factory=dict)


@dataclass
class _Hidden:
    """The training votes of all folds, and the pairs held out."""

    training: Crossing
    person: np.ndarray
    statement: np.ndarray
    vote: np.ndarray
    whose: np.ndarray


def choose(votes: Crossing, found: Order) -> Choice:
    """Return rank, shrinkage and moderation for votes that are in the canonical order.

    Of very many votes those of some people are looked at, drawn by their keys. Without enough
    votes to hide any, rank 0 and full moderation are taken.
    """
    part = some_people(votes, found.person_key, _VOTES_LOOKED_AT, purpose=2)
    hidden = _hide(part, pair_keys(part, found) if part is votes else _own_keys(part))
    if hidden is None:
        return Choice(0, 1.0, 1.0, (), float("nan"))
    model = without_axes(hidden.training)
    models, losses, first, best = [], [], 0.0, (0, 0.0)
    for rank in range(HIGHEST_RANK + 1):
        if rank:
            grow(hidden.training, model)
        sweep(hidden.training, model, 2)
        fit_people(hidden.training, model)
        by_moderation = _losses(model, hidden, _WHILE_GROWING)
        models.append(model.copy())
        losses.append(by_moderation)
        score = float(by_moderation.mean(axis=1).min())
        if rank == 0:
            first, best = score, (0, score)
        elif score < best[1] - _LEAST_PROGRESS * (first - best[1]):
            best = (rank, score)
        if rank - best[0] >= _PATIENCE or rank >= min(votes.people, votes.statements) - 1:
            break
    return _settled(hidden, models, losses)


def _hide(votes: Crossing, keys: Keys) -> _Hidden | None:
    total = len(votes.vote)
    folds = int(np.clip(_VOTES_WANTED // max(total, 1), 1, _MOST_FOLDS))
    drawn = chance(keys, purpose=1)
    parts: list[Crossing] = []
    person, statement, vote, whose = [], [], [], []
    for fold in range(folds):
        out = (drawn >= fold * HIDDEN) & (drawn < (fold + 1) * HIDDEN)
        if not out.any() or out.all():
            continue
        shift = len(parts)
        parts.append(without(votes, out))
        person.append(votes.person[out] + shift * votes.people)
        statement.append(votes.statement[out] + shift * votes.statements)
        vote.append(votes.vote[out])
        whose.append(votes.person[out])
    if not parts:
        return None
    return _Hidden(
        side_by_side(parts) if len(parts) > 1 else parts[0],
        np.concatenate(person),
        np.concatenate(statement),
        np.concatenate(vote),
        np.concatenate(whose),
    )


def _own_keys(votes: Crossing) -> Keys:
    """Return a key for each vote out of its place in a crossing that is in canonical order."""
    return mixed(np.arange(len(votes.vote), dtype=np.uint64))


def without(votes: Crossing, out: Flags) -> Crossing:
    """Return the crossing less the votes of which `out` is true."""
    kept = ~out
    return Crossing(
        votes.person[kept],
        votes.statement[kept],
        votes.vote[kept],
        votes.people,
        votes.statements,
        votes.blocks,
    )


def _losses(model: Model, hidden: _Hidden, moderations: tuple[float, ...]) -> Floats:
    """Return the loss of each held-out vote by moderation, shape (moderations, hidden votes)."""
    eta = model.logits(hidden.person, hidden.statement)
    covariance = logit_covariance(model, hidden.person, hidden.statement)
    found = []
    for moderation in moderations:
        if moderation:
            expected = averaged(eta[0], eta[1], covariance * moderation)
        else:
            expected = np.asarray(probabilities(eta[0], eta[1]))
        found.append(log_loss(expected, hidden.vote))
    return np.stack(found)


def _settled(hidden: _Hidden, models: list[Model], losses: list[Floats]) -> Choice:
    means = np.array([loss.mean(axis=1).min() for loss in losses])
    wanted = means[0] - _ENOUGH * (means[0] - means.min())
    rank = int(np.flatnonzero(means <= wanted + 1e-12)[0])
    none, some = (losses[k][losses[k].mean(axis=1).argmin()] for k in (0, rank))
    gain, error = _gain(none, some, hidden)
    if gain <= 2 * error:
        rank = 0
    model, shrinkage = models[rank], 1.0
    best = _losses(model, hidden, _MODERATIONS)
    tried = {1.0: float(best.mean(axis=1).min())}
    for other in _SHRINKAGES if rank else ():
        changed = models[rank].copy()
        sweep(hidden.training, changed, 2, other)
        fit_people(hidden.training, changed)
        loss = _losses(changed, hidden, _MODERATIONS)
        tried[other] = float(loss.mean(axis=1).min())
        better, unsure = _gain(_best(best), _best(loss), hidden)
        if better > unsure:
            best, shrinkage, model = loss, other, changed
    by_moderation = best.mean(axis=1)
    place = int(by_moderation.argmin())
    return Choice(
        rank=rank,
        shrinkage=shrinkage,
        moderation=_MODERATIONS[place],
        losses=tuple(float(x) for x in means),
        loss=float(by_moderation[place]),
        start=block(model, 0, hidden.training.blocks),
        gain=gain,
        gain_error=error,
        hidden=len(hidden.vote),
        shrinkage_losses=tried,
    )


def _best(losses: Floats) -> Floats:
    return np.asarray(losses[losses.mean(axis=1).argmin()])


def _gain(before: Floats, after: Floats, hidden: _Hidden) -> tuple[float, float]:
    """Return the mean gain and its standard error, the votes of one person taken together."""
    difference = before - after
    mean = float(difference.mean())
    by_person = np.bincount(hidden.whose, weights=difference - mean)
    return mean, float(np.sqrt((by_person**2).sum())) / len(difference)
