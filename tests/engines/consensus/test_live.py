"""One vote more brings the figures up to date; a full analysis confirms them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.engines.consensus.made import planted, random_votes
from xieqiao.engines.consensus import Live, analyse
from xieqiao.engines.consensus.live import TOLERANCE


def test_counts_are_exact_and_shares_within_the_tolerance_of_a_full_analysis() -> None:
    votes = planted(200, 30, 2, apart=2.0, seed=5).votes
    votes = replace(votes, party=("甲", "乙") * 100)
    live = Live(analyse(votes, resamples=0, suspicions=False))
    rng = np.random.default_rng(0)
    for _ in range(40):
        live.add(int(rng.integers(200)), int(rng.integers(30)), int(rng.integers(-1, 2)))
    full = live.full()
    for now, then in zip(live.bases, full.bases, strict=True):
        assert now.kind == then.kind
        if now.kind not in ("everyone", "parties"):
            continue  # its members may have changed
        assert (now.shares.counts == then.shares.counts).all()
        assert np.abs(now.shares.share - then.shares.share).max() <= TOLERANCE
    everyone = len(full.votes.vote)
    assert everyone == live.bases[0].shares.counts.sum()


def test_the_last_vote_of_a_person_counts_once() -> None:
    votes = random_votes(30, 6, 0.5, seed=1)
    live = Live(analyse(votes, resamples=0, suspicions=False))
    for vote in (1, -1, 0):
        live.add(0, 0, vote)
    before = int(((votes.statement == 0) & (votes.person != 0)).sum())
    assert live.bases[0].shares.counts[0, 0].sum() == before + 1
    with pytest.raises(ValueError, match="a vote is"):
        live.add(0, 0, 2)


def test_a_full_analysis_is_due_after_many_votes() -> None:
    live = Live(analyse(random_votes(30, 6, 0.5, seed=1), resamples=0, suspicions=False))
    assert not live.due
    for person in range(8):
        live.add(person, 0, 1)
    assert live.due
