"""A strength of a person or company is used only while whose it is agrees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.steps import (
    Browser,
    consented,
    offer_need,
    payload,
    person,
    report,
    skill,
    strength,
)
from tests.parties import acting, body, found, parties
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.bodies.models import Person, Unit
from xieqiao.exchange import fits
from xieqiao.exchange.desk import items
from xieqiao.exchange.models import OfferedStrength, Strength, StrengthConsent

pytestmark = pytest.mark.django_db


def offer(who: Any, partnership: Any, row: Strength) -> Any:
    """Show an own strength to the partners."""
    words = payload("strength.offer", own=str(row.id), title=row.title)
    return gate.propose(who, "strength.offer", words, partnership=partnership.id)


@pytest.mark.parametrize("origin", ["member", "expert", "company"])
def test_nothing_of_a_person_is_offered_before_the_consent(origin: str) -> None:
    one, other = parties(2)
    partnership = found([one, other])
    unit = Unit.objects.create(body=one.body, name="演示公司")
    whose = {"unit": unit} if origin == "company" else {"person": person(one)}
    row = strength(one, origin=origin, **whose)
    with pytest.raises(BadPayload) as refused:
        offer(one, partnership, row)
    assert "own" in str(refused.value.errors)
    offer(one, partnership, consented(one, row))
    assert OfferedStrength.objects.get().own_id == row.id


@pytest.mark.parametrize("origin", ["body", "section"])
def test_what_is_the_body_s_own_needs_nobody_s_consent(origin: str) -> None:
    one, other = parties(2)
    offer(one, found([one, other]), strength(one, origin=origin))
    assert OfferedStrength.objects.count() == 1


def test_the_office_records_how_it_was_told() -> None:
    clerk = Browser(acting(body(1), "clerk"))
    row = strength(clerk.who, origin="member", person=person(clerk.who))
    page = clerk.read("exchange:strength", strength=row.id)
    assert clerk.path("exchange:record_consent", strength=row.id) in page
    today = timezone.localdate()
    fields = {"how": "writing", "given_on": today.isoformat(), "note": "办公室存单"}
    clerk.send("exchange:record_consent", fields, strength=row.id)
    held = StrengthConsent.objects.get()
    assert (held.how, held.given_on, held.recorded_by) == ("writing", today, clerk.who.person_id)
    assert "办公室存单" in clerk.read("exchange:strength", strength=row.id)
    clerk.send("exchange:record_consent", fields, strength=row.id)
    assert StrengthConsent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"how": "self"}, "how"),
        ({"how": ""}, "how"),
        ({"given_on": ""}, "given_on"),
        ({"given_on": "2021-02-30"}, "given_on"),
        ({"given_on": "tomorrow"}, "given_on"),
        ({"note": "看\u202e不见"}, "note"),
    ],
)
def test_bad_input_is_told_at_its_field(wrong: dict[str, str], field: str) -> None:
    clerk = Browser(acting(body(1), "clerk"))
    row = strength(clerk.who, origin="member", person=person(clerk.who))
    later = (timezone.localdate() + timedelta(days=1)).isoformat()
    wrong = {name: later if value == "tomorrow" else value for name, value in wrong.items()}
    fields = {"how": "spoken", "given_on": timezone.localdate().isoformat(), **wrong}
    answer = clerk.send("exchange:record_consent", fields, strength=row.id)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not StrengthConsent.objects.exists()


def test_a_member_says_yes_for_himself_and_takes_it_back() -> None:
    office = acting(body(1), "clerk")
    member = Browser(acting(office.body, "member", 3))
    person_ = Person.objects.get(id=str(member.who.person_id))
    row = strength(office, origin="member", person=person_)
    member.send("exchange:record_consent", strength=row.id)
    assert StrengthConsent.objects.get().how == "self"
    assert fits.may_be_matched(row)
    assert "不再" in member.read("exchange:take_consent_back", strength=row.id)
    member.send("exchange:take_consent_back", strength=row.id)
    assert not fits.may_be_matched(row)
    assert StrengthConsent.objects.get().taken_back_by == member.who.person_id


def test_nobody_speaks_for_another() -> None:
    office = acting(body(1), "clerk")
    row = strength(office, origin="member", person=person(office))
    for who in (acting(office.body, "member", 4), acting(body(2), "clerk")):
        browser = Browser(who)
        assert browser.open("exchange:record_consent", strength=row.id).status_code == 404
        assert browser.send("exchange:take_consent_back", strength=row.id).status_code == 404
    chair = Browser(acting(office.body, "chair"))
    assert chair.open("exchange:record_consent", strength=row.id).status_code == 403


def test_taken_back_it_is_not_matched_not_offered_and_the_office_is_asked_to_withdraw_it() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = skill(one, title="城市大脑的建设", text="建过城市大脑")
    offer(one, partnership, row)
    need = offer_need(other, partnership.id, title="想学城市大脑怎样建设")
    assert [m.thing for m in fits.our_people_for(one, need)] == [row]
    assert items(one) == [i for i in items(one) if "撤回" not in i.sentence]
    Browser(one).send("exchange:take_consent_back", strength=row.id)
    assert fits.our_people_for(one, need) == []
    with pytest.raises(BadPayload):
        offer(one, partnership, row)
    shown = OfferedStrength.objects.get()
    (item,) = [i for i in items(one) if str(shown.id) in i.path]
    assert "strength.withdraw" in item.path
    report(one, "strength.withdraw", shown.id)
    assert not [i for i in items(one) if str(shown.id) in i.path]


def test_a_consent_does_not_pass_to_another_person() -> None:
    clerk = Browser(acting(body(1), "clerk"))
    row = skill(clerk.who, title="讲课")
    another = person(clerk.who, 13)
    fields = {"title": "讲课", "origin": "member", "person": another.id}
    clerk.send("exchange:edit_strength", fields, strength=row.id)
    row.refresh_from_db()
    assert row.person == another
    assert not fits.may_be_matched(row)
