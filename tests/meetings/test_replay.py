"""Everything this room shows follows from the registers, in any order the citations allow."""

from __future__ import annotations

import pytest

from tests.meetings.steps import (
    consent_all,
    grant_schedules,
    held,
    move,
    pass_minutes,
    payload,
    person,
    plan,
    report,
    upload,
)
from tests.parties import found, open_topic, parties, pass_act
from tests.partnerships.steps import join, leave, set_up
from xieqiao.acts import gate
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify
from xieqiao.meetings import live
from xieqiao.meetings.models import Activity, Attendance, Delegation, Minutes, Papers

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
    pytest.mark.database,
]


def a_year_of_meetings() -> None:
    """Do everything that this room can do, with parties that come and go."""
    *there, newcomer = parties(4)
    partnership = found(there)
    topic, mechanism = open_topic(there, partnership.id), set_up(there, partnership)
    about = {"topic": str(topic.id), "mechanism": str(mechanism.id)}
    paper = {"title": "材料", "file": upload(there[0])}
    coming = plan(there, partnership, papers=[paper], agenda=[{"title": "一"}], **about)
    grant_schedules(there, there[0], partnership)
    move(there[0], coming, why="改期")
    words = {"kind": "visit", "title": "改名", "agenda": [{"title": "二"}, {"title": "三"}]}
    pass_act(there, "activity.change", words, subject=coming.id)
    wanted = payload("activity.papers", papers=[paper, {"title": "二", "file": upload(there[1])}])
    consent_all(there[1:], gate.propose(there[0], "activity.papers", wanted,
                                        subject=coming.papers.id))  # fmt: skip
    for number in range(2):
        report(there[1], "activity.name_delegation", coming, heads=[person(f"演示 {number}")])
    was = held(there, partnership, host=str(there[1].body_id))
    report(there[2], "activity.record_attendance", was, people=[person("演示")], count=9)
    live.comment(there[0], was, "意见")
    minutes = pass_minutes(there, was)
    fixed = {"title": "更正", "text": "文字", "why": "补写"}
    pass_act(there, "minutes.correct", fixed, subject=minutes.id)
    join(there, newcomer, partnership)
    leave([*there, newcomer], there[2], partnership)
    left = [*there[:2], newcomer]
    pass_act(left, "activity.cancel", {"why": "取消"}, subject=coming.id)
    plan(left, partnership, happened="2019-12", source="联谊报 2021-05-27")


def test_it_is_the_same_again() -> None:
    a_year_of_meetings()
    assert Activity.objects.count() == 3
    assert Minutes.objects.count() == Delegation.objects.count() == Attendance.objects.count() == 1
    assert Papers.objects.count() == 3
    for seed in range(4):
        assert replay("default", seed) == []


def test_the_registers_verify() -> None:
    a_year_of_meetings()
    assert verify(workers=1).problems == []
