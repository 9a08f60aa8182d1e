"""A body's own needs and strengths: entering, changing, settling, deleting, bringing back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.steps import Browser, need, strength, text
from tests.parties import acting, body
from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Account, Assignment, Person, Section
from xieqiao.exchange import sweep
from xieqiao.exchange.models import Need, Strength

pytestmark = pytest.mark.django_db

FIELDS = {"title": "想学城市大脑", "origin": "body", "how": "any"}


@pytest.fixture
def clerk() -> Browser:
    return Browser(acting(body(1), "clerk"))


def member_of(who: Acting, number: int = 12) -> Acting:
    """Return a member of the same body."""
    return acting(who.body, "member", number)


def test_the_empty_list_says_what_comes_here_and_leads_to_the_form(clerk: Browser) -> None:
    for sort in ("need", "strength"):
        assert clerk.path(f"exchange:add_{sort}") in clerk.read(f"exchange:own_{sort}s")


@pytest.mark.parametrize(("sort", "model"), [("need", Need), ("strength", Strength)])
def test_the_office_enters_changes_and_finds_it(clerk: Browser, sort: str, model: Any) -> None:
    fields = {**FIELDS, "text": "浙江的做法", "sector": "I", "division": "65", "wanted_number": "2"}
    answer = clerk.send(f"exchange:add_{sort}", fields)
    row = model.objects.get()
    assert answer["Location"] == row.path(clerk.who.slug)
    assert (row.body_id, row.sector, row.division) == (clerk.who.body_id, "I", "65")
    assert "浙江的做法" in clerk.read(f"exchange:{sort}", **{sort: row.id})
    clerk.send(f"exchange:edit_{sort}", {**fields, "text": "改过"}, **{sort: row.id})
    assert model.objects.get().text == "改过"
    assert "想学城市大脑" in clerk.read(f"exchange:own_{sort}s", "?q=城市&sector=I&state=own")
    assert "想学城市大脑" not in clerk.read(f"exchange:own_{sort}s", "?state=shown")


def test_what_a_demonstration_account_enters_is_marked(clerk: Browser, settings: Any) -> None:
    settings.XIEQIAO_DEMO = True
    Account.objects.update(demonstration=True)
    browser = Browser(clerk.who)
    browser.send("exchange:add_need", FIELDS)
    row = Need.objects.get()
    assert row.demonstration
    assert 'class="demo"' in browser.read("exchange:need", need=row.id)


def test_a_need_says_whose_it_is(clerk: Browser) -> None:
    person = Person.objects.create(body=clerk.who.body, name="演示委员 012")
    section = Section.objects.create(body=clerk.who.body, kind="sector", name="经济界")
    clerk.send("exchange:add_need", {**FIELDS, "origin": "member", "person": person.id})
    row = Need.objects.get()
    assert "演示委员 012" in clerk.read("exchange:own_needs")
    fields = {**FIELDS, "origin": "section", "section": section.id, "person": person.id}
    clerk.send("exchange:edit_need", fields, need=row.id)
    row.refresh_from_db()
    assert (row.section, row.person) == (section, None)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 201}, "title"),
        ({"title": "看\u202e不见"}, "title"),
        ({"text": "长" * 100_000}, "text"),
        ({"text": "铃\x07声"}, "text"),
        ({"sector": "Z"}, "sector"),
        ({"sector": "A", "division": "65"}, "division"),
        ({"wanted_number": "0"}, "wanted_number"),
        ({"wanted_number": "99999999999"}, "wanted_number"),
        ({"by_when": "2021-02-30"}, "by_when"),
        ({"by_when": "2021-05-27"}, "by_when"),
        ({"how": "nonsense"}, "how"),
        ({"origin": "member"}, "person"),
        ({"origin": "section"}, "section"),
    ],
)
def test_bad_input_is_told_at_its_field_and_kept(
    clerk: Browser, wrong: dict[str, str], field: str
) -> None:
    answer = clerk.send("exchange:add_need", {**FIELDS, "focus_area": "写过的字", **wrong})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert "写过的字" in text(answer)
    assert not Need.objects.exists()


def test_a_person_of_another_body_cannot_be_named(clerk: Browser) -> None:
    stranger = Person.objects.create(body=body(2), name="别处的人")
    fields = {**FIELDS, "origin": "member", "person": stranger.id}
    answer = clerk.send("exchange:add_need", fields)
    assert answer.status_code == 422
    assert "别处的人" not in text(answer)


def test_settled_is_said_and_can_be_taken_back(clerk: Browser) -> None:
    row = need(clerk.who)
    clerk.send("exchange:settle_need", {"settled": "yes"}, need=row.id)
    assert "已了结" in clerk.read("exchange:own_needs", "?state=settled")
    clerk.send("exchange:settle_need", {"settled": "no"}, need=row.id)
    row.refresh_from_db()
    assert not row.settled


def test_deleting_asks_and_can_be_undone(clerk: Browser) -> None:
    row = need(clerk.who)
    assert "30 天" in clerk.read("exchange:delete_need", need=row.id)
    assert Need.objects.get().deleted_at is None
    clerk.send("exchange:delete_need", need=row.id)
    assert clerk.open("exchange:need", need=row.id).status_code == 404
    assert row.title not in clerk.read("exchange:own_needs").split("<main")[1].split("told")[0]
    assert clerk.path("exchange:restore_need", need=row.id) in clerk.read(
        "exchange:own_needs", "?deleted=1"
    )
    assert row.title in clerk.read("exchange:restore_need", need=row.id)
    clerk.send("exchange:restore_need", need=row.id)
    assert clerk.open("exchange:need", need=row.id).status_code == 200


def test_after_thirty_days_it_is_gone(clerk: Browser, monkeypatch: Any) -> None:
    old, young = need(clerk.who), strength(clerk.who)
    now = timezone.now()
    Need.objects.filter(id=old.id).update(deleted_at=now - timedelta(days=31))
    Strength.objects.filter(id=young.id).update(deleted_at=now - timedelta(days=29))
    assert clerk.open("exchange:restore_need", need=old.id).status_code == 404
    never = float("-inf")
    monkeypatch.setattr(sweep, "_last", {"ran_at": never, "read_at": float("inf")})
    assert [sweep.run(), sweep.run()] == [1, 0]
    assert not Need.objects.exists()
    assert Strength.objects.exists()


def test_a_member_enters_and_reads_his_own_only(clerk: Browser) -> None:
    need(clerk.who, title="机关的需求")
    member = Browser(member_of(clerk.who))
    other = Browser(member_of(clerk.who, 13))
    answer = member.send("exchange:add_need", {"title": "委员的需求", "how": "any"})
    row = Need.objects.get(title="委员的需求")
    assert answer["Location"] == row.path(clerk.who.slug)
    assert (row.origin, row.person_id) == ("member", member.who.person_id)
    shown = member.read("exchange:own_needs")
    assert "委员的需求" in shown
    assert "机关的需求" not in shown
    assert other.open("exchange:need", need=row.id).status_code == 404
    assert other.send("exchange:delete_need", need=row.id).status_code == 404
    assert "委员的需求" in clerk.read("exchange:own_needs")


def test_a_member_cannot_pass_it_off_as_another_s(clerk: Browser) -> None:
    member, other = Browser(member_of(clerk.who)), member_of(clerk.who, 13)
    fields = {"title": "委员的需求", "how": "any", "origin": "body", "person": other.person_id}
    member.send("exchange:add_need", fields)
    assert Need.objects.get().person_id == member.who.person_id


def test_who_reads_all_but_is_only_a_member_changes_no_other_s(clerk: Browser) -> None:
    chair = acting(clerk.who.body, "chair", 3)
    person = Person.objects.get(id=str(chair.person_id))
    Assignment.objects.create(body=clerk.who.body, person=person, role="member")
    browser = Browser(chair)
    row = need(clerk.who)
    assert browser.open("exchange:need", need=row.id).status_code == 200
    assert browser.path("exchange:edit_need", need=row.id) not in browser.read(
        "exchange:need", need=row.id
    )
    assert browser.open("exchange:edit_need", need=row.id).status_code == 404
    assert browser.send("exchange:delete_need", need=row.id).status_code == 404


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
    for sort in ("need", "strength"):
        assert browser.open(f"exchange:own_{sort}s").status_code == reads
        assert browser.open(f"exchange:add_{sort}").status_code == writes
