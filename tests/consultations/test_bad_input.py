"""Bad input of devices, by the booth and through Django alike: nothing of it counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from tests.consultations.pages import client_of, page, path_of, send
from tests.consultations.steps import in_the_room, statements, timed, values, vote
from tests.consultations.ways import by_booth, by_django, either_way, known_client
from tests.parties import acting, body, found, parties
from xieqiao.consultations import live
from xieqiao.consultations.models import Participant, Statement, Vote, VoteReceipt

pytestmark = pytest.mark.django_db
WAYS = pytest.mark.parametrize("way", [by_booth, by_django])


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    live.join(there[0], consultation)
    return there, consultation, statements(there[0], consultation, 3)


class Device:
    """A member's phone."""

    def __init__(self, who: Any, consultation: Any, way: Any) -> None:
        self.client: Client = known_client(who, consultation)
        self.path = path_of(who, "votes", consultation)
        self.token = who.token
        self.way = way

    def sends(self, *votes: Any, **more: Any) -> list[str]:
        """Return what becomes of each vote."""
        answer = self.way(self.client, self.path, list(votes), self.token, **more)
        assert answer is not None and answer.status_code == 200
        return [row["outcome"] for row in json.loads(answer.content)["votes"]]


@WAYS
def test_a_vote_after_closing(scene: Any, way: Any) -> None:
    there, consultation, (one, two, _three) = scene
    phone, before = Device(there[0], consultation, way), vote(one, 1, 1)
    assert phone.sends(before) == ["accepted"]
    for who in there:
        live.propose_closing(who, consultation)
    assert phone.sends(vote(two, 1, 2), vote(one, -1, 3), before) == [
        "refused-closed",
        "refused-closed",
        "already",
    ]
    assert values(Participant.objects.get()) == [1]


@WAYS
def test_a_vote_after_its_time_and_before_anybody_closed_it(scene: Any, way: Any) -> None:
    there, consultation, (one, *_rest) = scene
    phone = Device(there[0], consultation, way)
    timed(consultation, opens=-2, closes=-0.001)
    assert phone.sends(vote(one)) == ["refused-closed"]
    assert not Vote.objects.exists()


@WAYS
def test_a_vote_for_a_hidden_or_merged_statement(scene: Any, way: Any) -> None:
    there, consultation, (one, two, three) = scene
    for step in (
        live.propose_moderation(there[0], one, "hide", "与议题无关"),
        live.propose_moderation(there[0], two, "merge", "意思相同", three),
    ):
        live.agree_moderation(there[1], step)
    phone = Device(there[0], consultation, way)
    assert phone.sends(vote(one), vote(two), vote(three)) == [
        "refused-hidden",
        "refused-merged",
        "accepted",
    ]


@WAYS
def test_a_vote_sent_twice(scene: Any, way: Any) -> None:
    there, consultation, (one, *_rest) = scene
    phone, sent = Device(there[0], consultation, way), vote(one)
    assert phone.sends(sent, sent) == ["accepted", "already"]
    assert phone.sends(sent) == ["already"]
    assert (Vote.objects.count(), VoteReceipt.objects.count()) == (1, 1)


def test_a_vote_sent_by_one_way_and_again_by_the_other(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    phone, sent = Device(there[0], consultation, by_booth), vote(one)
    assert phone.sends(sent) == ["accepted"]
    phone.way = by_django
    assert phone.sends(sent) == ["already"]
    assert Vote.objects.count() == 1


@WAYS
def test_a_vote_with_the_key_of_another_vote_or_of_another_person(scene: Any, way: Any) -> None:
    there, consultation, (one, two, _three) = scene
    live.join(there[1], consultation)
    mine, theirs = (Device(who, consultation, way) for who in there)
    first = vote(one, 1, 1)
    assert mine.sends(first) == ["accepted"]
    assert mine.sends(vote(two, 1, 2, first["key"])) == ["refused-key"]
    assert theirs.sends(first | {"value": -1}) == ["accepted"]  # a vote of that person's own
    me, other = (live.join(who, consultation) for who in there)
    assert (values(me), values(other)) == ([1], [-1])


def test_a_vote_on_another_bodys_meeting(scene: Any) -> None:
    _there, consultation, (one, *_rest) = scene
    stranger = acting(body(8))
    client = client_of(stranger)
    path = path_of(stranger, "votes", consultation)
    assert client.get(path).status_code == 404
    assert by_booth(client, path, [vote(one)], stranger.token) is None
    assert either_way(client, path, [vote(one)], stranger.token).status_code == 404
    assert not Vote.objects.exists()


@WAYS
def test_a_vote_for_a_statement_of_another_consultation(scene: Any, way: Any) -> None:
    there, consultation, _three = scene
    other = in_the_room(there, consultation.partnership)
    (elsewhere,) = statements(there[0], other, 1)
    assert Device(there[0], consultation, way).sends(vote(elsewhere)) == ["refused-unknown"]


@WAYS
@pytest.mark.parametrize("hours", [-2, 2])
def test_the_clock_of_a_phone_that_is_two_hours_off(scene: Any, way: Any, hours: int) -> None:
    """The consultation closes in an hour; by the phone's clock it has, or opens only later."""
    there, consultation, (one, two, _three) = scene
    timed(consultation, opens=-1, closes=1)
    phone = Device(there[0], consultation, way)
    date = "Wed, 25 Nov 2026 10:00:00 GMT"
    at = f"2026-11-25T{10 + hours:02}:00:00+08:00"
    assert phone.sends(vote(one, 1, 2) | {"at": at}, date=date) == ["accepted"]
    assert phone.sends(vote(one, -1, 3) | {"at": "1970-01-01T00:00:00Z"}) == ["accepted"]
    assert phone.sends(vote(two, 1, 1) | {"at": at}) == ["accepted"]
    assert values(Participant.objects.get()) == [-1, 1]


@WAYS
@pytest.mark.parametrize("said", ["👍", "\u202e1", "1" * 5000, "\ud83d", "\x00"])
def test_nonsense_in_every_field_of_a_vote(scene: Any, way: Any, said: str) -> None:
    there, consultation, (one, *_rest) = scene
    bad = [vote(one) | {field: said} for field in ("key", "statement", "value", "counter")]
    phone = Device(there[0], consultation, way)
    assert phone.sends(*bad, vote(one)) == ["refused-nonsense"] * 4 + ["accepted"]


def test_a_vote_of_five_megabytes(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    phone = Device(there[0], consultation, by_django)
    bad = [vote(one) | {"key": "1" * 5_000_000}]
    assert by_django(phone.client, phone.path, bad, phone.token).status_code in {400, 413}
    assert not VoteReceipt.objects.exists()


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        ("老品牌 👍🏽🎋 要有新故事", True),
        ("右\u202e左", False),
        ("\u2066隔\u2069离", False),
        ("言" * 140, True),
        ("言" * 141, False),
        ("言" * 1_700_000, False),
    ],
    ids=["emoji", "bidi override", "bidi isolate", "longest", "too long", "5 MB"],
)
def test_a_statement_put_on_the_page(scene: Any, said: str, taken: bool) -> None:
    there, consultation, _three = scene
    path = path_of(there[0], "put", consultation)
    answer = send(there[0], path, text=said, language="zh-hans")
    assert answer.status_code in ({302} if taken else {400, 413, 422})
    assert Statement.objects.filter(text=said[:200]).exists() is taken
    assert Statement.objects.count() == 3 + taken
    if taken:
        assert said in page(there[0], "consultation", consultation)
