"""A member enters what he started, the office confirms it; changing, deleting, bringing back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.duty.steps import TITLE, initiative, member_at
from tests.exchange.steps import Browser, text
from tests.parties import acting, body
from xieqiao.acts.desk import Group
from xieqiao.bodies.models import Assignment, Person
from xieqiao.duty import sweep
from xieqiao.duty.desk import items
from xieqiao.duty.models import Initiative

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Browser:
    return Browser(acting(body(1), "clerk"))


@pytest.fixture
def member(clerk: Browser) -> Browser:
    return Browser(acting(clerk.who.body, "member", 12))


def test_a_member_enters_it_and_the_office_confirms(clerk: Browser, member: Browser) -> None:
    assert member.path("duty:add_initiative") in member.read("duty:initiatives")
    fields = {"title": TITLE, "text": "带会员去考察", "on": "2021-05"}
    answer = member.send("duty:add_initiative", fields)
    row = Initiative.objects.get()
    assert answer["Location"] == row.path(clerk.who.slug)
    assert (row.member_id, row.confirmed) == (member.who.person_id, False)
    assert "待办公室确认" in member.read("duty:initiative", initiative=row.id)
    (item,) = items(clerk.who)
    assert item.group is Group.OURS
    assert TITLE in item.sentence
    assert TITLE in clerk.read("portal:desk")
    page = clerk.read("duty:initiative", initiative=row.id)
    assert clerk.path("duty:confirm_initiative", initiative=row.id) in page
    clerk.send("duty:confirm_initiative", initiative=row.id)
    assert items(clerk.who) == []
    assert "办公室已确认" in member.read("duty:initiatives", "?state=confirmed")


def test_a_member_does_not_confirm_himself(member: Browser) -> None:
    member.send("duty:add_initiative", {"title": TITLE})
    row = Initiative.objects.get()
    assert member.send("duty:confirm_initiative", initiative=row.id).status_code == 403
    assert items(member.who) == []


def test_what_a_member_changes_waits_again(clerk: Browser, member: Browser) -> None:
    person = Person.objects.get(id=str(member.who.person_id))
    row = initiative(clerk.who, member=person)
    member.send("duty:edit_initiative", {"title": "改过"}, initiative=row.id)
    row.refresh_from_db()
    assert (row.title, row.confirmed) == ("改过", False)
    clerk.send("duty:confirm_initiative", initiative=row.id)
    clerk.send("duty:edit_initiative", {"title": "再改", "member": person.id}, initiative=row.id)
    row.refresh_from_db()
    assert (row.title, row.confirmed) == ("再改", True)


def test_the_office_enters_one_for_any_member(clerk: Browser) -> None:
    person = member_at(clerk.who)
    clerk.send("duty:add_initiative", {"title": TITLE, "member": person.id})
    row = Initiative.objects.get()
    assert (row.member, row.confirmed) == (person, True)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"title": "看\u202e不见"}, "title"),
        ({"text": "长" * 100_000}, "text"),
        ({"on": "2021-02-30"}, "on"),
        ({"on": "去年"}, "on"),
        ({"on": "2099"}, "on"),
        ({"member": ""}, "member"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(
    clerk: Browser, wrong: dict[str, str], field: str
) -> None:
    fields = {"title": TITLE, "text": "写过的字", "member": member_at(clerk.who).id, **wrong}
    answer = clerk.send("duty:add_initiative", fields)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert str(fields["title"]) in text(answer)
    assert not Initiative.objects.exists()


def test_a_person_of_another_body_cannot_be_named(clerk: Browser) -> None:
    stranger = Person.objects.create(body=body(2), name="别处的人")
    answer = clerk.send("duty:add_initiative", {"title": TITLE, "member": stranger.id})
    assert answer.status_code == 422
    assert "别处的人" not in text(answer)


def test_the_list_is_searched_filtered_and_ordered(clerk: Browser) -> None:
    initiative(clerk.who, title="甲事", on="2020")
    initiative(clerk.who, title="乙事", on="2021-05", confirmed=False)
    assert "甲事" not in clerk.read("duty:initiatives", "?state=waiting")
    assert "乙事" not in clerk.read("duty:initiatives", "?q=甲")
    page = clerk.read("duty:initiatives", "?sort=-when&q=%00&page=9")
    assert page.index("乙事") < page.index("甲事")


def test_deleting_asks_and_can_be_undone(clerk: Browser) -> None:
    row = initiative(clerk.who)
    assert "30 天" in clerk.read("duty:delete_initiative", initiative=row.id)
    clerk.send("duty:delete_initiative", initiative=row.id)
    assert clerk.open("duty:initiative", initiative=row.id).status_code == 404
    restore = clerk.path("duty:restore_initiative", initiative=row.id)
    assert restore in clerk.read("duty:initiatives", "?deleted=1")
    assert TITLE in clerk.read("duty:restore_initiative", initiative=row.id)
    clerk.send("duty:restore_initiative", initiative=row.id)
    assert clerk.open("duty:initiative", initiative=row.id).status_code == 200


def test_after_thirty_days_it_is_gone(clerk: Browser, monkeypatch: Any) -> None:
    row = initiative(clerk.who)
    Initiative.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    assert clerk.open("duty:restore_initiative", initiative=row.id).status_code == 404
    monkeypatch.setattr(sweep, "_last", {"ran_at": float("-inf")})
    assert [sweep.run(), sweep.run()] == [1, 0]
    assert not Initiative.objects.exists()


def test_a_member_reads_his_own_only(clerk: Browser, member: Browser) -> None:
    row = initiative(clerk.who)
    assert TITLE not in member.read("duty:initiatives")
    for page in ("initiative", "edit_initiative", "delete_initiative"):
        assert member.open(f"duty:{page}", initiative=row.id).status_code == 404


def test_who_reads_all_but_is_only_a_member_changes_no_other_s(clerk: Browser) -> None:
    chair = acting(clerk.who.body, "chair", 3)
    person = Person.objects.get(id=str(chair.person_id))
    Assignment.objects.create(body=clerk.who.body, person=person, role="member")
    row = initiative(clerk.who)
    browser = Browser(chair)
    page = browser.read("duty:initiative", initiative=row.id)
    assert browser.path("duty:edit_initiative", initiative=row.id) not in page
    assert browser.open("duty:edit_initiative", initiative=row.id).status_code == 404
    assert browser.send("duty:delete_initiative", initiative=row.id).status_code == 404


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("chair", 200, 403),
        ("secretary_general", 200, 200),
        ("clerk", 200, 200),
        ("member", 200, 200),
        ("administrator", 200, 403),
        ("observer", 403, 403),
        ("unit_handler", 403, 403),
    ],
)
def test_who_may_open_it(role: str, reads: int, writes: int) -> None:
    browser = Browser(acting(body(1), role))
    assert browser.open("duty:initiatives").status_code == reads
    assert browser.open("duty:add_initiative").status_code == writes
