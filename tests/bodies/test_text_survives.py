"""Nothing that was typed is lost when the session had ended in mid-form."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.bodies.people import Browser, browser, text
from tests.bodies.test_sign_in import account_at, sign_in
from tests.parties import acting, body
from xieqiao.bodies.models import Person, Session

pytestmark = pytest.mark.django_db
NEW = "/b/demo-1/directory/people/new/"
TYPED = {"name": "王小明", "work": "多年来从事县域医共体建设，<b>熟悉</b>情况", "outside": "expert"}


@pytest.fixture
def signed_out(client: Client) -> Client:
    account_at(body(1))
    return client


def test_it_works(signed_out: Client) -> None:
    asked = signed_out.post(NEW, TYPED)
    assert asked["Location"] == f"/sign-in/?next={NEW}"
    assert "您填写的内容已保留" in text(signed_out.get(asked["Location"]))
    assert sign_in(signed_out, next=NEW)["Location"] == "/still-here/"
    page = signed_out.get("/still-here/")
    assert "王小明" in text(page) and "&lt;b&gt;熟悉&lt;/b&gt;" in text(page)
    assert Person.objects.filter(name="王小明").count() == 0
    acting_mark = page.context["acting"].token
    sent = signed_out.post(NEW, {**dict(page.context["held"].fields), "acting": acting_mark})
    assert sent.status_code == 302
    assert Person.objects.get(name="王小明").outside == "expert"
    assert signed_out.get("/still-here/")["Location"] == "/"


def test_hidden_fields_carry_every_value_and_a_fresh_mark(signed_out: Client) -> None:
    signed_out.post(NEW, {**TYPED, "acting": "old", "csrfmiddlewaretoken": "old"})
    sign_in(signed_out)
    page = signed_out.get("/still-here/")
    names = [name for name, _value in page.context["held"].fields]
    assert sorted(names) == sorted(TYPED)
    assert 'name="csrfmiddlewaretoken"' in text(page) and 'value="old"' not in text(page)


def test_it_can_be_thrown_away(signed_out: Client) -> None:
    signed_out.post(NEW, TYPED)
    sign_in(signed_out)
    signed_out.post("/still-here/discard/")
    assert signed_out.get("/still-here/")["Location"] == "/"


def test_passwords_are_not_held(signed_out: Client) -> None:
    signed_out.post(NEW, {**TYPED, "password": "secret words", "new_password": "secret words"})
    assert "secret words" not in str(dict(signed_out.session))


def test_too_much_is_given_back_at_once_and_not_held(signed_out: Client) -> None:
    answer = signed_out.post(NEW, {"name": "长" * 200_001})
    assert answer.status_code == 413
    assert "长" * 200_001 in text(answer)
    assert "held_form" not in signed_out.session


def test_a_hundred_thousand_characters_are_held(signed_out: Client) -> None:
    signed_out.post(NEW, {"name": "长" * 100_000})
    sign_in(signed_out)
    assert "长" * 100_000 in text(signed_out.get("/still-here/"))


def test_files_are_named_as_not_kept(signed_out: Client) -> None:
    upload = SimpleUploadedFile("plan.pdf", b"%PDF-1.7 text")
    signed_out.post(NEW, {**TYPED, "file": upload})
    sign_in(signed_out)
    page = text(signed_out.get("/still-here/"))
    assert "附件不会保留" in page and "%PDF" not in page


def test_whoever_has_no_role_there_can_only_copy(client: Client) -> None:
    body(1)
    account_at(body(2))
    client.post(NEW, TYPED)
    sign_in(client)
    page = client.get("/still-here/")
    assert "王小明" in text(page)
    assert page.context["can_send"] is False
    assert "以该账号" in text(page)


def test_a_form_of_another_account_is_given_back(signed_out: Client) -> None:
    clerk = browser(at=body(7))
    other = acting(body(8))
    answer = clerk.post(clerk.path("new-person"), {**TYPED, "acting": other.token})
    assert answer.status_code == 409
    assert "王小明" in text(answer)
    assert not Person.objects.filter(name="王小明").exists()


def test_a_form_with_an_outdated_mark_is_given_back() -> None:
    who = acting(body(1))
    strict = Browser(who, enforce_csrf_checks=True)
    path = strict.path("new-person")
    old = {**TYPED, "csrfmiddlewaretoken": "x" * 64, "acting": who.token}
    here = strict.post(path, old, headers={"Origin": "http://testserver"})
    assert here.status_code == 409 and "王小明" in text(here)
    elsewhere = strict.post(path, old, headers={"Origin": "https://evil.example"})
    assert elsewhere.status_code == 409 and "王小明" not in text(elsewhere)


def test_a_form_from_elsewhere_is_not_held() -> None:
    body(1)
    stranger = Client(enforce_csrf_checks=True)
    stranger.post(NEW, TYPED, headers={"Origin": "https://evil.example"})
    assert Session.objects.count() == 0


def test_htmx_is_led_to_the_sign_in_page(signed_out: Client) -> None:
    answer: Any = signed_out.post(NEW, TYPED, headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == f"/sign-in/?next={NEW}"
