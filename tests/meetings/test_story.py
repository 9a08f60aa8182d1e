"""What activities and minutes tell in the story of a topic."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import held, pass_minutes, plan
from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.meetings.story_items import items

pytestmark = pytest.mark.django_db
POINTS = [
    {"kind": "consensus", "text": "坚持居民自愿。"},
    {"kind": "difference", "text": "补偿标准。", "who": "两地专家"},
]


def test_meetings_and_minutes_of_the_topic_alone() -> None:
    there = parties(2)
    partnership = found(there)
    topic, other = open_topic(there, partnership.id), open_topic(there, partnership.id)
    activity = held(there, partnership, topic=str(topic.id), host=str(there[0].body_id))
    plan(there, partnership, topic=str(other.id), title="别的议题的会")
    minutes = pass_minutes(there, activity, points=POINTS)
    meeting, document = items(there[1], topic.id)
    assert meeting.heading == "协商会：老品牌协商会"
    assert there[0].body.name in meeting.text
    assert meeting.path == activity.path(there[1].slug)
    assert "坚持居民自愿。" in document.text
    assert "补偿标准。" in document.text
    assert document.path == minutes.path(there[1].slug)


def test_each_says_where_it_stands() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    about: dict[str, Any] = {"topic": str(topic.id)}
    plan(there, partnership, title="一", **about)
    off = plan(there, partnership, title="二", **about)
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=off.id)
    held(there, partnership, title="三", **about)
    plan(there, partnership, title="四", expected="2099", **about)
    tags = {item.heading[-1]: item.tag for item in items(there[0], topic.id)}
    assert tags == {"一": "已安排", "二": "已取消", "三": "已举行", "四": "日期未定"}


def test_the_past_keeps_its_date_and_source() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    plan(there, partnership, topic=str(topic.id), happened="2019-12", source="联谊报 2021-05-27")
    (item,) = items(there[0], topic.id)
    assert item.when == "2019-12"
    assert item.source == "联谊报 2021-05-27"


def test_not_for_strangers_and_for_who_left_as_it_was() -> None:
    there = parties(3)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    plan(there, partnership, topic=str(topic.id))
    leave(there, there[2], partnership)
    plan(there[:2], partnership, topic=str(topic.id), title="之后的会")
    assert items(acting(body(9)), topic.id) == []
    assert len(items(there[2], topic.id)) == 1
    assert len(items(there[0], topic.id)) == 2
