"""Comments: open from the plan on, frozen with the minutes by their digest."""

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
    plan,
    post,
    sections,
    text,
)
from tests.parties import acting, body, found, parties
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.matter import NotByActs
from xieqiao.meetings import live
from xieqiao.meetings.models import Activity, ActivityComment

pytestmark = pytest.mark.django_db


def path_for(who: Any, activity: Activity) -> str:
    """Return where comments are sent to."""
    return f"{activity.path(who.slug)}comment/"


def shown(who: Any, activity: Activity) -> str:
    """Return the comments on the page."""
    return sections(text(page(who, "activity", activity=activity.id)))["comments"]


def propose_minutes(who: Any, activity: Activity) -> Any:
    """Return proposed minutes."""
    words = payload("minutes.pass", **minutes_words(activity))
    return gate.propose(who, "minutes.pass", words, partnership=activity.partnership_id)


def test_all_parties_read_it() -> None:
    there = parties(3)
    activity = plan(there, found(there))
    answer = post(there[0], path_for(there[0], activity), text="建议留足互动时间。\n第二行")
    assert answer.status_code == 302
    for who in there:
        assert "建议留足互动时间。<br>第二行" in shown(who, activity)
        assert there[0].body.name in shown(who, activity)


@pytest.mark.parametrize("role", ["member", "chair", "clerk"])
def test_members_comment_too(role: str) -> None:
    there = parties(2)
    activity = plan(there, found(there))
    who = acting(there[0].body, role)
    assert 'name="text"' in shown(who, activity)
    assert post(who, path_for(who, activity), text="同意。").status_code == 302


def test_an_observer_reads_only() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    observer = acting(there[0].body, "observer")
    assert 'name="text"' not in shown(observer, activity)
    assert post(observer, path_for(observer, activity), text="同意。").status_code == 403
    with pytest.raises(NotAllowed):
        live.comment(observer, activity, "同意。")


def test_no_stranger_comments() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    stranger = acting(body(9))
    assert post(stranger, path_for(stranger, activity), text="同意。").status_code == 404
    with pytest.raises(NotAllowed):
        live.comment(stranger, activity, "同意。")


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "请填写内容"), ("长" * 2001, "2001"), ("暗\u202e号", "U+202E"), ("a\x00b", "U+0000")],
)
def test_what_cannot_be_written_comes_back_with_the_reason(typed: str, words: str) -> None:
    there = parties(2)
    activity = plan(there, found(there))
    answer = post(there[0], path_for(there[0], activity), text=typed)
    assert answer.status_code == 422
    back = sections(answer.content.decode())["comments"]
    assert words in back
    assert 'aria-invalid="true"' in back
    assert typed.replace("\x00", "") in back.replace("\x00", "")
    assert not ActivityComment.objects.exists()


def test_proposed_minutes_freeze_them() -> None:
    there = parties(2)
    activity = held(there, found(there))
    live.comment(there[0], activity, "请写明完成时间。")
    act = propose_minutes(there[0], activity)
    assert 'name="text"' not in shown(there[1], activity)
    assert "随纪要封存" in shown(there[1], activity)
    with pytest.raises(live.Frozen):
        live.comment(there[1], activity, "再加一条。")
    answer = post(there[1], path_for(there[1], activity), text="再加一条。")
    assert answer.status_code == 422
    gate.withdraw(there[0], act.id)
    live.comment(there[1], activity, "再加一条。")


def test_passed_minutes_freeze_them_for_good() -> None:
    there = parties(2)
    activity = held(there, found(there))
    live.comment(there[0], activity, "请写明完成时间。")
    minutes = pass_minutes(there, activity)
    assert minutes.digest == live.live_digest(activity.id)
    with pytest.raises(live.Frozen):
        live.comment(there[1], activity, "再加一条。")
    assert list(live.check_digests("default")) == []


def test_what_was_changed_afterwards_is_found() -> None:
    from xieqiao.acts.matter import gate_open

    there = parties(2)
    activity = held(there, found(there))
    live.comment(there[0], activity, "甲")
    minutes = pass_minutes(there, activity)
    with gate_open("live"):
        ActivityComment.objects.update(text="乙")
    (found_fault,) = live.check_digests("default")
    assert str(minutes.id) in found_fault


def test_nothing_else_writes_them() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    live.comment(there[0], activity, "甲")
    with pytest.raises(NotByActs):
        ActivityComment.objects.update(text="乙")


def test_minutes_must_hold_the_comments_as_they_are() -> None:
    there = parties(2)
    activity = held(there, found(there))
    words = minutes_words(activity)
    live.comment(there[1], activity, "其间的意见")
    with pytest.raises(BadPayload) as refused:
        gate.propose(
            there[0],
            "minutes.pass",
            payload("minutes.pass", **words),
            partnership=activity.partnership_id,
        )
    assert refused.value.errors[0][0] == "digest"


def test_the_form_offers_the_comments_as_they_are_now() -> None:
    there = parties(2)
    activity = held(there, found(there))
    path = form_path(
        there[0], "minutes.pass", partnership=activity.partnership_id, activity=activity.id
    )
    assert "没有意见" in text(client_of(there[0]).get(path))
    live.comment(there[1], activity, "一条意见")
    form = text(client_of(there[0]).get(path))
    assert "1 条意见" in form
    assert live.live_digest(activity.id) in form


def test_who_left_reads_what_was_said_up_to_then() -> None:
    from tests.partnerships.steps import leave

    there = parties(3)
    partnership = found(there)
    activity = plan(there, partnership)
    live.comment(there[0], activity, "之前的话")
    leave(there, there[2], partnership)
    live.comment(there[0], activity, "之后的话")
    assert "之前的话" in shown(there[2], activity)
    assert "之后的话" not in shown(there[2], activity)
    assert post(there[2], path_for(there[2], activity), text="我也说").status_code == 422


def test_comments_come_in_pages() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    for number in range(21):
        live.comment(there[0], activity, f"第 {number} 条")
    assert "第 20 条" not in shown(there[0], activity)
    second = text(page(there[0], "activity", "?page=2", activity=activity.id))
    assert "第 20 条" in second
