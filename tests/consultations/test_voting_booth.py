"""The booth takes votes of many at once, answers as Django does, and lets in only who may vote."""

from __future__ import annotations

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.broadcast.serving import served
from tests.consultations.pages import client_of, guest_path, path_of
from tests.consultations.steps import in_the_room, open_consultation, statements, values, vote
from tests.consultations.ways import (
    CSRF,
    by_booth,
    by_django,
    cookies_of,
    known_client,
    letter,
)
from tests.parties import acting, body, found, parties
from xieqiao.bodies.models import Account, Assignment, Session
from xieqiao.bodies.roles import Role
from xieqiao.bodies.sessions import SEEN, SessionStore
from xieqiao.broadcast.often import settle
from xieqiao.consultations import live
from xieqiao.consultations.booth.front import with_booth
from xieqiao.consultations.booth.taking import take_all
from xieqiao.consultations.models import Participant, Vote, VoteReceipt
from xieqiao.lanes import in_lanes

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = in_the_room(there, found(there), guests=True)
    return there, consultation, statements(there[0], consultation, 3)


def guest_of(there: Any, consultation: Any) -> tuple[Client, str]:
    """Return a guest's browser, and where it sends votes."""
    link = live.make_guest_link(there[0], consultation, "街坊")
    client = Client(headers={"accept-language": "zh-hans"})
    client.post(guest_path(link, "join"))
    return client, guest_path(link, "votes")


def member_of(there: Any, consultation: Any) -> tuple[Client, str, str]:
    """Return a member's browser, where it sends votes, and what its forms carry."""
    live.join(there[0], consultation)
    client = known_client(there[0], consultation)
    return client, path_of(there[0], "votes", consultation), there[0].token


