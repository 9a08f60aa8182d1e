"""Strangers see nothing, who left sees what was, who joined sees what is shared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import (
    consent_all,
    held,
    in_days,
    move,
    page,
    pass_minutes,
    person,
    plan,
    report,
    sections,
    text,
)
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import deciders, ids, join, leave
from xieqiao.meetings import desk
from xieqiao.meetings.models import Activity
from xieqiao.meetings.sides import sides_of

pytestmark = pytest.mark.django_db


def shown(who: Any, activity: Activity) -> str:
    """Return the activity's page."""
    return text(page(who, "activity", activity=activity.id))


@pytest.mark.parametrize("name", ["activity", "activity-ics"])
def test_a_stranger_gets_no_hint(name: str) -> None:
    there = parties(2)
    activity = plan(there, found(there))
    assert page(acting(body(9)), name, activity=activity.id).status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in() -> None:
    from django.test import Client

    there = parties(2)
    activity = plan(there, found(there))
    answer = Client().get(activity.path(there[0].slug))
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


def test_who_left_reads_it_as_it_was() -> None:
    there = parties(3)
    partnership = found(there)
    activity = plan(there, partnership, title="原名", agenda=[{"title": "旧议程"}])
    report(there[0], "activity.name_delegation", activity, heads=[person("演示委员 001")])
    leave(there, there[2], partnership)
    words = {"kind": "visit", "title": "新名", "agenda": [{"title": "新议程"}]}
    pass_act(there[:2], "activity.change", words, subject=activity.id)
    consent_all(there[1:2], move(there[0], activity, place="新地点"))
    report(there[0], "activity.name_delegation", activity, heads=[person("演示委员 002")])
    report(there[1], "activity.name_delegation", activity, heads=[person("演示委员 003")])
    html = shown(there[2], activity)
    for words_then in ("原名", "旧议程", "黄浦", "演示委员 001", "已于"):
        assert words_then in html
    for words_now in ("新名", "新议程", "新地点", "演示委员 002", "演示委员 003", "您可以办理"):
        assert words_now not in html
    assert "新名" in shown(there[0], activity)


def test_who_left_does_not_hear_that_it_was_called_off() -> None:
    there = parties(3)
    partnership = found(there)
    activity = plan(there, partnership)
    leave(there, there[2], partnership)
    pass_act(there[:2], "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    assert "已取消" not in shown(there[2], activity)
    assert "已取消" in shown(there[0], activity)


def test_who_left_reads_the_attendance_of_its_time() -> None:
    there = parties(3)
    partnership = found(there)
    activity = held(there, partnership)
    report(there[2], "activity.record_attendance", activity, people=[person("演示委员 003")])
    leave(there, there[2], partnership)
    report(there[0], "activity.record_attendance", activity, people=[person("演示委员 001")])
    then = sections(shown(there[2], activity))["attendance"]
    assert "演示委员 003" in then
    assert "演示委员 001" not in then
    now = sections(shown(there[0], activity))["attendance"]
    assert "演示委员 003" in now
    assert there[2].body.name in now


def test_nothing_is_asked_of_who_left() -> None:
    there = parties(3)
    partnership = found(there)
    activity = held(there, partnership)
    leave(there, there[2], partnership)
    missing = shown(there[0], activity).split("尚待办理")[1].split("</section>")[0]
    assert there[2].body.name not in missing
    assert desk.items(there[2]) == []


def test_who_left_sees_nothing_planned_afterwards() -> None:
    there = parties(3)
    partnership = found(there)
    leave(there, there[2], partnership)
    activity = plan(there[:2], partnership)
    assert page(there[2], "activity", activity=activity.id).status_code == 404
    assert activity.title not in text(page(there[2], "list", "?when=all"))
    assert activity.title not in text(page(there[2], "calendar", f"?month={in_days(10)[:7]}"))


def test_who_joins_decides_about_what_is_open() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    activity = plan(there, partnership)
    join(there, newcomer, partnership)
    assert deciders(activity.schedule.id) == ids(*there, newcomer)
    act = move(there[0], activity)
    consent_all(there[1:], act)
    act.refresh_from_db()
    assert act.state == "open"
    consent_all([newcomer], act)
    act.refresh_from_db()
    assert act.state == "sealed"


def test_who_joins_is_a_side_of_what_comes_not_of_what_was() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    was, comes = held(there, partnership), plan(there, partnership)
    pass_minutes(there, held(there, partnership, title="有纪要的会"))
    join(there, newcomer, partnership)
    from xieqiao.meetings import queries

    for activity, count in ((was, 2), (comes, 3)):
        row = queries.activities_seen_by(newcomer).get(id=activity.id)
        assert len(sides_of(newcomer, row)) == count
    sentences = [item.sentence for item in desk.items(newcomer)]
    assert any("代表团" in sentence for sentence in sentences)
    assert not any("出席" in sentence for sentence in sentences)


def test_who_joined_reads_earlier_minutes() -> None:
    *there, newcomer = parties(3)
    partnership = found(there)
    minutes = pass_minutes(there, held(there, partnership))
    join(there, newcomer, partnership)
    assert "双方就议题协商。" in text(page(newcomer, "minutes", minutes=minutes.id))


def test_the_own_directory_never_shows_to_partners() -> None:
    from xieqiao.bodies.models import Person

    there = parties(2)
    activity = plan(there, found(there))
    Person.objects.create(body=there[0].body, name="不外传的委员")
    from tests.meetings.steps import client_of, form_path

    for who, seen in ((there[0], True), (there[1], False)):
        path = form_path(
            who,
            "activity.name_delegation",
            partnership=activity.partnership_id,
            activity=activity.id,
        )
        assert ("不外传的委员" in text(client_of(who).get(path))) is seen
