"""The demonstration's entrance."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.bodies.people import text
from tests.parties import body
from xieqiao.bodies.models import Account, Assignment, Person
from xieqiao.bodies.roles import Role
from xieqiao.bodies.setup import ensure_demo_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demonstration(settings: Any) -> None:
    settings.XIEQIAO_DEMO = True


def test_it_works(client: Client) -> None:
    account = ensure_demo_account(body(1), Role.CLERK)
    assert account.sign_in_name == "demo-1-clerk-1"
    page = text(client.get("/demo/"))
    assert "演示 办公室 01" in page and 'value="demo-1-clerk-1"' in page
    answer = client.post("/demo/", {"account": "demo-1-clerk-1", "body": "demo-1"})
    assert answer["Location"] == "/b/demo-1/"
    assert client.get("/b/demo-1/directory/").status_code == 200


def test_the_front_page_leads_there(client: Client, settings: Any) -> None:
    assert client.get("/")["Location"] == "/demo/"
    settings.XIEQIAO_DEMO = False
    assert client.get("/")["Location"] == "/sign-in/"


def test_roles_stand_in_the_order_of_the_matrix(client: Client) -> None:
    at = body(1)
    for role in reversed(Role):
        ensure_demo_account(at, role)
    page = text(client.get("/demo/"))
    places = [page.index(f"demo-1-{role.value.replace('_', '-')}-1") for role in Role]
    assert places == sorted(places)


def test_one_account_at_two_bodies_enters_the_one_that_was_clicked(client: Client) -> None:
    account = ensure_demo_account(body(1), Role.CLERK)
    there = body(2)
    twin = Person.objects.create(body=there, name="演示 兼任", account=account)
    Assignment.objects.create(body=there, person=twin, role=Role.OBSERVER)
    for slug in ("demo-1", "demo-2"):
        answer = client.post("/demo/", {"account": account.sign_in_name, "body": slug})
        assert answer["Location"] == f"/b/{slug}/"
    assert client.post("/demo/", {"account": account.sign_in_name, "body": "x"})["Location"] == "/"


def test_a_text_that_waits_is_offered_after_entering(client: Client) -> None:
    ensure_demo_account(body(1), Role.CLERK)
    client.post("/b/demo-1/directory/people/new/", {"name": "王小明"})
    answer = client.post("/demo/", {"account": "demo-1-clerk-1", "body": "demo-1"})
    assert answer["Location"] == "/still-here/"
    assert "王小明" in text(client.get("/still-here/"))


def test_making_it_twice_makes_it_once() -> None:
    at = body(1)
    for _ in range(2):
        ensure_demo_account(at, Role.SECRETARY_GENERAL, 2)
    assert (Account.objects.count(), Person.objects.count(), Assignment.objects.count()) == (
        1,
        1,
        1,
    )


def test_a_demo_account_has_no_password(client: Client) -> None:
    ensure_demo_account(body(1), Role.CLERK)
    answer = client.post("/sign-in/", {"username": "demo-1-clerk-1", "password": "!"})
    assert answer.status_code == 422


def test_real_accounts_cannot_be_entered(client: Client) -> None:
    Account.objects.create_user("real-person", "a quiet river in spring")
    assert client.post("/demo/", {"account": "real-person"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_without_a_demonstration_there_is_no_entrance(client: Client, settings: Any) -> None:
    ensure_demo_account(body(1), Role.CLERK)
    settings.XIEQIAO_DEMO = False
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"account": "demo-1-clerk-1"}).status_code == 404


def test_it_says_when_nothing_has_been_loaded(client: Client) -> None:
    assert "演示内容尚未载入" in text(client.get("/demo/"))