def test_a_guest_is_answered_as_by_django(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path = guest_of(there, consultation)
    sent = vote(one, -1)
    first = by_booth(client, path, [sent])
    assert json.loads(first.content)["votes"][0]["outcome"] == "accepted"
    again, long = by_booth(client, path, [sent]), by_django(client, path, [sent])
    assert (again.status_code, again.content) == (200, long.content)
    assert dict(again.items()) == dict(long.items())
    assert values(Participant.objects.get()) == [-1]


def test_a_member_is_answered_as_by_django(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    sent = vote(one, 1)
    first = by_booth(client, path, [sent], token)
    assert json.loads(first.content)["votes"][0]["outcome"] == "accepted"
    again, long = by_booth(client, path, [sent], token), by_django(client, path, [sent], token)
    assert again.content == long.content
    assert dict(again.items()) == dict(long.items())
    assert values(Participant.objects.get()) == [1]


def test_the_answer_is_in_the_readers_language(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path = guest_of(there, consultation)
    said = by_booth(client, path, [vote(one)], **{"accept-language": "en"})
    assert json.loads(said.content)["votes"][0]["message"] == "Your vote is with the server."


@pytest.mark.parametrize(
    "headers",
    [
        {"x-csrftoken": ""},
        {"x-csrftoken": "c" * 32},
        {"host": "elsewhere.example"},
        {"origin": "https://elsewhere.example"},
        {"content-type": "text/plain"},
    ],
)
def test_a_request_that_no_page_of_ours_sent_is_not_let_in(scene: Any, headers: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    assert by_booth(client, path, [vote(one)], token, **headers) is None
    guest, guests_path = guest_of(there, consultation)
    assert by_booth(guest, guests_path, [vote(one)], **headers) is None
    assert not Vote.objects.exists()


@pytest.mark.parametrize("sent", ["", "[", "[]", '{"votes": 1}', "null", "[" * 100_000])
def test_what_is_no_votes_is_left_to_django_to_refuse(scene: Any, sent: str) -> None:
    there, consultation, _three = scene
    client, path = guest_of(there, consultation)
    assert by_booth(client, path, sent) is None


def test_too_many_votes_are_left_to_django_to_refuse(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path = guest_of(there, consultation)
    assert by_booth(client, path, [vote(one)] * 501) is None
    assert by_django(client, path, [vote(one)] * 501).status_code == 400


def test_who_is_not_signed_in_is_not_let_in(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    assert by_booth(Client(), path, [vote(one)], token) is None
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert by_booth(client, path, [vote(one)], token) is None
    Session.objects.all().delete()
    assert by_booth(client, path, [vote(one)], token) is None


def test_a_password_that_changed_signs_out_here_too(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    account = Account.objects.get(id=str(there[0].account_id))
    account.set_password("another-one-2026")
    account.save()
    assert by_booth(client, path, [vote(one)], token) is None


def test_an_account_that_was_closed_is_not_let_in(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    Account.objects.filter(id=str(there[0].account_id)).update(is_active=False)
    assert by_booth(client, path, [vote(one)], token) is None


def test_a_role_that_ended_is_not_let_in(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    ended = timezone.localdate() - timedelta(days=3)
    Assignment.objects.filter(body=there[0].body).update(begins=None, ends=ended)
    assert by_booth(client, path, [vote(one)], token) is None


def test_the_form_of_another_account_or_body_is_not_let_in(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, _token = member_of(there, consultation)
    live.join(there[1], consultation)
    for token in ("", "nonsense", there[1].token):
        assert by_booth(client, path, [vote(one)], token) is None
    elsewhere = path_of(there[1], "votes", consultation)
    assert by_booth(client, elsewhere, [vote(one)], there[1].token) is None
    assert not Vote.objects.exists()


def test_who_has_not_joined_or_only_reads_is_not_let_in(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    for who in (there[0], acting(there[1].body, Role.OBSERVER)):
        client = known_client(who, consultation)
        path = path_of(who, "votes", consultation)
        assert by_booth(client, path, [vote(one)], who.token) is None


def test_a_stranger_is_not_let_in(scene: Any) -> None:
    _there, consultation, (one, *_rest) = scene
    stranger = acting(body(8))
    client = client_of(stranger)
    path = path_of(stranger, "votes", consultation)
    client.get(path)
    assert by_booth(client, path, [vote(one)], stranger.token) is None


def test_a_guest_of_one_consultation_is_none_of_another(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, _path = guest_of(there, consultation)
    other = open_consultation(there, consultation.partnership, guests=True)
    link = live.make_guest_link(there[0], other, "别处")
    assert by_booth(client, guest_path(link, "votes"), [vote(one)]) is None
    own = cookies_of(client).popitem()[1]
    client.cookies[f"guest-{other.id.hex}"] = own
    assert by_booth(client, guest_path(link, "votes"), [vote(one)]) is None


def test_a_session_that_needs_writing_goes_the_long_way(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path, token = member_of(there, consultation)
    session = SessionStore(client.session.session_key)
    session[SEEN] = (timezone.now() - timedelta(hours=1)).isoformat()
    session.save()
    assert by_booth(client, path, [vote(one)], token) is None
    assert by_django(client, path, [vote(one)], token).status_code == 200
    assert by_booth(client, path, [vote(one)], token) is not None


def test_votes_of_many_take_as_many_queries_as_those_of_one(scene: Any) -> None:
    there, consultation, (one, two, _three) = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    guests = [Client() for _n in range(20)]
    for guest in guests:
        guest.post(guest_path(link, "join"))
    path = guest_path(link, "votes")

    def taken(statement: Any, some: list[Client]) -> int:
        letters = [letter(path, [vote(statement)], cookies_of(guest)) for guest in some]
        with CaptureQueriesContext(connection) as caught:
            assert all(take_all(letters))
        return len(caught)

    taken(one, guests[:1])
    single = taken(two, guests[:1])
    assert taken(one, guests[1:]) == single <= 14
    assert Vote.objects.count() == 21


def test_members_of_one_body_take_as_many_queries_as_one_member(scene: Any) -> None:
    there, consultation, (one, two, _three) = scene
    people = [acting(there[0].body, Role.MEMBER, n) for n in range(8)]
    for who in people:
        live.join(who, consultation)

    def taken(statement: Any, some: list[Any]) -> int:
        letters = [
            letter(
                path_of(who, "votes", consultation),
                [vote(statement)],
                cookies_of(known_client(who, consultation)),
                who.token,
            )
            for who in some
        ]
        with CaptureQueriesContext(connection) as caught:
            assert all(take_all(letters))
        return len(caught)

    single = taken(one, people[:1])
    assert taken(two, people) == single <= 17
    assert Vote.objects.count() == 9


def test_one_vote_that_two_requests_bring_together_counts_once(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path = guest_of(there, consultation)
    sent = letter(path, [vote(one, 1, 7)], cookies_of(client))
    older = letter(path, [vote(one, -1, 6)], cookies_of(client))
    found = [
        json.loads(a.content)["votes"][0]["outcome"] for a in take_all([sent, sent, older]) if a
    ]
    assert found == ["accepted", "already", "older"]
    assert (Vote.objects.count(), VoteReceipt.objects.count()) == (1, 2)


def test_who_is_not_let_in_spoils_nothing_for_the_others(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    client, path = guest_of(there, consultation)
    letters = [
        letter(path, [vote(one)], {}),
        letter(path, ["?", vote(one)], cookies_of(client)),
        letter(path, "{", cookies_of(client)),
    ]
    first, second, third = take_all(letters)
    assert (first, third) == (None, None)
    assert second is not None
    outcomes = [row["outcome"] for row in json.loads(second.content)["votes"]]
    assert outcomes == ["refused-nonsense", "accepted"]


@pytest.mark.django_db(transaction=True)
def test_under_a_server_many_at_once_are_answered_and_the_rest_goes_to_django() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there), guests=True)
    (one,) = statements(there[0], consultation, 1)
    link = live.make_guest_link(there[0], consultation, "街坊")
    cookies = []
    for _n in range(12):
        guest = Client()
        guest.post(guest_path(link, "join"))
        cookies.append(cookies_of(guest))
    path = guest_path(link, "votes")

    with served(with_booth(in_lanes(ASGIHandler()))) as port, ThreadPoolExecutor(12) as many:
        said = list(many.map(lambda jar: _post(port, path, [vote(one)], jar), cookies))
        large = _post(port, path, "言" * 200_000, cookies[0])
        nobody = _post(port, path, [vote(one)], {})
    settle()
    assert [(status, found["votes"][0]["outcome"]) for status, found in said] == [
        (200, "accepted")
    ] * 12
    assert (large[0], nobody[0], nobody[1]["error"]) == (400, 409, "not-joined")
    assert Vote.objects.count() == 12


def _post(port: int, path: str, votes: Any, cookies: dict[str, str]) -> tuple[int, Any]:
    jar = "; ".join(f"{name}={value}" for name, value in {**cookies, "csrftoken": CSRF}.items())
    headers = {
        "Host": "testserver", "Content-Type": "application/json", "Cookie": jar,
        "X-CSRFToken": CSRF,
    }  # fmt: skip
    body = votes if isinstance(votes, str) else json.dumps({"votes": votes})
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    asked.request("POST", path, body.encode(), headers)
    answer = asked.getresponse()
    return answer.status, json.loads(answer.read())
