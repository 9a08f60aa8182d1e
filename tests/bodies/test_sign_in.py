"""Signing in and out."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.bodies.people import text
from tests.parties import body
from xieqiao.bodies.models import Account, Assignment, Body, Person, Session
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
PASSWORD = "a quiet river in spring"


def account_at(*bodies: Body, name: str = "deqing-office") -> Account:
    account = Account.objects.create_user(name, PASSWORD)
    for at in bodies:
        person = Person.objects.create(body=at, name="演示 办公室", account=account)
        Assignment.objects.create(body=at, person=person, role=Role.CLERK)
    return account


def sign_in(
    client: Client, name: str = "deqing-office", password: str = PASSWORD, **more: Any
) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password, **more})


def test_it_works(client: Client) -> None:
    account = account_at(body(1))
    answer = sign_in(client)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(account.id)
    assert client.get("/")["Location"] == "/b/demo-1/"


def test_password_is_kept_as_argon2() -> None:
    assert account_at(body(1)).password.startswith("argon2")


def test_name_may_be_typed_in_capitals_or_full_width(client: Client) -> None:
    account_at(body(1))
    assert sign_in(client, name=" ＤEQING-Office ").status_code == 302


def test_wrong_password_and_unknown_name_get_the_same_words(client: Client) -> None:
    account_at(body(1))
    wrong = sign_in(client, password="wrong password")
    unknown = sign_in(client, name="nobody-here", password="wrong password")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert "登录名或密码不对" in text(wrong)


def test_password_is_never_sent_back(client: Client) -> None:
    account_at(body(1))
    assert "wrong password 17" not in text(sign_in(client, password="wrong password 17"))


@pytest.mark.usefixtures("quick_passwords")
def test_too_many_attempts_must_wait_whether_or_not_the_name_exists(client: Client) -> None:
    account_at(body(1))
    for name in ("deqing-office", "nobody-here"):
        answers = [sign_in(client, name=name, password="wrong password") for _ in range(9)]
        assert answers[-1].status_code == 429
        assert "尝试次数过多" in text(answers[-1])
        assert answers[-1]["Retry-After"] == "900"
    assert sign_in(client).status_code == 429


@pytest.mark.usefixtures("quick_passwords")
def test_another_name_is_not_held_up(client: Client) -> None:
    account_at(body(1))
    for _ in range(9):
        sign_in(client, name="nobody-here", password="wrong password")
    assert sign_in(client).status_code == 302


@pytest.mark.parametrize("where", ["/b/demo-1/directory/?q=a&page=2", "/sessions/"])
def test_one_is_led_on_to_the_page_one_wanted(client: Client, where: str) -> None:
    account_at(body(1))
    asked = client.get(where)
    assert asked["Location"].startswith("/sign-in/?next=")
    shown = client.get(asked["Location"])
    assert shown.context["next"] == where
    assert sign_in(client, next=where)["Location"] == where


@pytest.mark.parametrize(
    "where", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_one_is_not_led_to_another_server(client: Client, where: str) -> None:
    account_at(body(1))
    assert sign_in(client, next=where)["Location"] == "/"


def test_several_bodies_are_offered(client: Client) -> None:
    client.force_login(account_at(body(1), body(2)))
    page = text(client.get("/"))
    assert "演示1号市政协" in page and "演示2号市政协" in page


def test_account_without_a_role_is_told(client: Client) -> None:
    client.force_login(account_at())
    assert "您今天在任何机构都没有角色" in text(client.get("/"))


def test_role_that_has_ended_no_longer_counts(client: Client) -> None:
    account = account_at(body(1))
    Assignment.objects.filter(person__account=account).update(ends="2020-01-01")
    client.force_login(account)
    assert client.get("/b/demo-1/directory/").status_code == 404


def test_session_key_changes_at_sign_in(client: Client) -> None:
    account_at(body(1))
    client.post("/b/demo-1/directory/people/new/", {"name": "王五"})
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_signing_out_needs_a_post(client: Client) -> None:
    client.force_login(account_at(body(1)))
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert "_auth_user_id" not in client.session


def test_demo_account_cannot_sign_in_where_there_is_no_demo(client: Client, settings: Any) -> None:
    account = account_at(body(1))
    account.demonstration = True
    account.save()
    settings.XIEQIAO_DEMO = True
    assert sign_in(client).status_code == 302
    settings.XIEQIAO_DEMO = False
    assert client.get("/b/demo-1/directory/").status_code == 302
    assert sign_in(client).status_code == 422


def test_language_is_remembered_with_the_account(client: Client) -> None:
    account = account_at(body(1))
    client.post("/ui/language/", {"language": "en"})
    sign_in(client)
    account.refresh_from_db()
    assert account.language == "en"
    elsewhere = Client()
    assert sign_in(elsewhere).cookies["django_language"].value == "en"
