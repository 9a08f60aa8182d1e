"""Raising a topic, changing it, closing it, and taking it up again."""

from __future__ import annotations

from typing import Any

import pytest

from tests.parties import consent, found, open_topic, parties, pass_act
from tests.partnerships.steps import adopt, deciders, ids, join, leave
from tests.topics.steps import (
    close,
    compose,
    contribute,
    open_act,
    payload,
    plan,
    plan_words,
    raise_topic,
)
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload, Ended, Occupied
from xieqiao.acts.models import ActState, Subject
from xieqiao.exchange.models import OfferedNeed
from xieqiao.partnerships.models import FocusArea
from xieqiao.topics import queries
from xieqiao.topics.live import comments_mark
from xieqiao.topics.models import Topic, TopicPapers

pytestmark = pytest.mark.django_db


def refused(who: Acting, kind: str, words: dict[str, Any], **where: Any) -> str:
    """Return the field at which a proposal is refused."""
    with pytest.raises(BadPayload) as caught:
        gate.propose(who, kind, payload(kind, **words), **where)
    return caught.value.errors[0][0]


def offer(who: Acting, partnership: Any, **fields: Any) -> OfferedNeed:
    """Return a need that a party showed to its partners."""
    words = payload("need.offer", title="城市大脑经验", text="想学。", **fields)
    act = gate.propose(who, "need.offer", words, partnership=partnership.id)
    need: OfferedNeed = OfferedNeed.objects.get(id=act.subject_id)
    return need


def test_a_topic_stands_once_all_parties_have_consented() -> None:
    there = parties(4)
    partnership = found(there)
    words = payload("topic.confirm", title="生态补偿")
    act = gate.propose(there[0], "topic.confirm", words, partnership=partnership.id)
    assert not Topic.objects.exists()
    assert list(queries.proposed_topics(there[3])) == [act]
    topic = raise_topic(there, partnership)
    assert deciders(topic.id) == ids(*there)
    assert TopicPapers.objects.get(topic=topic).partnership == partnership


def test_it_says_what_why_and_from_which_focus_area() -> None:
    there = parties(2)
    partnership = found(there)
    adopt(there, partnership, focus_areas=[{"number": 1, "name": "产业升级"}])
    area = FocusArea.objects.get()
    lead = str(there[1].body_id)
    topic = raise_topic(
        there,
        partnership,
        question="怎样合作？",
        why="不变则衰",
        focus_area=str(area.id),
        lead=lead,
    )
    assert (topic.question, topic.focus_area, topic.lead) == ("怎样合作？", area, there[1].body)


def test_what_a_source_reports_as_planned_is_kept_in_its_words() -> None:
    there = parties(2)
    topic = raise_topic(
        there,
        found(there),
        beginning="research",
        beginning_note="联合调研筹备",
        happened="2021",
        source="联谊报 2021-05-27",
    )
    assert (topic.raised, topic.source) == ("2021", "联谊报 2021-05-27")
    assert topic.get_beginning_display() != ""


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"happened": "2999"}, "happened"),
        ({"beginning_note": "筹备中"}, "beginning"),
        ({"focus_area": "00000000-0000-0000-0000-000000000001"}, "focus_area"),
        ({"need": "00000000-0000-0000-0000-000000000001"}, "need"),
        ({"lead": "00000000-0000-0000-0000-000000000001"}, "lead"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(words: dict[str, Any], field: str) -> None:
    there = parties(2)
    where = {"partnership": found(there).id}
    assert refused(there[0], "topic.confirm", {"title": "题", **words}, **where) == field


def test_a_need_fills_the_form_in() -> None:
    there = parties(2)
    partnership = found(there)
    adopt(there, partnership, focus_areas=[{"number": 1, "name": "科技创新"}])
    need = offer(there[1], partnership, focus_area="科技创新")
    topic = raise_topic(there, partnership, title="数字政府", need=str(need.id))
    assert topic.need_id == need.id


def test_changing_it_keeps_when_it_was_raised() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there), happened="2019-12")
    words = {"title": "老品牌新生", "because": "更准确"}
    pass_act(there, "topic.revise", words, subject=topic.id)
    topic.refresh_from_db()
    assert (topic.title, topic.raised) == ("老品牌新生", "2019-12")


