"""What this room contributes to the story of a topic."""

from __future__ import annotations

import pytest

from tests.exchange.steps import Browser, offer_need, offer_strength, report, send_people
from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.exchange.story_items import items
from xieqiao.topics.models import Topic

pytestmark = pytest.mark.django_db


def test_a_need_that_became_a_topic_a_strength_and_who_was_sent() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    lack = offer_need(one, partnership.id, shown_for="两位街道办事处主任", happened="2021")
    words = {"title": "城市大脑经验共享", "need": str(lack.id)}
    act = pass_act([one, other], "topic.confirm", words, partnership=partnership.id)
    topic = Topic.objects.get(id=act.subject_id)
    good = offer_strength(other, partnership.id, topic=str(topic.id))
    sent = send_people([other, one], partnership.id, need=str(lack.id), begins="2021-05")
    pass_act(
        [other, one],
        "dispatch.report",
        {"report": "提了三条建议", "reported_on": "2021-06"},
        subject=sent.id,
    )
    found_items = items(one, topic.id)
    assert [i.path for i in found_items] == [
        lack.path(one.slug),
        good.path(one.slug),
        sent.path(one.slug),
        sent.path(one.slug),
    ]
    assert [str(i.when) for i in (found_items[0], *found_items[2:])] == [
        "2021",
        "2021-05",
        "2021-06",
    ]
    assert (found_items[0].body, found_items[1].body) == (one.body, other.body)
    assert "两位街道办事处主任" in found_items[0].text
    assert one.body.name in found_items[2].text
    assert "提了三条建议" in found_items[3].text


def test_what_belongs_to_another_topic_stays_there() -> None:
    two = parties(2)
    partnership = found(two)
    topic, other = open_topic(two, partnership.id), open_topic(two, partnership.id, "另一议题")
    offer_need(two[0], partnership.id, topic=str(other.id))
    offer_need(two[0], partnership.id)
    assert items(two[0], topic.id) == []
    assert len(items(two[0], other.id)) == 1


def test_who_left_reads_the_words_of_that_time_and_strangers_none() -> None:
    there = parties(3)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    row = offer_need(there[0], partnership.id, topic=str(topic.id), title="旧说法")
    leave(there, there[2], partnership)
    report(there[0], "need.revise", row.id, title="新说法", topic=str(topic.id))
    assert "旧说法" in items(there[2], topic.id)[0].heading
    assert "新说法" in items(there[0], topic.id)[0].heading
    assert items(acting(body(9)), topic.id) == []


def test_the_topic_s_page_tells_of_it() -> None:
    two = parties(2)
    partnership = found(two)
    topic = open_topic(two, partnership.id)
    row = offer_need(two[0], partnership.id, topic=str(topic.id))
    assert row.title in Browser(two[1]).read("topics:topic", topic=topic.id)
