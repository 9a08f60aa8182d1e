"""No structure, no groups; nothing at all is an answer too."""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.engines.consensus.made import cloud, random_votes, table
from xieqiao.engines.consensus import Votes, analyse, as_html, as_json, of_arrays

NOBODY = np.zeros(0, np.int64)


def _shuffled(votes: Votes, seed: int) -> Votes:
    rng = np.random.default_rng(seed)
    vote = votes.vote.copy()
    for j in range(len(votes.statements)):
        inside = np.flatnonzero(votes.statement == j)
        vote[inside] = rng.permutation(vote[inside])
    return of_arrays(
        votes.person, votes.statement, vote, len(votes.participants), len(votes.statements)
    )


WITHOUT = {
    "random": random_votes(150, 30, 0.6),
    "random and few": random_votes(20, 8, 0.5, seed=3),
    "random and sparse": random_votes(400, 60, 0.08, seed=4),
    "shuffled": _shuffled(cloud(200, 40, 2, seed=5), seed=6),
    "all agree": table(np.ones((40, 10), int)),
    "all disagree": table(-np.ones((40, 10), int)),
    "all pass": table(np.zeros((40, 10), int)),
    "one voter": table(np.array([[1, -1, 0, 1, 1, -1]])),
    "one vote": table(np.array([[1]])),
    "two voters": table(np.array([[1, -1, 0], [1, 1, -1]])),
    "one statement": table(np.array([[1], [-1], [0]] * 20)),
    "one statement, many people": table(np.array([[1], [-1]] * 200)),
    "two statements": table(np.array([[1, 1], [-1, 1]] * 20)),
    "nobody": of_arrays(NOBODY, NOBODY, NOBODY, 0, 0),
    "no votes": of_arrays(NOBODY, NOBODY, NOBODY, 5, 3),
    "statements without people": of_arrays(NOBODY, NOBODY, NOBODY, 0, 3),
    "people without statements": of_arrays(NOBODY, NOBODY, NOBODY, 3, 0),
}


@pytest.mark.parametrize("name", WITHOUT)
def test_where_there_is_no_structure_there_is_one_group_and_every_figure_is_a_number(
    name: str,
) -> None:
    found = analyse(WITHOUT[name], resamples=2)
    assert found.groups.count == 1
    text = as_json(found)
    assert json.loads(text)["groups"]["count"] == 1
    assert "NaN" not in text
    for basis in found.bases:
        shares = basis.shares
        assert np.isfinite(shares.share).all()
        assert (shares.low <= shares.share + 1e-9).all()
        assert (shares.share <= shares.high + 1e-9).all()
    assert as_html(found).endswith("</html>\n")


def test_two_identical_crowds_are_two_groups() -> None:
    one, other = np.tile([1, -1], 10), np.tile([-1, 1], 10)
    found = analyse(table(np.array([one] * 30 + [other] * 20)), resamples=2)
    assert found.groups.count == 2
    assert sorted(np.bincount(found.groups.label).tolist()) == [20, 30]


def test_a_cloud_without_gaps_is_a_spectrum_and_not_groups() -> None:
    found = analyse(cloud(500, 50, 1, seed=1), resamples=0)
    assert found.choice.rank >= 1
    assert (found.groups.count, found.groups.why) == (1, "spectrum")
    ends = found.basis("ends")
    assert ends is not None
    assert "different" in ends.verdicts.verdict


def test_few_votes_give_no_strong_position() -> None:
    votes = cloud(300, 40, 1, seed=2)
    kept = (votes.person != 0) | (np.cumsum(votes.person == 0) <= 2)
    fewer = of_arrays(votes.person[kept], votes.statement[kept], votes.vote[kept], 300, 40)
    spots = analyse(fewer, resamples=0).positions
    assert spots.known[0] < 0.5 < np.median(spots.known)
    assert abs(spots.place[0, 0]) < spots.weight[0]
