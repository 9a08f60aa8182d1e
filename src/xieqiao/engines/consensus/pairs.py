"""Predictions for pairs of ids, also for people and statements without a single vote."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.analysis import Analysis
from xieqiao.engines.consensus.arrays import Codes, Floats
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.predicting import predict


def predict_pairs(found: Analysis, person: Codes, statement: Codes) -> Floats:
    """Return p(disagree, pass, agree), shape (N, 3); −1 stands for someone or something new."""
    model = with_unknown(found.model)
    last_person, last_statement = model.person.shape[1] - 1, model.statement.shape[2] - 1
    who = np.where(person < 0, last_person, person).astype(np.int32)
    what = np.where(statement < 0, last_statement, statement).astype(np.int32)
    return predict(model, who, what, found.choice.moderation)


def with_unknown(model: Model) -> Model:
    """Return the model with one more person and statement, of whom only the priors are known."""
    rank, priors = model.rank, model.priors
    person_spread = np.eye(2 + rank)
    person_spread[:2, :2] = priors.readiness
    statement = np.zeros((1 + rank, 2))
    statement[0] = priors.centre
    spread = np.zeros((1 + rank, 2, 1 + rank, 2))
    spread[0, :, 0] = priors.received
    for d in range(rank):
        for c in (0, 1):
            spread[1 + d, c, 1 + d, c] = priors.loading[d, c]
    return Model(
        np.concatenate([model.person, np.zeros((2 + rank, 1))], axis=1),
        np.concatenate([model.person_covariance, person_spread[:, :, None]], axis=2),
        np.concatenate([model.statement, statement[:, :, None]], axis=2),
        np.concatenate([model.statement_covariance, spread[..., None]], axis=4),
        priors,
    )
