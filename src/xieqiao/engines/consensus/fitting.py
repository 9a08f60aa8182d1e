"""Fits of a given rank, and everybody's place under given statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from xieqiao.engines.consensus.arrays import Flags, Ints, Keys
from xieqiao.engines.consensus.axes import grow, orient, turn
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.keys import chance
from xieqiao.engines.consensus.model import Model, without_axes
from xieqiao.engines.consensus.steps import fit_people, fit_statements

_CAREFUL = 0.1


def sweep(votes: Crossing, model: Model, times: int, shrinkage: float = 1.0) -> None:
    """Refit people, then statements, `times` times, in place."""
    for _ in range(times):
        fit_people(votes, model, caution=_CAREFUL)
        turn(model, votes.blocks)
        fit_statements(votes, model, shrinkage, caution=_CAREFUL)


def fit(votes: Crossing, rank: int, shrinkage: float = 1.0) -> Model:
    """Return the model of this rank, its axes grown one by one."""
    model = without_axes(votes)
    if not len(votes.vote):
        return model
    sweep(votes, model, 2, shrinkage)
    for _ in range(rank):
        grow(votes, model)
        sweep(votes, model, 2, shrinkage)
    sweep(votes, model, 1, shrinkage)
    finish(votes, model)
    return model


def finish(votes: Crossing, model: Model) -> None:
    """Place the people once more, and turn everything onto comparable axes, in place."""
    fit_people(votes, model)
    turn(model, votes.blocks, whole=True)
    if votes.blocks == 1:
        orient(model)


def fit_from(votes: Crossing, start: Model, shrinkage: float = 1.0, sweeps: int = 2) -> Model:
    """Return the model fitted from the statements of another fit of the same statements."""
    model = placed(votes, start, CAUTIONS[:2])
    if not len(votes.vote):
        return model
    sweep(votes, model, sweeps, shrinkage)
    finish(votes, model)
    return model


# From no place at all Newton's first steps would overshoot.
CAUTIONS = (1.0, 0.4, 0.1, 0.0)


def placed(votes: Crossing, known: Model, cautions: Sequence[float] = CAUTIONS) -> Model:
    """Return the model with these people placed under statements and priors that are known."""
    rank = known.rank
    model = known.copy()
    model.person = np.zeros((2 + rank, votes.people))
    for caution in cautions:
        fit_people(votes, model, keep_priors=True, caution=caution)
    return model


def statements_taken(model: Model, places: Ints) -> Model:
    """Return the model with its statements in another order, or some of them."""
    return replace(
        model,
        statement=model.statement[:, :, places],
        statement_covariance=model.statement_covariance[..., places],
    )


def block(model: Model, number: int, blocks: int) -> Model:
    """Return the fit of one block of a model."""
    n, m = model.person.shape[1] // blocks, model.statement.shape[2] // blocks
    people, statements = slice(number * n, number * n + n), slice(number * m, number * m + m)
    return Model(
        model.person[:, people].copy(),
        model.person_covariance[:, :, people].copy(),
        model.statement[:, :, statements].copy(),
        model.statement_covariance[..., statements].copy(),
        model.priors.copy(),
    )


def some_people(votes: Crossing, keys: Keys, most: int, purpose: int) -> Crossing:
    """Return the votes of people drawn by their keys so that about `most` votes are left.

    keys: one for each person. All are kept when there are not many more than that.
    """
    total = len(votes.vote)
    if total <= 1.25 * most:
        return votes
    return of_people(votes, chance(keys, purpose) < most / total)


def of_people(votes: Crossing, kept: Flags) -> Crossing:
    """Return the crossing of the people of whom `kept` (n,) is true, numbered anew."""
    chosen = np.repeat(kept, votes.seen)
    number = np.cumsum(kept) - 1
    return Crossing(
        number[votes.person[chosen]].astype(np.int32),
        votes.statement[chosen],
        votes.vote[chosen],
        int(kept.sum()),
        votes.statements,
    )
