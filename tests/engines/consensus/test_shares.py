"""Shares of delegations, corrected for who was shown what, with intervals that hold the truth."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.engines.consensus.made import table
from xieqiao.engines.consensus import Analysis, analyse
from xieqiao.engines.consensus.arrays import Floats
from xieqiao.engines.consensus.polis import group_informed


def _consultation(seed: int, biased: bool, people: int = 240) -> tuple[Analysis, Floats]:
    """Two unequal delegations; who would agree is the likelier to be shown a statement."""
    rng = np.random.default_rng(seed)
    statements = 40
    party = np.where(np.arange(people) < people // 4, "甲", "乙")
    place = rng.normal(size=people) + np.where(party == "甲", 0.8, -0.3)
    logit = place[:, None] * rng.normal(size=statements) * 1.2 + rng.normal(size=statements)
    would = np.where(rng.random((people, statements)) < 1 / (1 + np.exp(-logit)), 1, -1)
    likely = 0.35 + 0.25 * np.tanh(logit) * biased
    votes = table(would, rng.random((people, statements)) < likely)
    found = analyse(replace(votes, party=tuple(party)), resamples=0, suspicions=False)
    truth = np.stack([(would[party == name] == 1).mean(axis=0) for name in ("乙", "甲")])
    return found, truth


def test_exposure_is_corrected_for() -> None:
    found, truth = _consultation(1, biased=True, people=900)
    basis = found.basis("parties")
    assert basis is not None
    order = [basis.shares.names.index(name) for name in ("乙", "甲")]
    counts = basis.shares.counts[order]
    raw = counts[:, :, 2] / np.maximum(counts.sum(axis=2), 1)
    corrected = basis.shares.share[order][:, :, 2]
    assert np.abs(corrected - truth).mean() < 0.75 * np.abs(raw - truth).mean()


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    inside = []
    for seed in range(3):
        found, truth = _consultation(seed, biased=False)
        basis = found.basis("parties")
        assert basis is not None
        order = [basis.shares.names.index(name) for name in ("乙", "甲")]
        low, high = basis.shares.low[order][:, :, 2], basis.shares.high[order][:, :, 2]
        inside.append(((low <= truth) & (truth <= high)).mean())
    assert 0.85 <= np.mean(inside) <= 1.0


def test_a_large_delegation_does_not_outvote_a_small_one() -> None:
    vote = np.ones((220, 12), int)
    vote[:20, 3] = -1
    votes = replace(table(vote), party=("小",) * 20 + ("大",) * 200)
    found = analyse(votes, resamples=0, suspicions=False)
    parties, everyone = found.basis("parties"), found.basis("everyone")
    assert parties is not None
    assert everyone is not None
    assert everyone.verdicts.verdict[3] == "agreed"
    assert parties.verdicts.verdict[3] == "different"
    assert parties.verdicts.verdict[2] == "agreed"
    assert abs(parties.verdicts.common[3, 2] - 0.5) < 0.1


def test_a_statement_that_too_few_saw_is_undecided() -> None:
    rng = np.random.default_rng(3)
    vote = np.where(rng.random((100, 10)) < rng.uniform(0.1, 0.9, 10), 1, -1)
    seen = np.ones((100, 10), bool)
    seen[4:, 7] = False
    found = analyse(table(vote, seen), resamples=0, suspicions=False)
    shares = found.bases[0].shares
    assert found.bases[0].verdicts.verdict[7] == "undecided"
    width = shares.high - shares.low
    assert width[0, 7, 2] > 2 * np.delete(width[0, :, 2], 7).max()


def test_group_informed_consensus_is_the_published_formula() -> None:
    counts = np.array([[[1, 0, 3]], [[0, 1, 1]]])
    agree, disagree = group_informed(counts)
    assert agree[0] == (4 / 6) * (2 / 4)
    assert disagree[0] == (2 / 6) * (1 / 4)
