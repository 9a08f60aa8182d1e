"""The pages, as the parties, a stranger and one that left see them."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import leave
from tests.topics.steps import (
    client_of,
    close,
    compose,
    contribute,
    form_path,
    newest,
    open_act,
    page,
    plan,
    raise_topic,
    revise,
    text,
)
from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act
from xieqiao.portal.queries import found_by
from xieqiao.topics.models import Topic

pytestmark = pytest.mark.django_db


def everything(there: list[Acting], **fields: Any) -> tuple[Topic, dict[str, dict[str, Any]]]:
    """Return a topic with all that belongs to it, and the pages of it."""
    topic = raise_topic(there, found(there), **fields)
    research = plan(there, topic)
    parts = [contribute(who, research) for who in there]
    report = compose(there, research, general="总述如下。", conclusions="建议共建。")
    return topic, {
        "topic": {"topic": topic.id},
        "research": {"topic": topic.id},
        "part": {"research_part": parts[0].id},
        "report": {"joint_report": report.id},
    }


def test_the_empty_list_says_what_comes_here_and_how() -> None:
    (one,) = parties(1)
    shown = text(page(one, "list"))
    assert reverse("topics:raise", args=[one.slug]) in shown


def test_raising_goes_straight_on_with_one_partnership_and_asks_among_several() -> None:
    there = parties(2)
    assert "partnership" in text(page(there[0], "raise"))
    first = found(there)
    answer = page(there[0], "raise")
    assert answer.status_code == 302
    assert f"partnership={first.id}" in answer.url
    second = found(there, title="第二个合作")
    assert f"?partnership={second.id}" in text(page(there[0], "raise"))


def test_the_list_shows_stage_and_proposals_and_leads_on() -> None:
    there = parties(4)
    partnership = found(there)
    topic = raise_topic(there, partnership)
    words = {"title": "还在会签的题"}
    act = open_act(there[0], "topic.confirm", words, partnership=partnership.id)
    shown = text(page(there[3], "list"))
    assert topic.path(there[3].slug) in shown
    assert reverse("acts:act", args=[there[3].slug, act.id]) in shown
    assert "还在会签的题" in shown


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?q=老品牌", True),
        ("?q=机场", False),
        ("?stage=research", True),
        ("?stage=confirmed", False),
        ("?state=open&sort=title", True),
        ("?state=closed", False),
        ("?stage=nonsense&partnership=x&sort=nonsense&page=99", True),
    ],
)
def test_filters_are_in_the_address(query: str, there: bool) -> None:
    two = parties(2)
    plan(two, raise_topic(two, found(two)))
    assert ("共兴老品牌" in text(page(two[0], "list", query))) is there


def test_the_list_of_one_partnership() -> None:
    there = parties(2)
    one, other = found(there), found(there)
    raise_topic(there, one, title="甲题")
    raise_topic(there, other, title="乙题")
    shown = text(page(there[0], "list", f"?partnership={one.id}"))
    assert "甲题" in shown
    assert "乙题" not in shown


def test_the_pages_tell_all_of_it() -> None:
    there = parties(2)
    _topic, pages = everything(there, question="怎样合作？", why="不变则衰", expertise="商业专家")
    shown = text(page(there[1], "topic", **pages["topic"]))
    for words in ("怎样合作？", "不变则衰", "商业专家", there[0].body.name, "<svg", "分报告"):
        assert words in shown
    report = text(page(there[1], "report", **pages["report"]))
    places = [report.index(words) for words in ("总述如下。", "门店少。", "建议共建。")]
    assert places == sorted(places)
    assert "门店少。" in text(page(there[1], "part", **pages["part"]))
    assert "摸清现状" in text(page(there[1], "research", **pages["research"]))


def test_a_stranger_gets_no_hint() -> None:
    _topic, pages = everything(parties(2))
    stranger = acting(body(9))
    for name, kw in pages.items():
        assert page(stranger, name, **kw).status_code == 404
    assert "共兴老品牌" not in text(page(stranger, "list"))


def test_who_left_sees_the_topic_of_its_time() -> None:
    there = parties(3)
    topic, pages = everything(there, title="旧题名", question="旧问题")
    assert topic.partnership is not None
    leave(there, there[2], topic.partnership)
    words = {"title": "新题名", "question": "新问题"}
    pass_act(there[:2], "topic.revise", words, subject=topic.id)
    close(there[:2], topic, note="之后的结语")
    for name, kw in pages.items():
        shown = text(page(there[2], name, **kw))
        assert "旧题名" in shown
        for later in ("新题名", "新问题", "之后的结语", "acts/new"):
            assert later not in shown
    listed = text(page(there[2], "list"))
    assert "旧题名" in listed
    assert "新题名" not in listed


def test_an_earlier_wording_of_a_part_says_so() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    part = contribute(there[0], research)
    revise(there[0], part, title="修订稿", sections=[{"text": "门店多了。"}])
    shown = text(page(there[1], "part", "?wording=1", research_part=part.id))
    assert "门店少。" in shown
    assert "门店多了。" not in shown
    for query in ("", "?wording=9", "?wording=x", "?wording=99999999999999999999"):
        assert "门店多了。" in text(page(there[1], "part", query, research_part=part.id))


def test_who_consents_to_a_report_reads_its_parts_on_the_page_of_the_act() -> None:
    there = parties(2)
    research = plan(there, raise_topic(there, found(there)))
    part = contribute(there[0], research)
    words = {"plan": str(research.id), "title": "报告", "parts": [str(newest(part).id)]}
    act = open_act(there[0], "report.compose", words, partnership=research.partnership_id)
    path = reverse("acts:act", args=[there[1].slug, act.id])
    assert "门店少。" in text(client_of(there[1]).get(path))


@pytest.mark.parametrize(
    "kind",
    ["topic.revise", "topic.papers", "topic.close", "research.revise_plan", "report.revise"],
)
def test_every_form_starts_from_what_is_there(kind: str) -> None:
    there = parties(2)
    topic, pages = everything(there)
    on = {
        "topic.papers": topic.papers.id,
        "research.revise_plan": topic.plan.id,
        "report.revise": pages["report"]["joint_report"],
    }.get(kind, topic.id)
    shown = text(client_of(there[0]).get(form_path(there[0], kind, on=on)))
    assert "共兴老品牌" in shown or "联合调研报告" in shown


def test_a_topic_is_raised_through_the_form_and_bad_dates_come_back() -> None:
    there = parties(2)
    partnership = found(there)
    path = form_path(there[0], "topic.confirm", partnership=partnership.id)
    fields = {
        "acting": there[0].token,
        "_do": "propose",
        "title": "生态补偿",
        "why": "同饮一江水",
    }
    for wrong in ("2021-02-30", "2999", "昨天"):
        answer = client_of(there[0]).post(path, {**fields, "happened": wrong})
        shown = answer.content.decode()
        assert "同饮一江水" in shown
        assert 'href="#id_happened"' in shown
        assert not Act.objects.filter(kind="topic.confirm").exists()
    assert client_of(there[0]).post(path, fields).status_code == 302
    assert Act.objects.get(kind="topic.confirm").state == "open"


def test_search_finds_topics_parts_and_reports_for_the_parties_alone() -> None:
    there = parties(2)
    everything(there, why="长三角一体化")
    stranger = acting(body(9))
    for words in ("长三角", "门店", "总述"):
        assert found_by(there[1], words).exists()
        assert not found_by(stranger, words).exists()
