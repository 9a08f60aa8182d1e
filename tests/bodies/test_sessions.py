"""One's own account: where it is signed in, and its password."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.bodies.people import text
from tests.bodies.test_sign_in import PASSWORD, account_at, sign_in
from tests.parties import body
from xieqiao.bodies.models import Session

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 MicroMessenger/8.0.50"


def signed_in(agent: str = FIREFOX) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert sign_in(client).status_code == 302
    return client


@pytest.fixture
def desk() -> Client:
    account_at(body(1))
    return signed_in()


def test_it_works(desk: Client) -> None:
    signed_in(WECHAT)
    page = text(desk.get("/sessions/"))
    assert "Firefox · Windows" in page and "微信 · Android" in page
    assert page.count("本设备") == 1


def test_another_device_is_signed_out(desk: Client) -> None:
    phone = signed_in(WECHAT)
    other = Session.objects.get(session_key=phone.session.session_key)
    desk.post(f"/sessions/{other.handle}/end/")
    assert phone.get("/sessions/").status_code == 302
    assert desk.get("/sessions/").status_code == 200


def test_all_others_are_signed_out_at_once(desk: Client) -> None:
    phones = [signed_in(WECHAT) for _ in range(3)]
    desk.post("/sessions/end-others/")
    assert [p.get("/sessions/").status_code for p in phones] == [302, 302, 302]
    assert desk.get("/sessions/").status_code == 200


def test_nobody_elses_session_can_be_ended(desk: Client) -> None:
    account_at(body(2), name="somebody-else")
    stranger = Client()
    sign_in(stranger, name="somebody-else")
    row = Session.objects.get(session_key=stranger.session.session_key)
    assert desk.post(f"/sessions/{row.handle}/end/").status_code == 404
    assert stranger.get("/sessions/").status_code == 200


def test_the_key_of_a_session_is_on_no_page(desk: Client) -> None:
    phone = signed_in(WECHAT)
    page = text(desk.get("/sessions/"))
    for client in (desk, phone):
        assert str(client.session.session_key) not in page


def test_last_seen_is_kept_every_few_minutes(desk: Client, monkeypatch: Any) -> None:
    key = desk.session.session_key
    before = Session.objects.get(session_key=key).seen_at
    desk.get("/b/demo-1/directory/")
    assert Session.objects.get(session_key=key).seen_at == before
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("xieqiao.bodies.sessions.timezone.now", lambda: later)
    desk.get("/b/demo-1/directory/")
    assert Session.objects.get(session_key=key).seen_at == later


def test_a_session_lasts_while_it_is_in_use(desk: Client, monkeypatch: Any, settings: Any) -> None:
    key = desk.session.session_key
    before = Session.objects.get(session_key=key).expire_date
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    desk.get("/b/demo-1/directory/")
    moved = Session.objects.get(session_key=key).expire_date - before
    assert abs(moved - timedelta(hours=1)) < timedelta(minutes=1)


def test_the_password_is_changed_and_others_are_signed_out(desk: Client) -> None:
    phone = signed_in(WECHAT)
    new = "another river in autumn"
    fields = {"old": PASSWORD, "password": new, "password_again": new}
    assert desk.post("/password/", fields)["Location"] == "/sessions/"
    assert desk.get("/sessions/").status_code == 200
    assert phone.get("/sessions/").status_code == 302
    assert sign_in(Client()).status_code == 422
    assert sign_in(Client(), password=new).status_code == 302


def test_the_present_password_is_asked_for(desk: Client) -> None:
    fields = {"old": "wrong", "password": "another river 2", "password_again": "another river 2"}
    answer = desk.post("/password/", fields)
    assert answer.status_code == 422 and "现用密码不对" in text(answer)
    assert sign_in(Client()).status_code == 302
