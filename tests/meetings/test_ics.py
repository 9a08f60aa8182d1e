"""Calendar files: of one activity, of a partnership, and behind a secret address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import icalendar
import pytest
from django.test import Client

from tests.meetings.steps import (
    client_of,
    held,
    in_days,
    move,
    page,
    plan,
    post,
    text,
)
from tests.parties import acting, body, consent, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.bodies.models import Account, Assignment
from xieqiao.meetings.models import CalendarLink

pytestmark = pytest.mark.django_db


def events(answer: Any) -> list[Any]:
    """Return the events of a calendar file, as the icalendar package reads them."""
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return icalendar.Calendar.from_ical(answer.content).events


def links_path(who: Any) -> str:
    """Return the page of one's own addresses."""
    return f"/b/{who.slug}/calendar/links/"


def make(who: Any, **fields: Any) -> str:
    """Return the path of a new secret address, as its page shows it this once."""
    shown = text(post(who, links_path(who), **fields))
    address = shown.split('id="made" type="text" readonly value="')[1].split('"')[0]
    return urlsplit(address).path


def fetch(path: str) -> Any:
    """Return what a calendar program gets, without signing in."""
    return Client().get(path)


def test_an_activity_is_an_event_in_its_zone() -> None:
    there = parties(2)
    activity = plan(
        there,
        found(there, title="两地合作"),
        starts="2099-07-01T06:00:00Z",
        ends="2099-07-01T09:00:00Z",
        host=str(there[1].body_id),
        purpose="优势互补",
        link="https://meet.example.cn/1",
        agenda=[{"title": "通报调研"}],
    )
    (event,) = events(page(there[0], "activity-ics", activity=activity.id))
    assert event.start.isoformat() == "2099-07-01T14:00:00+08:00"
    assert event.end.isoformat() == "2099-07-01T17:00:00+08:00"
    assert event["SUMMARY"] == "协商会：老品牌协商会"
    assert event["LOCATION"] == "黄浦"
    assert event["STATUS"] == "CONFIRMED"
    for words in (
        "两地合作",
        there[1].body.name,
        "优势互补",
        "1. 通报调研",
        "https://meet.example.cn/1",
    ):
        assert words in event["DESCRIPTION"]
    assert event["URL"].endswith(activity.path(there[0].slug))


def test_a_summer_abroad_has_its_own_zone() -> None:
    there = parties(2)
    activity = plan(
        there,
        found(there),
        starts="2030-07-01T07:00:00Z",
        ends="2030-07-01T08:00:00Z",
        zone="Europe/Berlin",
    )
    answer = page(there[0], "activity-ics", activity=activity.id)
    (event,) = events(answer)
    assert event.start.hour == 9
    assert event.start.utcoffset() == timedelta(hours=2)
    assert b"TZID:Europe/Berlin" in answer.content


def test_a_day_alone_is_a_whole_day_and_less_is_left_out() -> None:
    there = parties(2)
    partnership = found(there)
    day = plan(there, partnership, expected="2099-12-05")
    month = plan(there, partnership, expected="2099-12")
    (event,) = events(page(there[0], "activity-ics", activity=day.id))
    assert (event.start, event.end) == (date(2099, 12, 5), date(2099, 12, 6))
    assert event["STATUS"] == "TENTATIVE"
    assert events(page(there[0], "activity-ics", activity=month.id)) == []


