"""What outcomes contribute to the story of a topic."""

from __future__ import annotations

import pytest

from tests.outcomes.steps import agree, answer, day, do, find, go_on, measure, report, submit
from tests.parties import acting, body, found, open_topic, parties
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.outcomes.story_items import items

pytestmark = pytest.mark.django_db


def told(there: list[Acting]) -> object:
    """Return a topic on which everything has been done once."""
    partnership = found(there)
    topic = open_topic(there, partnership.id, "共兴上海老品牌")
    outcome = agree(there, partnership, topic=topic.id, happened="2020-01")
    sent = submit(there[0], outcome, sent_on="2020-02")
    answer(there[0], sent, answered_on="2020-03", wording="予以采纳")
    words = {"leader": {"shown_as": "演示领导 01"}, "wording": "请研究", "given_on": "2020-04"}
    report(there[0], "submission.instruct", sent.id, **words)
    action = do(there, partnership.id, there[1], outcome=outcome.id, happened="2020-05")
    go_on(there[1], action, on="2020-06")
    measure(there[1], partnership.id, action=action.id)
    find(there, partnership.id, action=action.id, happened="2020-07")
    return topic


@pytest.mark.parametrize("count", [2, 4])
def test_each_step_stands_together_or_at_its_side(count: int) -> None:
    there = parties(count)
    topic = told(there)
    found_ = items(there[-1], topic.id)  # type: ignore[attr-defined]
    sides = [(str(i.when), i.body.slug if i.body else "") for i in found_]
    one, two = there[0].slug, there[1].slug
    assert sorted(sides) == [
        ("2020-01", ""),
        ("2020-02", one),
        ("2020-03", one),
        ("2020-04", one),
        ("2020-05", ""),
        ("2020-06", two),
        ("2020-07", ""),
        ("2021-05-01", two),
    ]
    assert all(i.path.startswith(f"/b/{there[-1].slug}/") for i in found_)
    assert "予以采纳" in {i.text for i in found_}


def test_another_topic_and_a_stranger_have_no_part_in_it() -> None:
    there = parties(2)
    topic = told(there)
    other = open_topic(there, found(there).id, "另一个议题")
    assert items(there[0], other.id) == []
    assert items(acting(body(9)), topic.id) == []  # type: ignore[attr-defined]


def test_a_date_that_nobody_reported_stays_open() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    outcome = agree(there, partnership, topic=topic.id, source="联谊报 2021-05-27")
    submit(there[0], outcome, sent_on=None, source="联谊报 2021-05-27")
    assert [i.when for i in items(there[1], topic.id)] == ["", ""]


def test_who_left_reads_the_story_up_to_then() -> None:
    there = parties(3)
    topic = told(there)
    partnership = topic.partnership  # type: ignore[attr-defined]
    leave(there, there[2], partnership)
    before = len(items(there[2], topic.id))  # type: ignore[attr-defined]
    outcome = agree(there[:2], partnership, topic=topic.id)  # type: ignore[attr-defined]
    submit(there[0], outcome, sent_on=day(-1))
    assert len(items(there[2], topic.id)) == before  # type: ignore[attr-defined]
    assert len(items(there[1], topic.id)) == before + 2  # type: ignore[attr-defined]
