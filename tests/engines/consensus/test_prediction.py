"""Hidden votes of real consultations are predicted better than by the statements' shares."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engines.consensus.made import cloud
from xieqiao.engines.consensus import Votes, analyse, of_arrays, read
from xieqiao.engines.consensus.arrays import Floats
from xieqiao.engines.consensus.predicting import log_loss, predict

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "polis"


def _hidden(votes: Votes, seed: int) -> tuple[Votes, np.ndarray]:
    out = np.random.default_rng(seed).random(len(votes.vote)) < 0.1
    kept = ~out
    size = len(votes.participants), len(votes.statements)
    return of_arrays(votes.person[kept], votes.statement[kept], votes.vote[kept], *size), out


def _share_loss(training: Votes, votes: Votes, out: np.ndarray) -> Floats:
    counts = np.zeros((len(votes.statements), 3))
    np.add.at(counts, (training.statement, training.vote + 1), 1)
    overall = counts.sum(axis=0) / counts.sum()
    share = (counts + 3 * overall) / (counts.sum(axis=1, keepdims=True) + 3)
    return log_loss(share[votes.statement[out]], votes.vote[out])


def _gain(votes: Votes, seed: int = 0) -> float:
    training, out = _hidden(votes, seed)
    found = analyse(training, resamples=0, suspicions=False)
    expected = predict(
        found.model, votes.person[out], votes.statement[out], found.choice.moderation
    )
    assert np.allclose(expected.sum(axis=1), 1)
    mine = log_loss(expected, votes.vote[out]).mean()
    return float(_share_loss(training, votes, out).mean() - mine)


def test_where_opinions_differ_hidden_votes_are_predicted() -> None:
    assert _gain(cloud(200, 40, 2, seed=3)) > 0.03


@pytest.mark.parametrize(
    "name", ["brexit-consensus", "scoop-hivemind.taxes", "15-per-hour-seattle"]
)
def test_a_real_consultation(name: str) -> None:
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the open Polis sets are not here ({folder})")
    assert _gain(read(folder)) > 0.05
