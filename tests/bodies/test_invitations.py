"""Invitations: a link that expires, works once, and gives one person one role."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.bodies.people import Browser, browser, text
from tests.parties import acting, body
from xieqiao.bodies.ensure import ensure_person
from xieqiao.bodies.invitations import invite, link_path
from xieqiao.bodies.models import Account, Assignment, Invitation, Person
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
CHOSEN = {
    "sign_in_name": "wang.xiaoming",
    "password": "a quiet river in spring",
    "password_again": "a quiet river in spring",
}


@pytest.fixture
def clerk() -> Browser:
    return browser()


@pytest.fixture
def person(clerk: Browser) -> Person:
    return ensure_person(clerk.who.body, "王小明")


def made(clerk: Browser, person: Person, **fields: Any) -> Invitation:
    answer = clerk.send("invite", {"role": "member", "days": 14, **fields}, person=person.id)
    assert answer.status_code == 302, answer.context["form"].errors
    return Invitation.objects.latest("made_at")


def test_it_works(clerk: Browser, person: Person, client: Client) -> None:
    invitation = made(clerk, person)
    page = text(clerk.open("invitation", invitation=invitation.id))
    link = re.search(r'value="http://testserver(/invitation/[^"]+)"', page)
    assert link
    shown = text(client.get(link[1]))
    assert "王小明" in shown and "委员" in shown
    answer = client.post(link[1], CHOSEN)
    assert answer["Location"] == f"/b/{clerk.who.slug}/"
    person.refresh_from_db()
    assert person.account and person.account.check_password("a quiet river in spring")
    assert Assignment.objects.get(person=person).role == "member"
    assert client.get(clerk.path("bodies")).status_code == 200


def test_it_works_once(clerk: Browser, person: Person, client: Client) -> None:
    path = link_path(made(clerk, person))
    client.post(path, CHOSEN)
    second = Client().post(path, {**CHOSEN, "sign_in_name": "somebody.else"})
    assert second.status_code == 410 and "该邀请已使用" in text(second)
    assert Account.objects.filter(sign_in_name="somebody.else").count() == 0
    assert Assignment.objects.filter(person=person).count() == 1


def test_it_expires(clerk: Browser, person: Person, client: Client) -> None:
    invitation = made(clerk, person)
    invitation.expires_at = timezone.now() - timedelta(seconds=1)
    invitation.save()
    answer = client.post(link_path(invitation), CHOSEN)
    assert answer.status_code == 410 and "已过期" in text(answer)
    assert not Assignment.objects.filter(person=person).exists()


def test_it_can_be_taken_back(clerk: Browser, person: Person, client: Client) -> None:
    invitation = made(clerk, person)
    clerk.send("revoke-invitation", invitation=invitation.id)
    assert "已收回" in text(client.get(link_path(invitation)))
    assert "没有待使用的邀请" in text(clerk.open("invitations"))


def test_a_new_one_ends_the_old_one(clerk: Browser, person: Person, client: Client) -> None:
    first, second = made(clerk, person), made(clerk, person)
    assert client.get(link_path(first)).status_code == 410
    assert client.get(link_path(second)).status_code == 200


@pytest.mark.parametrize(
    "spoil", [lambda p: p[:-2] + "/", lambda p: p.replace("/invitation/", "/invitation/0")]
)
def test_a_changed_link_leads_nowhere(
    clerk: Browser, person: Person, client: Client, spoil: Any
) -> None:
    answer = client.get(spoil(link_path(made(clerk, person))))
    assert answer.status_code == 410 and "王小明" not in text(answer)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sign_in_name", "王"),
        ("sign_in_name", "wang xiaoming"),
        ("sign_in_name", "wang\u202eming"),
        ("password", "short"),
        ("password", "1234567890"),
        ("password_again", "another river in spring"),
    ],
)
def test_name_and_password_are_checked(
    clerk: Browser, person: Person, client: Client, field: str, value: str
) -> None:
    chosen = {**CHOSEN, field: value}
    if field == "password":
        chosen["password_again"] = value
    answer = client.post(link_path(made(clerk, person)), chosen)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]
    assert Account.objects.filter(people=person).count() == 0


def test_a_name_that_is_taken_is_refused(clerk: Browser, person: Person, client: Client) -> None:
    Account.objects.create_user("wang.xiaoming")
    answer = client.post(
        link_path(made(clerk, person)), {**CHOSEN, "sign_in_name": "WANG.xiaoming"}
    )
    assert "该登录名已被使用" in text(answer)


def test_somebody_of_another_body_takes_it_with_the_same_account(
    clerk: Browser, person: Person
) -> None:
    other = Browser(acting(body(5), Role.CLERK, 5))
    path = link_path(made(clerk, person))
    assert "用此账号接受角色" in text(other.get(path))
    other.post(path, {"with_my_account": "1"})
    person.refresh_from_db()
    assert person.account_id == other.who.account_id
    assert clerk.who.body.name in text(other.open("switch"))


def test_an_account_has_one_person_at_a_body(clerk: Browser, person: Person) -> None:
    colleague = Browser(acting(clerk.who.body, Role.MEMBER, 5))
    answer = colleague.post(link_path(made(clerk, person)), {"with_my_account": "1"})
    assert answer.status_code == 410
    person.refresh_from_db()
    assert person.account_id is None


def test_the_office_does_not_see_links_to_higher_roles(clerk: Browser, person: Person) -> None:
    invitation = invite(person, Role.ADMINISTRATOR)
    assert clerk.open("invitation", invitation=invitation.id).status_code == 404
    assert "王小明" not in text(clerk.open("invitations"))
    administrator = Browser(acting(clerk.who.body, Role.ADMINISTRATOR, 9))
    assert administrator.open("invitation", invitation=invitation.id).status_code == 200


def test_another_body_cannot_open_it(clerk: Browser, person: Person) -> None:
    invitation = made(clerk, person)
    other = browser(number=9)
    assert other.open("invitation", invitation=invitation.id).status_code == 404
    assert other.send("revoke-invitation", invitation=invitation.id).status_code == 404
