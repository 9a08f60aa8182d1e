"""Voting by plain forms, by a device's own program, and as a guest."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.consultations.pages import (
    client_of,
    guest_path,
    page,
    path_of,
    send,
    send_votes,
    text,
)
from tests.consultations.steps import (
    in_the_room,
    open_consultation,
    statements,
    timed,
    values,
    vote,
)
from tests.parties import acting, body, found, parties
from xieqiao.bodies.roles import Role
from xieqiao.consultations import live
from xieqiao.consultations.models import Participant, Statement, Vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = open_consultation(there, found(there), guests=True)
    return there, consultation, statements(there[0], consultation, 3)


def test_the_promise_stands_before_the_first_vote(scene: Any) -> None:
    there, consultation, _three = scene
    said = page(there[0], "consultation", consultation)
    assert "没有人能看到谁作了什么表态" in said
    assert path_of(there[0], "join", consultation) in said
    assert client_of(there[0]).get(path_of(there[0], "vote", consultation)).status_code == 302


def test_a_plain_form_votes_and_leads_on_to_the_next(scene: Any) -> None:
    there, consultation, three = scene
    me = there[0]
    path = path_of(me, "vote", consultation)
    assert send(me, path_of(me, "join", consultation)).url == path
    seen = set()
    for _n in range(3):
        shown = text(client_of(me).get(path))
        statement = shown.split('name="statement" value="')[1].split('"')[0]
        seen.add(statement)
        assert send(me, path, statement=statement, value="1").status_code == 302
    assert seen == {str(one.id) for one in three}
    assert 'name="statement"' not in text(client_of(me).get(path))
    assert values(Participant.objects.get()) == [1, 1, 1]


def test_an_earlier_vote_can_be_changed_from_the_own_list(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    me = live.join(there[0], consultation)
    live.cast_votes(me, [vote(one, 1, 7)])
    change = f"{path_of(there[0], 'vote', consultation)}?statement={one.id}"
    assert change in page(there[0], "mine", consultation)
    assert 'aria-pressed="true"' in text(client_of(there[0]).get(change))
    send(there[0], path_of(there[0], "vote", consultation), statement=one.id, value="-1")
    assert values(me) == [-1]


def test_a_form_without_a_choice_changes_nothing(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    me = live.join(there[0], consultation)
    for value in ("", "2", "agree"):
        send(there[0], path_of(there[0], "vote", consultation), statement=one.id, value=value)
    assert values(me) == []


def test_a_device_sends_votes_and_each_is_confirmed(scene: Any) -> None:
    there, consultation, three = scene
    who, client = there[0], client_of(there[0])
    path = path_of(who, "votes", consultation)
    refused = send_votes(client, path, [vote(three[0])], who.token)
    assert (refused.status_code, refused.json()["error"]) == (409, "not-joined")
    live.join(who, consultation)
    sent = [vote(one, 1, n) for n, one in enumerate(three, 1)]
    answer = send_votes(client, path, [*sent, "?"], who.token).json()["votes"]
    assert [row["outcome"] for row in answer] == ["accepted"] * 3 + ["refused-nonsense"]
    assert [row["key"] for row in answer[:3]] == [row["key"] for row in sent]
    again = send_votes(client, path, sent, who.token).json()["votes"]
    assert [row["outcome"] for row in again] == ["already"] * 3
    assert Vote.objects.count() == 3


def test_a_device_is_told_what_to_go_on_with_offline(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    me = live.join(there[0], consultation)
    live.cast_votes(me, [vote(one, 1, 5)])
    said = client_of(there[0]).get(path_of(there[0], "votes", consultation)).json()
    assert (said["joined"], said["counter"], said["done"], said["all"]) == (True, 5, 1, 3)
    assert {row["text"] for row in said["ahead"]} == {"演示意见 2", "演示意见 3"}


@pytest.mark.parametrize("body", ["", "[", "[]", '{"votes": 1}', "null", "[" * 100_000])
def test_what_is_no_votes_is_refused_in_words(scene: Any, body: str) -> None:
    there, consultation, _three = scene
    live.join(there[0], consultation)
    path = path_of(there[0], "votes", consultation)
    answer = send_votes(client_of(there[0]), path, body, there[0].token)
    assert answer.status_code == 400 and answer.json()["message"]


def test_five_megabytes_are_refused(scene: Any) -> None:
    there, consultation, _three = scene
    live.join(there[0], consultation)
    large = "言" * 1_700_000
    path = path_of(there[0], "votes", consultation)
    assert send_votes(client_of(there[0]), path, large, there[0].token).status_code in {400, 413}
    answer = send(there[0], path_of(there[0], "put", consultation), text=large, language="en")
    assert answer.status_code in {400, 413, 422}
    assert Statement.objects.count() == 3


def test_a_device_that_is_signed_out_keeps_its_votes(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    live.join(there[0], consultation)
    path = path_of(there[0], "votes", consultation)
    answer = send_votes(Client(), path, [vote(one)], there[0].token)
    assert (answer.status_code, answer.json()["error"]) == (401, "signed-out")


def test_votes_are_not_taken_for_another_account_or_body(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    for who in there:
        live.join(who, consultation)
    path = path_of(there[0], "votes", consultation)
    answer = send_votes(client_of(there[0]), path, [vote(one)], there[1].token)
    assert (answer.status_code, answer.json()["error"]) == (409, "form-of-another")
    assert not Vote.objects.exists()


def test_another_bodys_consultation_is_not_found(scene: Any) -> None:
    _there, consultation, (one, *_rest) = scene
    stranger = acting(body(8))
    client = client_of(stranger)
    for name in ("consultation", "vote", "mine", "put", "moderation", "seed", "closing", "links"):
        assert client.get(path_of(stranger, name, consultation)).status_code == 404, name
    path = path_of(stranger, "votes", consultation)
    assert send_votes(client, path, [vote(one)], stranger.token).status_code == 404
    answer = send(stranger, path_of(stranger, "vote", consultation), statement=one.id, value="1")
    assert answer.status_code == 404
    assert not Vote.objects.exists()


def test_a_statement_of_another_consultation_is_not_found(scene: Any) -> None:
    there, consultation, _three = scene
    live.join(there[0], consultation)
    other = in_the_room(there, consultation.partnership)
    (elsewhere,) = statements(there[0], other, 1)
    path = path_of(there[0], "vote", consultation)
    assert send(there[0], path, statement=elsewhere.id, value="1").status_code == 404
    assert client_of(there[0]).get(f"{path}?statement=nonsense").status_code == 404


def test_who_only_reads_cannot_vote(scene: Any) -> None:
    there, consultation, _three = scene
    observer = acting(there[0].body, Role.OBSERVER)
    assert path_of(observer, "join", consultation) not in page(
        observer, "consultation", consultation
    )
    assert send(observer, path_of(observer, "join", consultation)).status_code == 403


def test_a_vote_after_closing_says_so(scene: Any) -> None:
    there, consultation, (one, *_rest) = scene
    live.join(there[0], consultation)
    timed(consultation, opens=-2, closes=-1)
    answer = send(there[0], path_of(there[0], "vote", consultation), statement=one.id, value="1")
    assert "已结束" in text(client_of_answer(there[0], answer))
    assert not Vote.objects.exists()


def client_of_answer(who: Any, answer: Any) -> Any:
    """Return the page that an answer leads to, with what it tells."""
    return answer.client.get(answer.url)


def test_a_guest_joins_by_a_link_and_votes_without_an_account(scene: Any) -> None:
    there, consultation, (one, two, _three) = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    guest = Client(headers={"accept-language": "zh-hans"})
    assert "街坊" in text(guest.get(guest_path(link)))
    assert guest.get(guest_path(link, "vote")).status_code == 302
    guest.post(guest_path(link, "join"))
    me = Participant.objects.get()
    assert (me.body_id, me.as_kind, me.account_id) == (None, "guest", None)
    guest.post(guest_path(link, "vote"), {"statement": str(one.id), "value": "-1"})
    answer = send_votes(guest, guest_path(link, "votes"), [vote(two, 1, 9)])
    assert answer.json()["votes"][0]["outcome"] == "accepted"
    assert values(me) == [-1, 1]
    guest.post(guest_path(link, "join"))
    assert Participant.objects.count() == 1
    assert "演示意见 1" in text(guest.get(guest_path(link, "mine")))


def test_a_guest_is_not_somebody_elses_guest(scene: Any) -> None:
    there, consultation, _three = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    one, other = Client(), Client()
    one.post(guest_path(link, "join"))
    assert other.get(guest_path(link, "mine")).status_code == 302
    other.cookies[f"guest-{consultation.id.hex}"] = "guessed:key:sign"
    assert other.get(guest_path(link, "mine")).status_code == 302


def test_nonsense_is_no_invitation() -> None:
    for token in ("x", "a-b", "-" * 300, "00000000000000000000000000000000-AAAA"):
        path = reverse("consultations_root:consultation", kwargs={"token": token})
        assert Client().get(path).status_code == 404


def test_an_ended_invitation_lets_nobody_new_in(scene: Any) -> None:
    there, consultation, _three = scene
    link = live.make_guest_link(there[0], consultation, "街坊")
    live.revoke_guest_link(there[0], link)
    guest = Client()
    assert guest_path(link, "join") not in text(guest.get(guest_path(link)))
    guest.post(guest_path(link, "join"))
    assert not Participant.objects.exists()
