"""Taking rows out of the directory, and putting them back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.bodies.people import Browser, browser, text
from tests.parties import acting
from xieqiao.bodies import sweep
from xieqiao.bodies.ensure import ensure_member, ensure_person, ensure_section, ensure_term
from xieqiao.bodies.models import Assignment, Membership, Person, Term, Unit
from xieqiao.bodies.removal import purge
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk() -> Browser:
    return browser()


def test_it_works(clerk: Browser) -> None:
    person = ensure_person(clerk.who.body, "王小明")
    asked = clerk.open("remove-person", person=person.id)
    assert "三十天内可以恢复" in text(asked)
    assert Person.objects.kept().filter(id=person.id).exists()
    clerk.send("remove-person", person=person.id)
    assert clerk.open("person", person=person.id).status_code == 404
    assert "王小明" in text(clerk.open("removed"))
    assert "王小明" not in text(clerk.open("directory"))
    clerk.send("removed", {"kind": "person", "id": person.id})
    assert clerk.open("person", person=person.id).status_code == 200


def test_after_thirty_days_it_is_gone(clerk: Browser) -> None:
    person = ensure_person(clerk.who.body, "王小明")
    term = ensure_term(clerk.who.body, "十届")
    ensure_member(person, term, ensure_section(clerk.who.body, "sector", "经济界"))
    clerk.send("remove-person", person=person.id)
    assert purge(timezone.now() + timedelta(days=29)) == 0
    assert purge(timezone.now() + timedelta(days=31)) == 1
    assert not Person.objects.filter(id=person.id).exists()
    assert not Membership.objects.exists()
    assert Term.objects.filter(id=term.id).exists()


def test_a_person_out_of_the_directory_can_no_longer_act(clerk: Browser) -> None:
    member = Browser(acting(clerk.who.body, Role.MEMBER, 5))
    assert member.open("roles").status_code == 200
    clerk.send("remove-person", person=member.who.person_id)
    assert member.open("roles").status_code == 404


def test_the_office_cannot_take_out_who_has_a_higher_role(clerk: Browser) -> None:
    chair = acting(clerk.who.body, Role.CHAIR, 5)
    answer = clerk.send("remove-person", person=chair.person_id)
    assert answer.status_code == 409 and "由本机构管理员授予和终止" in text(answer)
    assert Person.objects.kept().filter(id=chair.person_id).exists()


def test_a_term_with_members_stays(clerk: Browser) -> None:
    term = ensure_term(clerk.who.body, "十届")
    ensure_member(ensure_person(clerk.who.body, "王小明"), term)
    answer = clerk.send("remove-term", term=term.id)
    assert answer.status_code == 409 and "该届次已有委员" in text(answer)
    assert Term.objects.kept().filter(id=term.id).exists()


def test_sections_and_units_go_and_come_back(clerk: Browser) -> None:
    section = ensure_section(clerk.who.body, "sector", "经济界")
    unit = Unit.objects.create(body=clerk.who.body, name="某中心")
    clerk.send("remove-section", section=section.id)
    clerk.send("remove-unit", unit=unit.id)
    page = text(clerk.open("directory"))
    assert "经济界</a>" not in page
    assert clerk.open("unit", unit=unit.id).status_code == 404
    clerk.send("removed", {"kind": "section", "id": section.id})
    clerk.send("removed", {"kind": "unit", "id": unit.id})
    assert clerk.open("section", section=section.id).status_code == 200
    assert clerk.open("unit", unit=unit.id).status_code == 200


def test_a_handler_of_a_unit_that_was_taken_out_can_no_longer_act(clerk: Browser) -> None:
    handler = Browser(acting(clerk.who.body, Role.UNIT_HANDLER, 5))
    unit = Unit.objects.create(body=clerk.who.body, name="某中心")
    Assignment.objects.filter(person=handler.who.person_id).update(unit=unit)
    assert handler.open("roles").status_code == 200
    clerk.send("remove-unit", unit=unit.id)
    assert handler.open("roles").status_code == 404


def test_what_was_entered_again_meanwhile_is_not_put_back_twice(clerk: Browser) -> None:
    person, term = ensure_person(clerk.who.body, "王小明"), ensure_term(clerk.who.body, "十届")
    old = ensure_member(person, term)
    clerk.send("remove-membership", membership=old.id)
    ensure_member(person, term)
    answer = clerk.send("removed", {"kind": "membership", "id": old.id})
    assert answer.status_code == 409 and "重新登记" in text(answer)
    assert Membership.objects.kept().count() == 1


def test_nothing_of_another_body_can_be_put_back(clerk: Browser) -> None:
    other = browser(number=9)
    person = ensure_person(other.who.body, "别处的人")
    other.send("remove-person", person=person.id)
    assert "别处的人" not in text(clerk.open("removed"))
    assert clerk.send("removed", {"kind": "person", "id": person.id}).status_code == 404
    assert clerk.send("removed", {"kind": "body", "id": clerk.who.body_id}).status_code == 404


def test_it_is_done_by_itself_once_an_hour(clerk: Browser, monkeypatch: Any) -> None:
    person = ensure_person(clerk.who.body, "王小明")
    Person.objects.filter(id=person.id).update(deleted_at=timezone.now() - timedelta(days=31))
    monkeypatch.setattr(sweep, "_last", {"ran_at": float("-inf")})
    assert [sweep.run(), sweep.run()] == [1, 0]
    assert not Person.objects.filter(id=person.id).exists()
