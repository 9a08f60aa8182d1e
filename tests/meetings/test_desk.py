"""What activities bring to a desk, in sentences and in the right group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.meetings.steps import (
    client_of,
    held,
    in_days,
    minutes_words,
    pass_minutes,
    payload,
    person,
    plan,
    report,
)
from tests.parties import acting, body, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.meetings.desk import items
from xieqiao.meetings.models import Activity

pytestmark = pytest.mark.django_db


def of(who: Any, group: Group) -> list[DeskItem]:
    """Return somebody's items of one group."""
    return [item for item in items(who) if item.group is group]


def attended(who: Any, activity: Activity) -> None:
    """Enter that somebody was there."""
    report(who, "activity.record_attendance", activity, people=[person("演示")])


def test_what_comes_says_when_and_where() -> None:
    there = parties(2)
    activity = plan(there, found(there), host=str(there[1].body_id))
    (item,) = of(there[0], Group.COMING)
    assert item.sentence == "协商会“老品牌协商会”"
    assert "14:00–17:00" in item.why
    assert "黄浦" in item.why
    assert there[1].body.name in item.why
    assert item.due == activity.schedule.first_day
    assert item.path == activity.path(there[0].slug)


def test_on_the_clocks_of_the_own_body() -> None:
    (here,) = parties(1)
    abroad = acting(body(2, timezone="Europe/Berlin"))
    there = [here, abroad]
    plan(there, found(there), starts=in_days(10, 17), ends=in_days(10, 18))
    assert "01:00–02:00" in of(here, Group.COMING)[0].why
    assert (
        "18:00–19:00" in of(abroad, Group.COMING)[0].why
        or "19:00–20:00" in of(abroad, Group.COMING)[0].why
    )


def test_what_has_no_day_yet_says_so() -> None:
    there = parties(2)
    month = in_days(20)[:7]
    plan(there, found(there), expected=month)
    (item,) = of(there[0], Group.COMING)
    assert "日期未定" in item.why
    assert item.due is None


def test_far_away_it_is_not_on_the_desk() -> None:
    there = parties(2)
    plan(there, found(there), starts=in_days(40))
    assert items(there[0]) == []


@pytest.mark.parametrize(("days", "asked"), [(13, True), (20, False)])
def test_the_delegation_is_asked_for_two_weeks_before(days: int, asked: bool) -> None:
    there = parties(2)
    plan(there, found(there), starts=in_days(days))
    ours = of(there[0], Group.OURS)
    assert bool(ours) is asked
    assert all("确定参加“老品牌协商会”的代表团" in item.sentence for item in ours)
    assert all("activity.name_delegation" in item.path for item in ours)


def test_once_named_it_is_asked_no_more() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    report(there[0], "activity.name_delegation", activity, heads=[person("演示")])
    assert of(there[0], Group.OURS) == []
    assert len(of(there[1], Group.OURS)) == 1


def test_afterwards_the_attendance_is_asked_for() -> None:
    there = parties(2)
    activity = held(there, found(there, title="两地合作"), days_ago=1)
    (item,) = of(there[0], Group.OURS)
    assert item.sentence == "登记我方出席“老品牌协商会”的人员"
    assert "两地合作" in item.why
    assert item.since == activity.schedule.last_day
    assert "activity.record_attendance" in item.path
    assert client_of(there[0]).get(item.path).status_code == 200
    attended(there[0], activity)
    assert of(there[0], Group.OURS) == []


@pytest.mark.parametrize(("days_ago", "asked"), [(2, False), (4, True)])
def test_the_host_drafts_the_minutes_after_some_days(days_ago: int, asked: bool) -> None:
    there = parties(2)
    activity = held(there, found(there), days_ago=days_ago, host=str(there[0].body_id))
    for who in there:
        attended(who, activity)
    ours, theirs = of(there[0], Group.OURS), of(there[1], Group.THEIRS)
    assert [i.sentence for i in ours] == (["起草“老品牌协商会”的纪要"] if asked else [])
    assert [i.sentence for i in theirs] == (["“老品牌协商会”的纪要尚未形成"] if asked else [])
    assert all(there[0].body.name in item.why for item in theirs)
    assert of(there[1], Group.OURS) == []


@pytest.mark.parametrize("state", ["proposed", "passed"])
def test_once_there_are_minutes_nobody_is_asked(state: str) -> None:
    there = parties(2)
    activity = held(there, found(there), host=str(there[0].body_id))
    for who in there:
        attended(who, activity)
    if state == "passed":
        pass_minutes(there, activity)
    else:
        words = payload("minutes.pass", **minutes_words(activity))
        gate.propose(there[0], "minutes.pass", words, partnership=activity.partnership_id)
    assert items(there[0]) == []
    assert items(there[1]) == []


def test_a_visit_needs_no_minutes() -> None:
    there = parties(2)
    activity = held(there, found(there), kind="visit", host=str(there[0].body_id))
    attended(there[0], activity)
    assert items(there[0]) == []


def test_what_was_expected_and_never_fixed_is_asked_of_the_host() -> None:
    from xieqiao.acts.matter import gate_open
    from xieqiao.meetings.models import Schedule

    there = parties(2)
    activity = plan(there, found(there), expected="2099-12", host=str(there[0].body_id))
    past = timezone.now() - timedelta(days=3)
    with gate_open("acts"):  # the month has passed meanwhile
        Schedule.objects.update(expected="2024-12", sort_at=past, until_at=past)
    (item,) = of(there[0], Group.OURS)
    assert item.sentence == "写明“老品牌协商会”何时举行"
    assert str(activity.schedule.id) in item.path
    assert items(there[1]) == []


def test_nothing_is_asked_about_what_was_entered_later() -> None:
    there = parties(2)
    plan(there, found(there), happened="2019-12", source="联谊报")
    assert items(there[0]) == []


def test_what_was_called_off_is_gone() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    assert items(there[0]) == []


@pytest.mark.parametrize(
    ("role", "groups"),
    [
        ("clerk", {Group.COMING, Group.OURS}),
        ("chair", {Group.COMING}),
        ("member", {Group.COMING}),
        ("observer", {Group.COMING}),
        ("unit_handler", set()),
    ],
)
def test_each_role_has_its_own(role: str, groups: set[Group]) -> None:
    there = parties(2)
    partnership = found(there)
    plan(there, partnership)
    held(there, partnership, host=str(there[0].body_id))
    assert {item.group for item in items(acting(there[0].body, role, 2))} == groups


def test_a_stranger_has_nothing() -> None:
    there = parties(2)
    plan(there, found(there))
    assert items(acting(body(9))) == []


def test_invented_things_are_marked() -> None:
    there = parties(2)
    plan(there, found(there), demonstration=True)
    assert all(item.demonstration for item in items(there[0]))


def test_it_stands_on_the_desk_itself() -> None:
    there = parties(2)
    plan(there, found(there))
    answer = client_of(there[0]).get(f"/b/{there[0].slug}/")
    shown = answer.content.decode()
    assert "确定参加“老品牌协商会”的代表团" in shown
    assert "协商会“老品牌协商会”" in shown
