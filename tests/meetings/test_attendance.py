"""Saying who of one's own side was there."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import (
    client_of,
    form_path,
    held,
    page,
    person,
    plan,
    report,
    sections,
    text,
)
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import join
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.meetings.models import Activity, Attendance, Attendee

pytestmark = pytest.mark.django_db
ATTEND = "activity.record_attendance"


def attendance(who: Any, activity: Activity) -> str:
    """Return the part of the page that says who was there."""
    return sections(text(page(who, "activity", activity=activity.id)))["attendance"]


def test_each_party_says_it_of_its_own_side() -> None:
    there = parties(2)
    activity = held(there, found(there))
    act = report(
        there[0],
        ATTEND,
        activity,
        people=[person("演示委员 012", "工商联界")],
        guests=[person("演示企业家 甲", "总经理")],
    )
    assert act.state == "sealed"
    shown = attendance(there[1], activity)
    assert "演示委员 012" in shown
    assert "演示企业家 甲" in shown
    assert "随同" in shown
    assert "2 人" in shown
    assert "尚未登记" in shown


def test_it_can_be_corrected() -> None:
    there = parties(2)
    activity = held(there, found(there))
    report(there[0], ATTEND, activity, people=[person("演示委员 012")])
    report(there[0], ATTEND, activity, people=[person("演示委员 013")])
    assert Attendance.objects.get().revision == 1
    assert [a.shown_as for a in Attendee.objects.all()] == ["演示委员 013"]


def test_many_can_be_counted_without_names() -> None:
    there = parties(2)
    activity = held(there, found(there))
    report(there[0], ATTEND, activity, people=[person("演示委员 012")], count=35)
    assert "35 人" in attendance(there[1], activity)


def test_the_form_starts_from_the_delegation() -> None:
    there = parties(2)
    activity = held(there, found(there))
    report(there[0], "activity.name_delegation", activity, heads=[person("演示主席 001", "主席")])
    path = form_path(there[0], ATTEND, partnership=activity.partnership_id, activity=activity.id)
    assert 'value="演示主席 001"' in text(client_of(there[0]).get(path))


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({}, "people"),
        ({"people": [person("甲"), person("乙")], "count": 1}, "count"),
        ({"guests": [person("")]}, "guests.0.shown_as"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    activity = held(there, found(there))
    with pytest.raises(BadPayload) as refused:
        report(there[0], ATTEND, activity, **fields)
    assert refused.value.errors[0][0] == where


@pytest.mark.parametrize("times", [{}, {"expected": "2099-12"}, {"expected": "2099"}])
def test_nobody_attended_what_has_not_begun(times: dict[str, Any]) -> None:
    there = parties(2)
    activity = plan(there, found(there), **times)
    with pytest.raises(BadPayload) as refused:
        report(there[0], ATTEND, activity, people=[person("演示")])
    assert refused.value.errors[0][0] == "activity"


def test_of_the_past_it_can_be_entered_however_exact_the_date() -> None:
    there = parties(2)
    activity = plan(there, found(there), happened="2019-12", source="联谊报 2021-05-27")
    report(there[0], ATTEND, activity, people=[person("演示委员 012")])
    assert "演示委员 012" in attendance(there[1], activity)


def test_not_of_what_was_called_off() -> None:
    there = parties(2)
    activity = held(there, found(there))
    pass_act(there, "activity.cancel", {"why": "未举行"}, subject=activity.id)
    with pytest.raises(BadPayload):
        report(there[0], ATTEND, activity, people=[person("演示")])


def test_no_stranger_says_it() -> None:
    there = parties(2)
    activity = held(there, found(there))
    with pytest.raises((NotAllowed, BadPayload)):
        report(acting(body(9)), ATTEND, activity, people=[person("演示")])


def test_who_joined_later_was_not_there_and_is_not_asked() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    activity = held(there, partnership)
    join(there, newcomer, partnership)
    shown = text(page(newcomer, "activity", activity=activity.id))
    assert activity.title in shown
    assert newcomer.body.name not in attendance(there[0], activity)
    assert ATTEND not in shown
