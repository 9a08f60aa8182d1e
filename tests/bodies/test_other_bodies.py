"""Other bodies show a public face; several bodies for one person."""

from __future__ import annotations

import pytest

from tests.bodies.people import Browser, account_of, browser, text
from tests.parties import body
from xieqiao.bodies import queries
from xieqiao.bodies.ensure import ensure_person, ensure_section
from xieqiao.bodies.models import Account, Assignment, Person, Unit
from xieqiao.bodies.regions import load_regions, region_at
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db


def test_it_works() -> None:
    load_regions()
    other = body(9, name="木里藏族自治县政协", short_name="木里", region=region_at("513422"))
    ensure_person(other, "别处的人")
    ensure_section(other, "sector", "别处界别")
    Unit.objects.create(body=other, name="别处单位")
    observer = browser(Role.OBSERVER)
    page = text(observer.open("body_face", listed_body=other.id))
    assert "木里藏族自治县政协" in page and "凉山彝族自治州" in page
    assert "别处" not in page


def test_bodies_are_found_by_name_and_region() -> None:
    load_regions()
    body(8, name="上海市黄浦区政协", short_name="黄浦", region=region_at("310101"))
    body(9, name="木里藏族自治县政协", short_name="木里", region=region_at("513422"))
    clerk = browser()
    found = text(clerk.open("bodies", "?q=四川"))
    assert "木里藏族自治县政协" in found and "上海市黄浦区政协" not in found


def test_partners_are_others_that_take_part() -> None:
    clerk = browser()
    listed, other = body(8, participates=False), body(9)
    partners = list(queries.bodies_that_can_be_partners(clerk.who))
    assert partners == [other] and listed not in partners


def test_two_windows_for_two_bodies_do_not_disturb_each_other() -> None:
    clerk = browser()
    there = body(9)
    account = account_of(clerk.who)
    person = Person.objects.create(body=there, name="演示 兼任", account=account)
    Assignment.objects.create(body=there, person=person, role=Role.OBSERVER)
    one, other = clerk.get("/b/demo-1/roles/"), clerk.get("/b/demo-9/roles/")
    assert one.context["request"].acting.slug == "demo-1"
    assert other.context["request"].acting.slug == "demo-9"
    assert other.context["request"].acting.roles == {"observer"}
    assert clerk.get("/b/demo-9/directory/").status_code == 403
    sent = clerk.post(
        "/b/demo-1/directory/people/new/",
        {"name": "王小明", "acting": other.context["request"].acting.token},
    )
    assert sent.status_code == 409 and not Person.objects.filter(name="王小明").exists()


def test_the_switch_shows_each_body_with_its_roles() -> None:
    clerk = browser()
    assert "切换机构" not in text(clerk.open("roles")).split("<main")[0]
    person = account_of(clerk.who).people.get()
    there = body(9)
    twin = Person.objects.create(body=there, name="演示 兼任", account=person.account)
    Assignment.objects.create(body=there, person=twin, role=Role.OBSERVER)
    page = text(clerk.open("switch"))
    assert 'href="/b/demo-9/"' in page and "观察员" in page and "演示 兼任" in page
    assert "切换机构" in text(clerk.open("roles")).split("<main")[0]


def test_a_day_ends_at_midnight_of_the_bodys_own_zone() -> None:
    from datetime import UTC, datetime
    from unittest import mock

    berlin, kiritimati = body(8, timezone="Europe/Berlin"), body(9, timezone="Pacific/Kiritimati")
    account = Account.objects.create_user("two-zones")
    for at in (berlin, kiritimati):
        person = Person.objects.create(body=at, name="演示", account=account)
        Assignment.objects.create(body=at, person=person, role=Role.CLERK, ends="2026-03-01")
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=noon):
        assert [a.body for a in queries.assignments_of(account)] == [berlin]


def test_browser_of_an_unknown_body_is_404() -> None:
    clerk: Browser = browser()
    missing = "00000000-0000-4000-8000-000000000000"
    assert clerk.open("body_face", listed_body=missing).status_code == 404
