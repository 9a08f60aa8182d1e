"""Minutes: passed by all, corrected by all, and read as a document."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import (
    client_of,
    form_path,
    held,
    minutes_words,
    page,
    pass_minutes,
    payload,
    person,
    plan,
    report,
    send,
    text,
)
from tests.parties import acting, body, consent, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.meetings.models import Activity, Minutes

pytestmark = pytest.mark.django_db
POINTS = [
    {"kind": "consensus", "text": "坚持居民自愿。"},
    {"kind": "difference", "text": "补偿标准。", "who": "两地专家"},
    {"kind": "decision", "text": "三个月内提出建议稿。"},
]


def propose(who: Any, activity: Activity, **fields: Any) -> Any:
    """Return proposed minutes."""
    words = payload("minutes.pass", **minutes_words(activity, **fields))
    return gate.propose(who, "minutes.pass", words, partnership=activity.partnership_id)


def correct(there: list[Any], minutes: Minutes, **fields: Any) -> Any:
    """Return the act by which all corrected minutes."""
    words = {"title": minutes.title, "text": minutes.text, "why": "补写全称", **fields}
    return pass_act(there, "minutes.correct", words, subject=minutes.id)


def document(who: Any, minutes: Minutes, **kw: Any) -> str:
    """Return the page of minutes."""
    return text(page(who, "minutes", minutes=minutes.id, **kw))


def test_all_must_consent() -> None:
    there = parties(4)
    activity = held(there, found(there))
    act = propose(there[1], activity)
    for other in (there[0], there[2]):
        assert consent(other, act).state == "open"
    assert not Minutes.objects.exists()
    consent(there[3], act)
    minutes = Minutes.objects.get()
    assert minutes.passed_by_act == act.id
    assert Activity.objects.get().closed


@pytest.mark.parametrize("times", [{}, {"expected": "2099-12"}])
def test_not_of_what_has_not_been(times: dict[str, Any]) -> None:
    there = parties(2)
    activity = plan(there, found(there), **times)
    with pytest.raises(BadPayload) as refused:
        propose(there[0], activity)
    assert refused.value.errors[0][0] == "activity"


def test_of_the_past_they_can_be_entered_later() -> None:
    there = parties(2)
    activity = plan(there, found(there), happened="2019-12", source="联谊报 2021-05-27")
    minutes = pass_minutes(there, activity, source="联谊报 2021-05-27", happened="2019-12")
    assert minutes.source == "联谊报 2021-05-27"
    assert "联谊报 2021-05-27" in document(there[1], minutes)


def test_not_of_what_was_called_off() -> None:
    there = parties(2)
    activity = held(there, found(there))
    pass_act(there, "activity.cancel", {"why": "未举行"}, subject=activity.id)
    with pytest.raises(ActError):
        propose(there[0], activity)


def test_there_is_one_set() -> None:
    there = parties(2)
    activity = held(there, found(there))
    pass_minutes(there, activity)
    with pytest.raises(ActError):
        propose(there[1], activity)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"text": "", "points": []}, "text"),
        ({"points": [{"kind": "view", "text": "应先试点。"}]}, "points.0.held_by"),
        ({"points": [{"kind": "difference", "text": "补偿。"}]}, "points.0.held_by"),
        (
            {
                "points": [
                    {
                        "kind": "view",
                        "text": "试点。",
                        "held_by": ["6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11"],
                    }
                ]
            },
            "points.0.held_by",
        ),
        ({"digest": "0" * 64}, "digest"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(fields: dict[str, Any], where: str) -> None:
    there = parties(2)
    activity = held(there, found(there))
    with pytest.raises(BadPayload) as refused:
        propose(there[0], activity, **fields)
    assert refused.value.errors[0][0] == where


def test_the_form_makes_the_proposal_and_blank_rows_fall_away() -> None:
    there = parties(2)
    activity = held(there, found(there))
    path = form_path(
        there[0], "minutes.pass", partnership=activity.partnership_id, activity=activity.id
    )
    words = minutes_words(activity)
    answer = send(
        there[0],
        path,
        activity=activity.id,
        digest=words["digest"],
        title="协商会纪要",
        number="2026-17",
        points__count="3",
        points__0__kind="difference",
        points__0__text="补偿标准。",
        points__0__held_by=[str(there[1].body_id)],
        points__1__kind="consensus",
        points__2__kind="consensus",
    )
    assert answer.status_code == 302, answer.content.decode()
    from xieqiao.acts.models import Act

    given = Act.objects.get(kind="minutes.pass").versions.get().payload()
    assert [(p.kind.value, p.text, p.held_by) for p in given.points] == [
        ("difference", "补偿标准。", [there[1].body_id])
    ]


def test_a_correction_is_decided_by_all_and_the_old_text_stays_readable() -> None:
    there = parties(2)
    activity = held(there, found(there))
    minutes = pass_minutes(there, activity, text="原来的文字")
    correct(there, minutes, text="更正后的文字")
    shown = document(there[1], minutes)
    assert "更正后的文字" in shown
    assert "原来的文字" not in shown
    assert "补写全称" in shown
    from xieqiao.acts.models import Act

    passed = Act.objects.get(kind="minutes.pass")
    assert str(passed.id) in shown
    act_page = client_of(there[1]).get(f"/b/{there[1].slug}/acts/{passed.id}/")
    assert "原来的文字" in act_page.content.decode()


def test_the_document_says_what_all_hold_and_what_stays_disputed() -> None:
    there = parties(3)
    partnership = found(there, title="三地协作")
    activity = held(there, partnership, host=str(there[0].body_id), place="德清")
    for number, who in enumerate(there):
        report(
            who, "activity.record_attendance", activity,
            people=[person(f"演示委员 01{number}", "委员")],
        )  # fmt: skip
    view = {"kind": "view", "text": "应先试点。", "held_by": [str(there[2].body_id)]}
    minutes = pass_minutes(
        there, activity, number="2026-17", title="专题协商会纪要", points=[*POINTS, view]
    )
    shown = document(there[1], minutes).split('<article class="card minutes">')[1]
    order = [
        "三地协作", "专题协商会纪要", "2026-17", "德清", "一、会议情况", "二、共识",
        "坚持居民自愿。", "三、议定事项", "三个月内提出建议稿。", "四、分歧", "补偿标准。",
        "两地专家",
        "五、各方看法", "应先试点。", there[2].body.name, "演示委员 010", "演示委员 012",
    ]  # fmt: skip
    places = [shown.index(words) for words in order]
    assert places == sorted(places)
    assert shown.count("seal on") == 3
    assert 'class="points difference"' in shown


def test_each_paragraph_is_one() -> None:
    there = parties(2)
    minutes = pass_minutes(there, held(there, found(there)), text="第一段。\n\n第二段。")
    shown = document(there[0], minutes)
    assert "<p>第一段。</p>" in shown
    assert "<p>第二段。</p>" in shown


def test_in_english_sections_are_numbered_as_there() -> None:
    there = parties(2)
    minutes = pass_minutes(there, held(there, found(there)), points=POINTS)
    answer = page(there[0], "minutes", language="en", minutes=minutes.id)
    assert "2. What all hold" in text(answer)


def test_a_title_cannot_break_the_page() -> None:
    there = parties(2)
    minutes = pass_minutes(there, held(there, found(there)), title="<script>alert(1)</script>")
    assert "<script>alert" not in document(there[0], minutes)


def test_the_activity_page_leads_to_them() -> None:
    there = parties(2)
    activity = held(there, found(there))
    minutes = pass_minutes(there, activity, points=POINTS)
    shown = text(page(there[1], "activity", activity=activity.id))
    assert minutes.path(there[1].slug) in shown
    assert "坚持居民自愿。" in shown
    assert "补偿标准。" in shown


def test_no_stranger_reads_them() -> None:
    there = parties(2)
    minutes = pass_minutes(there, held(there, found(there)))
    assert page(acting(body(9)), "minutes", minutes=minutes.id).status_code == 404


def test_who_left_reads_the_text_of_its_time() -> None:
    there = parties(3)
    partnership = found(there)
    early, late = held(there, partnership), held(there, partnership, title="后来的会")
    minutes = pass_minutes(there, early, text="原来的文字", points=POINTS)
    leave(there, there[2], partnership)
    correct(there[:2], minutes, text="更正后的文字")
    later = pass_minutes(there[:2], late)
    shown = document(there[2], minutes)
    assert "原来的文字" in shown
    assert "坚持居民自愿。" in shown
    assert "更正后的文字" not in shown
    assert "补写全称" not in shown
    assert page(there[2], "minutes", minutes=later.id).status_code == 404
    assert "更正后的文字" in document(there[0], minutes)


def test_only_who_may_finds_the_button_to_correct_them() -> None:
    there = parties(2)
    minutes = pass_minutes(there, held(there, found(there)))
    member = acting(there[0].body, "member")
    assert "minutes.correct" not in document(member, minutes)
    chair = acting(there[0].body, "chair")
    assert "minutes.correct" in document(chair, minutes)
