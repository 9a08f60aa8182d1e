"""The page of an activity: what, when, where, who, and everything that one may do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import held, page, pass_minutes, person, plan, report, sections, text
from tests.parties import acting, found, open_topic, parties
from tests.partnerships.steps import set_up
from xieqiao.meetings.models import Activity

pytestmark = pytest.mark.django_db


def shown(who: Any, activity: Activity, **kw: Any) -> str:
    """Return the activity's page."""
    return text(page(who, "activity", activity=activity.id, **kw))


def go(html: str) -> str:
    """Return the one filled button of a page, or nothing."""
    main = html.split('<main id="main">')[1]
    assert main.count('class="btn go"') <= 1
    return main.split('class="btn go"')[1].split("</a>")[0] if "btn go" in main else ""


def test_it_tells_all_of_it() -> None:
    there = parties(3)
    partnership = found(there, title="三地协作")
    topic, mechanism = open_topic(there, partnership.id, "楼宇经济"), set_up(there, partnership)
    activity = plan(
        there,
        partnership,
        topic=str(topic.id),
        mechanism=str(mechanism.id),
        host=str(there[1].body_id),
        purpose="优势互补\n共同富裕",
        link="https://meet.example.cn/1",
        agenda=[{"title": "通报", "speaker": "演示调研组", "minutes": 20}, {"title": "互动"}],
        invited=[{"name": "商务局", "quality": "department", "note": "介绍情况"}],
    )
    html = shown(there[0], activity)
    said = [
        "三地协作", "楼宇经济", str(mechanism), "优势互补<br>共同富裕", "20 分钟",
        "演示调研组", "商务局", "部门", "介绍情况", "14:00–17:00", "北京时间（UTC+8）",
    ]  # fmt: skip
    for words in said:
        assert words in html, words
    assert 'href="https://meet.example.cn/1" rel="noopener noreferrer"' in html
    assert html.index("通报") < html.index("互动")
    assert "<ol" in sections(html)["agenda"]


def test_each_side_has_the_colour_of_its_party() -> None:
    from xieqiao.ui.templatetags.xq import party_class

    there = parties(3)
    activity = plan(there, found(there))
    part = sections(shown(there[0], activity))["delegations"]
    for who in there:
        assert f'class="side {party_class(who.body)}"' in part


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_obeys_the_content_security_policy(language: str) -> None:
    there = parties(2)
    html = shown(there[0], plan(there, found(there)), language=language)
    for forbidden in (" style=", "<style", " onclick=", "<script>"):
        assert forbidden not in html


def test_first_our_delegation() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    assert "确定我方代表团" in go(shown(there[0], activity))
    report(there[0], "activity.name_delegation", activity, heads=[person("演示")])
    html = shown(there[0], activity)
    assert go(html) == ""
    assert "调整我方代表团" in html
    assert f"{there[1].body.name}</span></span>" in html.split("尚待办理")[1]


def test_then_who_attended_then_the_minutes() -> None:
    there = parties(2)
    activity = held(there, found(there), host=str(there[0].body_id))
    assert "登记出席人员" in go(shown(there[0], activity))
    report(there[0], "activity.record_attendance", activity, people=[person("演示")])
    assert "起草纪要" in go(shown(there[0], activity))
    report(there[1], "activity.record_attendance", activity, people=[person("演示")])
    assert go(shown(there[1], activity)) == ""
    pass_minutes(there, activity)
    html = shown(there[0], activity)
    assert go(html) == ""
    assert "尚待办理" not in html
    assert "outcome.agree" in html


def test_proposed_minutes_are_not_asked_for_again() -> None:
    from tests.meetings.steps import minutes_words, payload
    from xieqiao.acts import gate

    there = parties(2)
    activity = held(there, found(there))
    words = payload("minutes.pass", **minutes_words(activity))
    act = gate.propose(there[1], "minutes.pass", words, partnership=activity.partnership_id)
    html = shown(there[0], activity)
    assert "minutes.pass" not in html
    assert "纪要已提请会签" in html
    assert f"/acts/{act.id}/" in html


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        (
            "secretary_general",
            {"name_delegation", "reschedule", "change", "papers", "cancel"},
            {"record_attendance", "minutes.pass"},
        ),
        ("clerk", {"name_delegation", "reschedule", "change", "papers", "cancel"}, set()),
        ("chair", {"reschedule", "change", "papers", "cancel"}, {"name_delegation"}),
        ("member", set(), {"name_delegation", "reschedule", "papers", "cancel"}),
        ("observer", set(), {"name_delegation", "reschedule", "papers", "cancel"}),
    ],
)
def test_everybody_finds_what_the_role_includes(
    role: str, may: set[str], may_not: set[str]
) -> None:
    there = parties(2)
    activity = plan(there, found(there))
    html = shown(acting(there[0].body, role, 2), activity)
    assert {kind for kind in may if f"/acts/new/activity.{kind}/" in html} == may
    assert not {kind for kind in may_not if f"{kind}/" in html}


def test_a_place_that_looks_like_markup_stays_text() -> None:
    there = parties(2)
    activity = plan(there, found(there), title="<b>会</b>", place="<img src=x>")
    html = shown(there[0], activity)
    assert "<img" not in html
    assert "<b>会" not in html


def test_without_a_host_or_place_it_says_so() -> None:
    there = parties(2)
    html = shown(there[0], plan(there, found(there), place=""))
    assert "不设单一承办方" in html
    assert "尚未写明" in html


def test_what_is_invented_bears_its_mark() -> None:
    there = parties(2)
    activity = plan(there, found(there), demonstration=True)
    assert '<span class="demo">' in shown(there[0], activity)
