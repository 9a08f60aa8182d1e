"""A vote counts once, however often and in whatever order a device sends it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.consultations.steps import (
    in_the_room,
    open_consultation,
    outcomes,
    statements,
    timed,
    values,
    vote,
)
from tests.parties import found, parties
from xieqiao.acts.errors import BadPayload
from xieqiao.consultations import live
from xieqiao.consultations.models import Vote, VoteReceipt

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = open_consultation(there, found(there))
    return (
        there,
        consultation,
        statements(there[0], consultation, 3),
        live.join(there[0], consultation),
    )


def test_a_vote_is_accepted_and_can_be_changed(scene: Any) -> None:
    _there, _consultation, (one, *_rest), me = scene
    assert outcomes(live.cast_votes(me, [vote(one, 1, 1)])) == ["accepted"]
    assert outcomes(live.cast_votes(me, [vote(one, -1, 2)])) == ["accepted"]
    assert values(me) == [-1]
    assert VoteReceipt.objects.count() == 2


def test_a_repeated_key_is_answered_and_not_counted_again(scene: Any) -> None:
    _there, _consultation, (one, *_rest), me = scene
    first = vote(one, 1, 1)
    assert outcomes(live.cast_votes(me, [first, first])) == ["accepted", "already"]
    assert outcomes(live.cast_votes(me, [first])) == ["already"]
    assert Vote.objects.count() == VoteReceipt.objects.count() == 1


def test_an_older_vote_that_arrives_later_does_not_count(scene: Any) -> None:
    _there, _consultation, (one, *_rest), me = scene
    late = vote(one, -1, 4)
    live.cast_votes(me, [vote(one, 1, 5)])
    assert outcomes(live.cast_votes(me, [late])) == ["older"]
    assert outcomes(live.cast_votes(me, [late])) == ["older"]
    assert values(me) == [1]


def test_a_key_is_not_taken_for_another_vote(scene: Any) -> None:
    _there, _consultation, (one, two, _three), me = scene
    key = uuid4()
    live.cast_votes(me, [vote(one, 1, 1, key)])
    answers = live.cast_votes(me, [vote(two, 1, 2, key), vote(one, -1, 2, key)])
    assert outcomes(answers) == ["refused-key", "refused-key"]
    assert values(me) == [1]


def test_the_key_of_another_person_changes_nothing_of_that_persons(scene: Any) -> None:
    there, consultation, (one, *_rest), me = scene
    other, key = live.join(there[1], consultation), uuid4()
    live.cast_votes(me, [vote(one, 1, 1, key)])
    assert outcomes(live.cast_votes(other, [vote(one, -1, 1, key)])) == ["accepted"]
    assert (values(me), values(other)) == ([1], [-1])


def test_one_bad_vote_spoils_no_other(scene: Any) -> None:
    _there, _consultation, (one, two, _three), me = scene
    bad: list[Any] = [
        "vote",
        None,
        {},
        {**vote(one), "value": 2},
        {**vote(one), "value": True},
        {**vote(one), "value": "1"},
        {**vote(one), "counter": -1},
        {**vote(one), "counter": 2**60},
        {**vote(one), "counter": 1.5},
        {**vote(one), "key": "x" * 5000},
        {**vote(one), "statement": "1 OR 1=1"},
    ]
    answers = live.cast_votes(me, [*bad, vote(two)])
    assert outcomes(answers) == ["refused-nonsense"] * len(bad) + ["accepted"]
    assert all(len(answer.key) <= 64 for answer in answers)


def test_a_statement_of_another_consultation_is_unknown(scene: Any) -> None:
    there, consultation, _mine, me = scene
    other = open_consultation(there, consultation.partnership)
    (elsewhere,) = statements(there[0], other, 1)
    assert outcomes(live.cast_votes(me, [vote(elsewhere)])) == ["refused-unknown"]


def test_a_hidden_or_merged_statement_takes_no_votes(scene: Any) -> None:
    there, _consultation, (one, two, three), me = scene
    for step in (
        live.propose_moderation(there[0], one, "hide", "与议题无关"),
        live.propose_moderation(there[0], two, "merge", "意思相同", three),
    ):
        live.agree_moderation(there[1], step)
    answers = live.cast_votes(me, [vote(one), vote(two), vote(three)])
    assert outcomes(answers) == ["refused-hidden", "refused-merged", "accepted"]


def test_before_it_opens_and_after_it_closes_no_vote_counts(scene: Any) -> None:
    _there, consultation, (one, two, _three), me = scene
    first = vote(one)
    live.cast_votes(me, [first])
    timed(consultation, opens=1)
    assert outcomes(live.cast_votes(me, [vote(two)])) == ["refused-not-open"]
    timed(consultation, opens=-2, closes=-1)
    assert outcomes(live.cast_votes(me, [vote(two)])) == ["refused-closed"]
    live.close(consultation)
    assert outcomes(live.cast_votes(me, [vote(two)])) == ["refused-closed"]
    # What had arrived before is still confirmed to a phone that did not hear the answer.
    assert outcomes(live.cast_votes(me, [first])) == ["already"]
    assert Vote.objects.count() == 1


def test_the_clock_of_a_phone_does_not_matter(scene: Any) -> None:
    """No time of the device is sent or asked: the running number alone decides."""
    _there, _consultation, (one, *_rest), me = scene
    answers = live.cast_votes(me, [vote(one, 1, 2) | {"at": "2031-01-01T00:00:00Z"}])
    assert outcomes(answers) == ["accepted"]
    assert outcomes(live.cast_votes(me, [vote(one, -1, 3)])) == ["accepted"]
    assert values(me) == [-1]


def test_too_many_votes_at_once_are_refused_whole(scene: Any) -> None:
    _there, _consultation, (one, *_rest), me = scene
    with pytest.raises(BadPayload):
        live.cast_votes(me, [vote(one)] * 501)
    assert not VoteReceipt.objects.exists()


def test_a_batch_takes_as_many_queries_as_one_vote(
    scene: Any, django_assert_max_num_queries: Any
) -> None:
    there, consultation, _few, me = scene
    many = [live.seed_statement(there[1], consultation, f"又一条 {n}") for n in range(100)]
    with django_assert_max_num_queries(10):
        live.cast_votes(me, [vote(one, 1, n) for n, one in enumerate(many)])
    assert Vote.objects.count() == 100


def test_in_the_room_votes_end_with_the_word_of_two_parties() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    (one,) = statements(there[0], consultation, 1)
    me = live.join(there[0], consultation)
    assert live.propose_closing(there[0], consultation) is None
    assert outcomes(live.cast_votes(me, [vote(one, 1, 1)])) == ["accepted"]
    assert live.propose_closing(there[1], consultation) is not None
    assert outcomes(live.cast_votes(me, [vote(one, -1, 2)])) == ["refused-closed"]
