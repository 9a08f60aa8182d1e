"""Planning an activity: one act makes the activity, its schedule and its papers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import in_days, payload, plan, plan_words
from tests.parties import consent, found, open_topic, parties
from tests.partnerships.steps import set_up
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload
from xieqiao.acts.models import Subject
from xieqiao.meetings.models import Activity, Papers, Schedule
from xieqiao.meetings.words import ActivityKind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 4])
def test_it_works(count: int) -> None:
    there = parties(count)
    partnership = found(there)
    words = payload("activity.plan", **plan_words())
    act = gate.propose(there[0], "activity.plan", words, partnership=partnership.id)
    for other in there[1:]:
        assert not Activity.objects.exists()
        consent(other, act)
    activity = Activity.objects.get()
    assert activity.title == "老品牌协商会"
    assert activity.schedule.place == "黄浦"
    assert activity.schedule.starts is not None
    assert activity.schedule.starts.hour == 14
    assert Subject.objects.filter(space=partnership.id).count() == 4
    assert Papers.objects.get().activity_id == activity.id


@pytest.mark.parametrize("kind", ActivityKind.values)
def test_every_kind_is_planned_alike(kind: str) -> None:
    there = parties(2)
    assert plan(there, found(there), kind=kind).kind == kind


def test_it_belongs_to_a_topic_and_a_mechanism_with_agenda_and_guests() -> None:
    there = parties(2)
    partnership = found(there)
    topic, mechanism = open_topic(there, partnership.id), set_up(there, partnership)
    activity = plan(
        there,
        partnership,
        topic=str(topic.id),
        mechanism=str(mechanism.id),
        host=str(there[1].body_id),
        agenda=[{"title": "通报调研情况", "minutes": 20}, {"title": "互动", "speaker": "各方"}],
        invited=[{"name": "商务委", "quality": "department"}, {"name": "某专家"}],
    )
    assert (activity.topic, activity.mechanism) == (topic, mechanism)
    assert activity.host == there[1].body
    assert [(a.title, a.minutes) for a in activity.agenda.all()] == [
        ("通报调研情况", 20),
        ("互动", None),
    ]
    assert [g.quality for g in activity.invited.all()] == ["department", "expert"]


def test_the_past_is_as_exact_as_it_is_known() -> None:
    there = parties(2)
    activity = plan(there, found(there), happened="2019-12", source="联谊报 2021-05-27")
    assert activity.schedule.about == "2019-12"
    assert activity.schedule.over
    assert activity.source == "联谊报 2021-05-27"
    assert activity.on is not None
    assert activity.on.isoformat() == "2019-12-01"


def test_what_is_only_expected_stays_ahead_while_it_can_come() -> None:
    there = parties(2)
    activity = plan(there, found(there), expected="2100")
    assert not activity.schedule.over
    assert activity.schedule.until_at.year == 2100


def test_a_meeting_abroad_keeps_its_own_clocks() -> None:
    there = parties(2)
    activity = plan(
        there,
        found(there),
        starts="2099-07-01T07:00:00Z",
        ends="2099-07-01T22:00:00Z",
        zone="Europe/Berlin",
    )
    schedule = activity.schedule
    assert schedule.starts is not None
    assert (schedule.starts.hour, schedule.first_day) == (9, schedule.last_day)


def test_what_ends_at_midnight_does_not_reach_into_the_next_day() -> None:
    there = parties(2)
    activity = plan(there, found(there), starts="2099-07-01T10:00:00Z", ends="2099-07-01T16:00:00Z")
    assert activity.schedule.last_day == activity.schedule.first_day


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"ends": in_days(9)}, "ends"),
        ({"starts": in_days(10), "ends": in_days(10)}, "ends"),
        ({"starts": in_days(10), "ends": in_days(1000)}, "ends"),
        ({"starts": None, "ends": None}, "starts"),
        ({"starts": None, "ends": in_days(4)}, "starts"),
        ({"starts": in_days(3), "expected": "2099"}, "starts"),
        ({"starts": in_days(3), "happened": "2019"}, "starts"),
        ({"starts": None, "ends": None, "expected": "2099", "happened": "2019"}, "expected"),
        ({"starts": None, "ends": None, "expected": "2019-12"}, "expected"),
        ({"starts": None, "ends": None, "happened": "2099"}, "happened"),
        ({"starts": "2099-01-01T10:00:00", "ends": None}, "starts"),
        ({"starts": "1234-01-01T10:00:00Z", "ends": None}, "starts"),
        ({"zone": "Mars/Olympus"}, "zone"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://example.org/"}, "link"),
        ({"link": "https:///nowhere"}, "link"),
        ({"link": "https://a b.example"}, "link"),
        ({"link": "https://example.org:port/"}, "link"),
        ({"link": "https://[broken"}, "link"),
        ({"topic": "6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11"}, "topic"),
        ({"mechanism": "6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11"}, "mechanism"),
        ({"host": "6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11"}, "host"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    partnership = found(there)
    words = plan_words(starts=in_days(10), ends=in_days(10, 9)) | fields
    refused = payload("activity.plan", **words)
    with pytest.raises(BadPayload) as error:
        gate.propose(there[0], "activity.plan", refused, partnership=partnership.id)
    assert error.value.errors[0][0] == where
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"title": "长" * 100_000},
        {"purpose": "长" * 100_000},
        {"title": "暗\u202e号"},
        {"kind": "party"},
        {"happened": "2019-02-30"},
        {"starts": "2099-02-30T10:00:00Z"},
        {"agenda": [{"title": "议程", "minutes": 0}]},
        {"agenda": [{"title": "议程"}] * 81},
    ],
)
def test_what_cannot_be_typed_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        payload("activity.plan", **plan_words(**fields))
