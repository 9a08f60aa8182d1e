"""The story in order: what was done together in the middle, what each did at its side."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils.translation import override

from tests.parties import found, parties, pass_act
from tests.topics.steps import (
    close,
    compose,
    contribute,
    page,
    plan,
    quote,
    raise_topic,
    revise,
    text,
)
from xieqiao.acts.access import Acting
from xieqiao.topics.models import Topic
from xieqiao.topics.queries import topics_seen_by
from xieqiao.topics.spine import in_order, layout_for, rows_of, story_of
from xieqiao.topics.story import StoryItem


class Side:
    """A body, as far as the spine knows one."""

    def __init__(self) -> None:
        self.id: UUID = uuid4()


def step(when: Any, heading: str, **fields: Any) -> StoryItem:
    """Return a step."""
    return StoryItem(when=when, heading=heading, **fields)


def headings(items: list[StoryItem]) -> list[str]:
    """Return what the steps are called."""
    return [item.heading for item in items]


def test_steps_stand_by_the_first_day_that_their_dates_can_mean() -> None:
    items = [
        step(datetime(2021, 5, 3, 9, tzinfo=UTC), "d"),
        step("2021-05", "c"),
        step(date(2020, 1, 2), "b"),
        step("2020", "a"),
        step("2022", "e"),
    ]
    assert headings(in_order(items)) == ["a", "b", "c", "d", "e"]


def test_a_step_without_a_date_follows_what_must_have_come_before_it() -> None:
    items = [
        step("2019-12", "meeting", station="consultation"),
        step("2021-05", "second shop", station="action"),
        step("", "first shop", station="action"),
        step("", "adopted", station="submission"),
        step("", "somewhere"),
    ]
    assert headings(in_order(items)) == [
        "meeting", "adopted", "first shop", "second shop", "somewhere",
    ]  # fmt: skip


def test_parties_that_act_on_one_day_stand_beside_each_other() -> None:
    left, right = Side(), Side()
    items = [
        step("2021", "together"),
        step("2021", "left", body=left),
        step("2021", "right", body=right),
        step("2021", "left again", body=left),
        step("2022", "later", body=right),
    ]
    first, second, third = rows_of(items, [left, right])
    assert first.together is items[0]
    assert [(s.lane, headings(s.steps)) for s in second.sides] == [
        (1, ["left", "left again"]),
        (2, ["right"]),
    ]
    assert (first.new_date, second.new_date, third.new_date) == (True, False, True)


@pytest.mark.parametrize(
    ("count", "layout"), [(2, "two"), (3, "lanes lanes-3"), (4, "lanes lanes-4"), (5, "labels")]
)
def test_two_sides_then_lanes_then_labels(count: int, layout: str) -> None:
    sides = [Side() for _ in range(count)]
    assert layout_for(sides) == layout
    rows = rows_of([step("2021", "x", body=sides[-1])], sides)
    assert rows[0].sides[0].lane == (count if count < 5 else 0)


def seen(who: Acting, topic: Topic) -> Topic:
    """Return the topic as somebody sees it."""
    return topics_seen_by(who).get(id=topic.id)


@pytest.mark.django_db
def test_the_whole_life_is_told_with_who_did_what() -> None:
    there = parties(2)
    partnership = found(there)
    topic = raise_topic(there, partnership, question="怎样合作？")
    research = plan(there, topic)
    part = contribute(there[1], research)
    revise(there[1], part, why="补数据")
    contribute(there[0], research)
    compose(there, research)
    quote(there[0], partnership, topic)
    close(there, topic, ending="paused", note="等规划")
    pass_act(there, "topic.reopen", {"why": "续"}, subject=topic.id)
    with override("en"):
        items = story_of(there[1], seen(there[1], topic))
    told = {item.heading: item for item in items}
    raised = told["The topic is raised"]
    assert raised.body is None
    assert raised.text == "怎样合作？"
    assert there[0].body.short in raised.by
    assert there[1].body.short in raised.by
    assert told["Contributes its part: 分报告"].body in {a.body for a in there}
    assert told["Revises its part: 分报告"].body == there[1].body
    assert told["The topic is closed: Paused"].text == "等规划"
    assert told["The topic is taken up again"].text == "续"
    assert "The joint report is passed: 联合调研报告" in told
    assert any("演示科长 01" in heading for heading in told)


@pytest.mark.django_db
def test_what_a_source_reports_without_a_date_says_so() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there), source="联谊报 2021-05-27")
    (item,) = story_of(there[0], seen(there[0], topic))
    assert (item.when, item.by, item.source) == ("", "", "联谊报 2021-05-27")
    assert "date not reported" in text(page(there[0], "topic", language="en", topic=topic.id))


@pytest.mark.django_db
def test_four_parties_have_lanes_and_keep_their_names() -> None:
    there = parties(4)
    topic = raise_topic(there, found(there))
    research = plan(there, topic)
    for who in there:
        contribute(who, research)
    shown = text(page(there[2], "topic", topic=topic.id))
    assert 'class="spine lanes lanes-4"' in shown
    for number, who in enumerate(there, start=1):
        assert f"side lane-{number} " in shown
        assert who.body.name in shown
