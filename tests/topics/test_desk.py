"""What topics bring to a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.parties import acting, body, found, open_topic, parties, pass_act
from tests.partnerships.steps import adopt, leave
from tests.topics.steps import close, compose, contribute, day, open_act, plan, raise_topic
from xieqiao.acts.access import Acting
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.acts.matter import gate_open
from xieqiao.topics import live
from xieqiao.topics.desk import items
from xieqiao.topics.models import PlannedPart, Topic

pytestmark = pytest.mark.django_db


def ours(who: Acting) -> list[DeskItem]:
    """Return what the desk asks of somebody."""
    return [item for item in items(who) if item.group is Group.OURS]


def theirs(who: Acting) -> list[DeskItem]:
    """Return what somebody waits for."""
    return [item for item in items(who) if item.group is Group.THEIRS]


def make_late() -> None:
    """Let the due day of every part be over."""
    with gate_open("acts"):
        PlannedPart.objects.update(due=timezone.localdate() - timedelta(days=3))


def test_a_new_topic_says_nothing() -> None:
    there = parties(2)
    raise_topic(there, found(there))
    assert items(there[0]) == []


def test_our_part_is_asked_for_until_it_is_contributed() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    (item,) = ours(there[0])
    assert item.due is not None
    assert item.due.isoformat() == day(10)
    assert str(research.id) in item.path
    contribute(there[0], research)
    assert ours(there[0]) == []


def test_the_others_late_part_is_waited_for_by_name() -> None:
    there = parties(2)
    plan(there, raise_topic(there, found(there)))
    assert theirs(there[0]) == []
    make_late()
    (item,) = theirs(there[0])
    assert item.party == there[1].body
    assert there[1].body.name in item.sentence


def test_with_all_parts_in_the_report_is_asked_for_until_it_is_proposed() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    for who in there:
        contribute(who, research)
    (item,) = ours(there[0])
    assert "report.compose" in item.path
    compose(there, research)
    assert items(there[0]) == []


def test_the_report_is_asked_of_the_party_that_takes_the_lead() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there), lead=str(there[1].body_id))
    research = plan(there, topic)
    for who in there:
        contribute(who, research)
    assert ours(there[0]) == []
    (item,) = theirs(there[0])
    assert item.party == there[1].body
    assert len(ours(there[1])) == 1


def test_a_topic_on_which_nothing_is_planned_for_long_is_named() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    sourced = raise_topic(there, topic.partnership, source="联谊报 2021-05-27")
    before = timezone.now() - timedelta(days=40)
    with gate_open("acts"):
        Topic.objects.filter(id__in=[topic.id, sourced.id]).update(confirmed_at=before)
    (item,) = ours(there[0])
    assert item.path == topic.path(there[0].slug)
    plan(there, topic)
    assert not any(topic.path(there[0].slug) == i.path for i in ours(there[0]))


def test_closing_with_an_agreement_and_new_comments_are_news() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership)
    topic, other = raise_topic(there, partnership), open_topic(there, partnership.id, "乙题")
    live.comment(there[1], other, "一")
    live.comment(there[1], other, "二")
    words = {"reason": "期满", "closes": [str(topic.id)]}
    pass_act(there, "agreement.end", words, subject=agreement.id)
    news = {item.path: item for item in items(there[0]) if item.group is Group.NEWS}
    assert set(news) == {topic.path(there[0].slug), other.path(there[0].slug)}
    assert "2" in news[other.path(there[0].slug)].sentence
    assert [i.path for i in items(there[1])] == [topic.path(there[1].slug)]


def test_each_role_reads_what_it_can_do() -> None:
    there = parties(2)
    plan(there, raise_topic(there, found(there)))
    assert len(ours(acting(there[0].body, "clerk"))) == 1
    for role in ("chair", "member", "observer"):
        assert ours(acting(there[0].body, role)) == []
    assert items(acting(there[0].body, "unit_handler")) == []


def test_strangers_who_left_and_closed_topics_are_not_reminded() -> None:
    there = parties(3)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    plan(there, topic)
    make_late()
    leave(there, there[2], partnership)
    assert items(there[2]) == []
    assert items(acting(body(9))) == []
    words = {"comments": live.comments_mark(topic.id)}
    open_act(there[0], "topic.close", words, subject=topic.id)
    assert ours(there[1])


def test_a_closed_topic_asks_for_nothing() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    plan(there, topic)
    close(there, topic)
    assert items(there[0]) == []