def test_closing_settles_all_that_belongs_to_it() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    research = plan(there, topic)
    for who in there:
        contribute(who, research)
    report = compose(there, research)
    closed = close(there, topic, note="成果已办结")
    assert closed.closed
    assert closed.ending == "completed"
    settled = Subject.objects.filter(id__in=[research.id, report.id, topic.papers.id])
    assert [subject.closed for subject in settled] == [True] * 3
    part = {"party": str(there[0].body_id), "title": "部分"}
    for kind, on, words in (
        ("topic.revise", topic.id, {"title": "题"}),
        ("topic.papers", topic.papers.id, {}),
        ("research.revise_plan", research.id, {"aims": "摸清", "parts": [part]}),
    ):
        with pytest.raises(Ended):
            gate.propose(there[0], kind, payload(kind, **words), subject=on)


@pytest.mark.parametrize("ending", ["paused", "dropped"])
def test_pausing_and_dropping_need_a_reason(ending: str) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = {"ending": ending, "comments": comments_mark(topic.id)}
    assert refused(there[0], "topic.close", words, subject=topic.id) == "note"
    assert close(there, topic, ending=ending, note="等规划").ending == ending


def test_the_name_of_another_topic_is_refused() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = {"comments": comments_mark(topic.id), "topic_title": "别的议题"}
    assert refused(there[0], "topic.close", words, subject=topic.id) == "topic_title"


def test_a_paused_topic_is_taken_up_again_with_its_plan() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    research = plan(there, topic)
    close(there, topic, ending="paused", note="等规划")
    pass_act(there, "topic.reopen", {"why": "规划已定"}, subject=topic.id)
    topic.refresh_from_db()
    assert (topic.closed, topic.ending) == (False, "")
    assert not Subject.objects.get(id=research.id).closed
    assert contribute(there[0], research).title == "分报告"


def test_who_joined_meanwhile_decides_once_it_is_taken_up_again() -> None:
    there = parties(3)
    partnership = found(there[:2])
    topic = raise_topic(there[:2], partnership)
    close(there[:2], topic, ending="paused", note="等")
    join(there[:2], there[2], partnership)
    assert deciders(topic.id) == ids(*there[:2])
    pass_act(there[:2], "topic.reopen", {"why": "再议"}, subject=topic.id)
    assert deciders(topic.id) == ids(*there)


def test_a_topic_closed_with_who_left_stays_closed() -> None:
    there = parties(3)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    close(there, topic)
    leave(there, there[2], partnership)
    with pytest.raises(Ended):
        gate.propose(
            there[0], "topic.reopen", payload("topic.reopen", why="再议"), subject=topic.id
        )


def test_the_end_of_an_agreement_closes_the_topics_that_it_names() -> None:
    there = parties(2)
    partnership = found(there)
    agreement = adopt(there, partnership)
    topic, other = open_topic(there, partnership.id), open_topic(there, partnership.id, "另一议题")
    assert list(queries.open_topics_of(partnership.id)) == [other, topic]
    words = {"reason": "期满", "closes": [str(topic.id)]}
    pass_act(there, "agreement.end", words, subject=agreement.id)
    topic.refresh_from_db()
    assert topic.closed
    assert topic.ended == topic.in_force_at
    assert list(queries.open_topics_of(partnership.id)) == [other]


def test_two_plans_at_once_cannot_both_come_into_force() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = plan_words(there, topic)
    where = {"partnership": topic.partnership_id}
    first = open_act(there[0], "research.plan", words, **where)
    second = open_act(there[1], "research.plan", words, **where)
    with pytest.raises(Occupied):
        consent(there[1], first)
    gate.withdraw(there[1], second.id)
    assert consent(there[1], first).state == ActState.SEALED
    assert refused(there[1], "research.plan", words, **where) == "topic"