def test_what_moved_keeps_its_name_and_counts_up() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    (before,) = events(page(there[0], "activity-ics", activity=activity.id))
    consent(there[1], move(there[0], activity))
    (after,) = events(page(there[0], "activity-ics", activity=activity.id))
    assert before["UID"] == after["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.start.astimezone(UTC).isoformat() == in_days(12)


def test_what_was_called_off_says_so_to_the_calendar() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    (event,) = events(page(there[0], "activity-ics", activity=activity.id))
    assert event["STATUS"] == "CANCELLED"
    assert event["SUMMARY"].startswith("已取消")


def test_a_partnership_gives_its_own_activities() -> None:
    there = parties(2)
    one, other = found(there), found(there)
    plan(there, one, title="甲的会")
    plan(there, other, title="乙的会")
    (event,) = events(page(there[0], "partnership-ics", partnership=one.id))
    assert "甲的会" in event["SUMMARY"]
    assert page(acting(body(9)), "partnership-ics", partnership=one.id).status_code == 404


def test_a_calendar_goes_back_a_year() -> None:
    there = parties(2)
    partnership = found(there)
    plan(there, partnership, happened="2019-12-05", source="联谊报", title="很久以前")
    held(there, partnership, title="最近")
    (event,) = events(page(there[0], "partnership-ics", partnership=partnership.id))
    assert "最近" in event["SUMMARY"]


def test_the_secret_address_needs_no_sign_in() -> None:
    there = parties(2)
    plan(there, found(there))
    path = make(there[0])
    (event,) = events(fetch(path))
    assert "老品牌协商会" in event["SUMMARY"]


def test_it_is_shown_once_and_kept_as_a_fingerprint() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    token = path.removeprefix("/calendar/").removesuffix(".ics")
    again = text(page(there[0], "links"))
    assert token not in again
    assert "尚未使用" in again
    assert token not in str(list(CalendarLink.objects.values()))


def test_the_page_is_not_kept_by_the_browser() -> None:
    (one,) = parties(1)
    assert post(one, links_path(one))["Cache-Control"] == "no-store"


def test_revoked_it_is_gone() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    assert fetch(path).status_code == 200
    link = CalendarLink.objects.get()
    answer = post(there[0], f"{links_path(there[0])}{link.id}/revoke/")
    assert answer.status_code == 302
    assert fetch(path).status_code == 404
    assert "没有在用的网址" in text(page(there[0], "links"))


def test_nobody_revokes_the_address_of_another() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    link = CalendarLink.objects.get()
    colleague = acting(there[0].body, "clerk")
    for who in (colleague, there[1]):
        assert post(who, f"{links_path(who)}{link.id}/revoke/").status_code == 404
    assert fetch(path).status_code == 200


def test_a_new_one_ends_the_one_before_but_not_another_sort() -> None:
    there = parties(2)
    partnership = found(there)
    first, special = make(there[0]), make(there[0], partnership=str(partnership.id))
    second = make(there[0])
    assert fetch(first).status_code == 404
    assert fetch(second).status_code == 200
    assert fetch(special).status_code == 200


def test_one_for_a_partnership_gives_that_one_alone() -> None:
    there = parties(2)
    one, other = found(there), found(there)
    plan(there, one, title="甲的会")
    plan(there, other, title="乙的会")
    (event,) = events(fetch(make(there[0], partnership=str(one.id))))
    assert "甲的会" in event["SUMMARY"]


def test_whoever_has_no_role_any_more_gets_nothing() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    Assignment.objects.filter(person=there[0].person_id).delete()
    assert fetch(path).status_code == 404


def test_a_closed_account_gets_nothing() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    Account.objects.filter(id=str(there[0].account_id)).update(is_active=False)
    assert fetch(path).status_code == 404


def test_who_left_gets_the_activities_of_its_time() -> None:
    there = parties(3)
    partnership = found(there)
    plan(there, partnership, title="之前的会")
    path = make(there[2])
    leave(there, there[2], partnership)
    plan(there[:2], partnership, title="之后的会")
    (event,) = events(fetch(path))
    assert "之前的会" in event["SUMMARY"]


def test_it_speaks_the_language_in_which_it_was_made() -> None:
    there = parties(2)
    plan(there, found(there))
    path = make(there[0])
    english = Client(headers={"accept-language": "en"}).get(path)
    (event,) = events(english)
    assert event["SUMMARY"] == "协商会：老品牌协商会"


def test_its_use_is_noted_about_once_an_hour() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    fetch(path)
    first = CalendarLink.objects.get().fetched_at
    fetch(path)
    assert CalendarLink.objects.get().fetched_at == first
    assert isinstance(first, datetime)
    assert "最近使用约在" in text(page(there[0], "links"))


@pytest.mark.parametrize("token", ["x", "x" * 101, "%00", "..%2f"])
def test_no_address_gives_no_hint(token: str) -> None:
    assert fetch(f"/calendar/{token}.ics").status_code == 404


def test_it_is_only_read() -> None:
    there = parties(2)
    found(there)
    path = make(there[0])
    assert Client().post(path).status_code == 405
    assert client_of(there[0]).head(path).status_code == 200


def test_control_characters_cannot_forge_an_event() -> None:
    there = parties(2)
    activity = plan(there, found(there), purpose="一行\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:伪造")
    (event,) = events(page(there[0], "activity-ics", activity=activity.id))
    assert event["SUMMARY"] == "协商会：老品牌协商会"
