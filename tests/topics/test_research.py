"""Joint research: the plan, a part from each party, the report composed of them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import join, leave
from tests.topics.steps import (
    close,
    compose,
    contribute,
    day,
    newest,
    part_words,
    payload,
    plan,
    plan_words,
    raise_topic,
    revise,
)
from xieqiao.acts import gate
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload, Ended, NotAllowed
from xieqiao.topics.models import JointReport, PlannedPart, ResearchPart
from xieqiao.topics.research import research_on

pytestmark = pytest.mark.django_db


def refused(who: Acting, kind: str, words: dict[str, Any], **where: Any) -> str:
    """Return the field at which a proposal is refused."""
    with pytest.raises(BadPayload) as caught:
        gate.propose(who, kind, payload(kind, **words), **where)
    return caught.value.errors[0][0]


def test_each_party_has_its_part_with_title_lead_and_due_day() -> None:
    there = parties(4)
    topic = raise_topic(there, found(there))
    research = plan(there, topic, begins="2026-03", ends="2027", method="走访")
    parts = list(PlannedPart.objects.filter(plan=research).order_by("position"))
    assert [part.body for part in parts] == [a.body for a in there]
    assert {part.due.isoformat() for part in parts if part.due} == {day(10)}
    assert (research.begins, research.ends, research.method) == ("2026-03", "2027", "走访")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"begins": "2026-05", "ends": "2026-04"}, "ends"),
        ({"topic": str(uuid4())}, "topic"),
        ({"happened": "2999-01-01"}, "happened"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(change: dict[str, Any], field: str) -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    words = plan_words(there, topic) | change
    assert refused(there[0], "research.plan", words, partnership=topic.partnership_id) == field


def test_a_due_day_that_is_over_a_stranger_s_part_and_a_second_part_are_refused() -> None:
    there = parties(3)
    topic = raise_topic(there[:2], found(there[:2]))
    one, stranger = str(there[0].body_id), str(there[2].body_id)
    where = {"partnership": topic.partnership_id}
    for parts, field in (
        ([{"party": one, "title": "一", "due": day(-1)}], "parts.0.due"),
        ([{"party": stranger, "title": "一"}], "parts.0.party"),
        ([{"party": one, "title": "一"}, {"party": one, "title": "二"}], "parts.1.party"),
    ):
        words = plan_words(there[:2], topic, parts=parts)
        assert refused(there[0], "research.plan", words, **where) == field


def test_changing_the_plan_leaves_what_was_contributed() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    contribute(there[1], research)
    part = {"party": str(there[0].body_id), "title": "总报告"}
    words = {"aims": "摸清现状和出路", "parts": [part], "because": "只需一份"}
    pass_act(there, "research.revise_plan", words, subject=research.id)
    found_ = research_on(there[0], research.topic_id, there[0].body.today())
    assert found_ is not None
    assert [p.title for p in found_.expected] == ["总报告"]
    assert [p.body for p in found_.given] == [there[1].body]


def test_a_part_is_its_party_s_word_alone_and_in_force_at_once() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    part = contribute(there[0], research, authors="演示经济委")
    assert part.owner == there[0].body
    assert newest(part).sections == [{"heading": "现状", "text": "门店少。"}]
    with pytest.raises((Ended, NotAllowed)):
        revise(there[1], part)


def test_a_party_contributes_one_part_that_says_something() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    where = {"partnership": research.partnership_id}
    empty = part_words(research, sections=[])
    assert refused(there[0], "part.contribute", empty, **where) == "sections"
    contribute(there[0], research)
    assert refused(there[0], "part.contribute", part_words(research), **where) == "plan"


def test_every_wording_of_a_part_stays_readable() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    part = contribute(there[0], research, happened="2026-01")
    revise(there[0], part, title="分报告（修订）", why="补数据")
    first, second = part.texts.order_by("position")
    assert (first.number, first.title, first.given) == (1, "分报告", "2026-01")
    assert (second.number, second.title, second.why) == (2, "分报告（修订）", "补数据")


def test_the_report_holds_the_parts_as_they_were_at_that_moment() -> None:
    there = parties(4)
    research = plan(there, raise_topic(there, found(there)))
    parts = [contribute(who, research) for who in there]
    report = compose(there, research, general="总述", conclusions="建议", number="2026-1")
    before = [row.text for row in report.parts.order_by("position")]
    revise(there[0], parts[0], title="更新的分报告")
    now = research_on(there[1], research.topic_id, there[1].body.today())
    assert now is not None
    assert now.texts == before
    assert [part.body for part in now.newer] == [there[0].body]


def test_the_report_keeps_the_order_that_was_chosen() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    one, two = (contribute(who, research) for who in there)
    ids = [str(newest(two).id), str(newest(one).id)]
    report = compose(there, research, parts=ids)
    assert [str(row.text_id) for row in report.parts.order_by("position")] == ids


def test_parts_of_other_research_earlier_wordings_and_doubles_are_refused() -> None:
    there = parties(2)
    partnership = found(there)
    research = plan(there, raise_topic(there, partnership))
    other = plan(there, raise_topic(there, partnership))
    part, strange = contribute(there[0], research), contribute(there[0], other)
    old = newest(part)
    new = revise(there[0], part)
    for texts in ([newest(strange)], [old], [new, new]):
        ids = [str(text.id) for text in texts]
        words = {"plan": str(research.id), "title": "报告", "parts": ids}
        where = {"partnership": partnership.id}
        assert refused(there[0], "report.compose", words, **where) == "parts"


def test_a_revised_report_may_take_newer_wordings_or_keep_those_it_has() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    parts = [contribute(who, research) for who in there]
    report = compose(there, research)
    old = newest(parts[0])
    new = revise(there[0], parts[0])
    for text in (old, new):
        words = {"title": "报告", "why": "订正", "parts": [str(text.id)]}
        pass_act(there, "report.revise", words, subject=report.id)
        row = JointReport.objects.get(id=report.id)
        assert [part.text for part in row.parts.all()] == [text]


def test_one_that_joined_contributes_once_the_plan_gives_it_a_part() -> None:
    there = parties(3)
    partnership = found(there[:2])
    research = plan(there[:2], raise_topic(there[:2], partnership))
    join(there[:2], there[2], partnership)
    parts = [{"party": str(a.body_id), "title": "部分"} for a in there]
    words = {"aims": "摸清", "parts": parts}
    pass_act(there, "research.revise_plan", words, subject=research.id)
    assert contribute(there[2], research).owner == there[2].body


def test_who_left_reads_the_research_of_its_time() -> None:
    there = parties(3)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    research = plan(there, topic)
    parts = [contribute(who, research) for who in there]
    compose(there, research, title="当时的报告")
    leave(there, there[2], partnership)
    words = {"aims": "之后的目的", "parts": [{"party": str(there[0].body_id), "title": "之后"}]}
    pass_act(there[:2], "research.revise_plan", words, subject=research.id)
    revise(there[0], parts[0], title="之后的分报告")
    text = str(newest(parts[1]).id)
    report = JointReport.objects.get()
    words = {"title": "之后的报告", "why": "订正", "parts": [text]}
    pass_act(there[:2], "report.revise", words, subject=report.id)
    then = research_on(there[2], topic.id, there[2].body.today())
    assert then is not None
    assert then.report is not None
    assert (then.plan.aims, len(then.expected)) == ("摸清现状", 3)
    assert (then.report.title, len(then.texts)) == ("当时的报告", 3)
    assert {part.title for part in then.parts} == {"分报告"}


def test_nothing_is_contributed_to_a_closed_topic() -> None:
    there = parties(2)
    topic = raise_topic(there, found(there))
    research = plan(there, topic)
    close(there, topic)
    where = {"partnership": research.partnership_id}
    assert refused(there[0], "part.contribute", part_words(research), **where) == "plan"
    assert not ResearchPart.objects.exists()
