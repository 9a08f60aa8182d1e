"""Near duplicates and blocks of equal voters are named, and change nothing."""

from __future__ import annotations

import numpy as np
import pytest

from tests.engines.consensus.made import random_votes, table
from xieqiao.engines.consensus import Votes, analyse
from xieqiao.engines.consensus.suspicious import near_duplicates


def test_statements_that_say_nearly_the_same_are_named() -> None:
    texts = ("应当发展数字经济，共建园区。", "应当发展数字经济、共建园区", "医共体应当联网", "")
    votes = table(np.array([[1, 1, -1, 0], [0, -1, 1, 0]])).crossing()
    (pair,) = near_duplicates(texts, votes)
    assert (pair.first, pair.second) == (0, 1)
    assert pair.text_alike > 0.9
    assert (pair.both, pair.votes_alike) == (2, 0.5)


def _with_copies() -> Votes:
    """Random votes of which three people copied those of the first."""
    given = random_votes(80, 30, 0.7, seed=1)
    vote, seen = np.zeros((80, 30), int), np.zeros((80, 30), bool)
    vote[given.person, given.statement] = given.vote
    seen[given.person, given.statement] = True
    for copy in (10, 20, 30):
        vote[copy], seen[copy] = vote[0], seen[0]
    return table(vote, seen)


def test_equal_voters_beyond_chance_are_named_and_still_count() -> None:
    votes = _with_copies()
    found = analyse(votes, resamples=0)
    (block,) = found.equal_blocks
    assert block.people == (0, 10, 20, 30)
    assert block.log10_chance < -2
    assert found.bases[0].shares.counts.sum() == len(votes.vote)


def test_people_who_all_agree_are_not_suspicious() -> None:
    assert analyse(table(np.ones((30, 12), int)), resamples=0).equal_blocks == ()


def test_among_very_many_people_equal_rows_are_still_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("xieqiao.engines.consensus.suspicious._MOST_COMPARED", 50)
    found = analyse(_with_copies(), resamples=0)
    assert [block.people for block in found.equal_blocks] == [(0, 10, 20, 30)]
