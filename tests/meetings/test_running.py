"""Running a meeting: one item at a time by the host's office, speakers by turns, and objections."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import pytest

from tests.consultations.steps import in_the_room
from tests.meetings.steps import (
    client_of,
    held,
    minutes_words,
    page,
    pass_minutes,
    payload,
    plan,
    post,
    text,
)
from tests.parties import acting, body, found, parties
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, NotAllowed
from xieqiao.acts.matter import NotByActs
from xieqiao.bodies.roles import Role
from xieqiao.broadcast.models import Event
from xieqiao.consultations import live as consulting
from xieqiao.meetings import live
from xieqiao.meetings.channels import channel_of
from xieqiao.meetings.course import Course, course_of
from xieqiao.meetings.models import Activity, PointOfOrder, RunningItem, Speaker
from xieqiao.meetings.queries import activities_seen_by

pytestmark = pytest.mark.django_db
AGENDA = [{"title": "开幕", "minutes": 5}, {"title": "讨论", "minutes": 40}]


def meeting(there: list[Any]) -> Activity:
    """Return a meeting of today, run by the first party."""
    host = str(there[0].body_id)
    return held(there, found(there), host=host, agenda=AGENDA)


def course(who: Any, activity: Activity) -> Course:
    """Return how the meeting stands for a reader."""
    rows = activities_seen_by(who).prefetch_related("agenda")
    return course_of(who, rows.get(id=activity.id))


def send(who: Any, activity: Activity, name: str, /, **fields: Any) -> Any:
    """Return the answer to a form on the page."""
    return post(who, f"{activity.path(who.slug)}now/{name}/", **fields)


def shown(who: Any, activity: Activity, name: str = "now") -> str:
    """Return a page of the meeting."""
    return text(page(who, name, activity=activity.id))


# What is running


def test_one_item_runs_at_a_time_and_every_party_sees_it() -> None:
    there = parties(2)
    activity = meeting(there)
    assert "会议尚未开始" in shown(there[1], activity)
    send(there[0], activity, "run", place="1")
    send(there[0], activity, "run", place="2")
    assert [item.title for item in RunningItem.objects.filter(ended_at=None)] == ["讨论"]
    for who in there:
        now = course(who, activity)
        assert now.running is not None
        assert (now.running.place, now.running.minutes) == (2, 40)
        assert [step.done for step in now.steps] == [True, False]
        assert "讨论" in shown(who, activity).split('id="running"')[1].split("</section>")[0]


def test_a_button_pressed_twice_starts_once() -> None:
    there = parties(2)
    activity = meeting(there)
    for _ in range(2):
        live.start_item(there[0], activity, 1)
    assert RunningItem.objects.count() == 1


def test_something_besides_the_agenda_is_taken_up_and_ended() -> None:
    there = parties(2)
    activity = meeting(there)
    send(there[0], activity, "run", title="通报来函")
    send(there[0], activity, "run", end="1")
    now = course(there[1], activity)
    assert now.running is None
    assert [item.title for item in now.besides] == ["通报来函"]


def test_only_the_office_of_the_host_runs_it() -> None:
    there = parties(2)
    activity = meeting(there)
    member = acting(there[0].body, "member")
    assert "会务操作" not in shown(there[1], activity)
    assert "会务操作" not in shown(member, activity)
    assert "会务操作" in shown(there[0], activity)
    for who in (there[1], member):
        assert send(who, activity, "run", place="1").status_code == 403
        with pytest.raises(NotAllowed):
            live.start_item(who, activity, 1)
    assert not RunningItem.objects.exists()


def test_without_a_single_host_every_office_may_run_it() -> None:
    there = parties(2)
    activity = held(there, found(there), agenda=AGENDA)
    live.start_item(there[1], activity, 1)
    assert course(there[0], activity).running is not None


def test_what_has_not_begun_is_not_run() -> None:
    there = parties(2)
    activity = plan(there, found(there), host=str(there[0].body_id), agenda=AGENDA)
    for name, fields in (("run", {"place": "1"}), ("ask", {}), ("point", {"text": "慢"})):
        answer = send(there[0], activity, name, **fields)
        assert answer.status_code == 422
        assert "目前没有在开" in answer.content.decode()
    assert "会前一小时" in shown(there[0], activity)


@pytest.mark.parametrize(
    ("name", "fields", "words"),
    [
        ("run", {"place": "7"}, "议程中没有这一项"),
        ("run", {"title": " "}, "请写明进行的事项"),
        ("run", {"title": "暗\u202e号"}, "U+202E"),
        ("point", {"text": ""}, "请填写内容"),
        ("point", {"text": "长" * 201}, "201"),
        ("floor", {"name": ""}, "请写明要求发言的人"),
    ],
)
def test_what_cannot_be_comes_back_with_the_reason(
    name: str, fields: dict[str, str], words: str
) -> None:
    there = parties(2)
    activity = meeting(there)
    answer = send(there[0], activity, name, **fields)
    assert answer.status_code == 422
    assert words in answer.content.decode()


# Speaking


def test_the_parties_take_turns_to_speak() -> None:
    there = parties(2)
    activity = meeting(there)
    one, two = (acting(there[0].body, "member", n) for n in (1, 2))
    for who in (one, two, there[1]):
        live.ask(who, activity)
    order = [speaker.body_id for speaker in course(there[0], activity).queue]
    assert order == [there[0].body_id, there[1].body_id, there[0].body_id]
    assert course(two, activity).my_place == 3
    assert "您排在第 3 位" in shown(two, activity)


def test_who_asks_twice_keeps_the_place() -> None:
    there = parties(2)
    activity = meeting(there)
    for _ in range(2):
        assert send(there[1], activity, "ask").status_code == 302
    assert Speaker.objects.count() == 1


def test_a_called_speaker_has_the_floor_with_the_time_and_the_one_before_has_finished() -> None:
    there = parties(2)
    activity = meeting(there)
    live.start_item(there[0], activity, 2)
    first, second = live.ask(there[0], activity), live.ask(there[1], activity)
    for speaker in (first, second):
        assert send(there[0], activity, "floor", call=str(speaker.id)).status_code == 302
    now = course(there[1], activity)
    assert now.speaking == second
    assert now.i_speak
    assert now.speaking.item == now.running
    first.refresh_from_db()
    assert first.state == "finished"
    assert first.ended_at is not None
    assert 'id="i-finished"' in shown(there[1], activity)
    send(there[1], activity, "withdraw", finished="1")
    now = course(there[0], activity)
    assert now.speaking is None
    assert {(one.body, one.times) for one in now.spoken} == {(first.body, 1), (second.body, 1)}


def test_a_wish_is_taken_back_and_the_office_takes_off_who_is_gone() -> None:
    there = parties(2)
    activity = meeting(there)
    live.ask(there[1], activity)
    send(there[1], activity, "withdraw")
    assert course(there[0], activity).queue == []
    speaker = live.ask(there[1], activity)
    send(there[0], activity, "floor", off=str(speaker.id))
    answer = send(there[0], activity, "floor", call=str(speaker.id))
    assert answer.status_code == 422
    assert "已不在候场名单上" in answer.content.decode()


def test_a_guest_without_a_phone_is_put_on_for_a_party_or_for_none() -> None:
    there = parties(2)
    activity = meeting(there)
    send(there[0], activity, "floor", name="演示专家 001")
    send(there[0], activity, "floor", name="演示专家 002", side=str(there[1].body_id))
    names = {s.shown_as: s.body_id for s in course(there[0], activity).queue}
    assert names == {"演示专家 001": None, "演示专家 002": there[1].body_id}
    stranger = body(9)
    answer = send(there[0], activity, "floor", name="演示", side=str(stranger.id))
    assert answer.status_code == 404


def test_an_observer_reads_and_does_not_ask() -> None:
    there = parties(2)
    activity = meeting(there)
    observer = acting(there[1].body, "observer")
    assert 'id="ask"' not in shown(observer, activity)
    assert send(observer, activity, "ask").status_code == 403
    with pytest.raises(NotAllowed):
        live.ask(observer, activity)


def test_no_stranger_sees_or_asks() -> None:
    there = parties(2)
    activity = meeting(there)
    stranger = acting(body(9))
    for name in ("now", "beamer"):
        assert page(stranger, name, activity=activity.id).status_code == 404
    assert send(stranger, activity, "ask").status_code == 404
    with pytest.raises(NotAllowed):
        live.ask(stranger, activity)


# Points of order


def test_a_point_of_order_is_on_every_screen_until_it_is_settled() -> None:
    there = parties(2)
    activity = meeting(there)
    send(there[1], activity, "point", text="请先表决议程。")
    point = PointOfOrder.objects.get()
    assert "请先表决议程。" in shown(there[0], activity)
    assert "请先表决议程。" in shown(there[1], activity, "beamer")
    assert send(there[1], activity, "settle", point=str(point.id)).status_code == 403
    send(there[0], activity, "settle", point=str(point.id), answer="同意，现在表决。")
    assert "同意，现在表决。" in shown(there[1], activity)
    assert "请先表决议程。" not in shown(there[1], activity, "beamer")
    assert send(there[0], activity, "settle", point=str(point.id)).status_code == 422


def test_one_person_does_not_stop_a_meeting_by_points_of_order() -> None:
    there = parties(2)
    activity = meeting(there)
    for number in range(3):
        live.raise_point(there[1], activity, f"第 {number} 次")
    with pytest.raises(ActError, match="尚待处理"):
        live.raise_point(there[1], activity, "又一次")


# Told, frozen, left


def test_what_happens_is_told_without_saying_what_or_who() -> None:
    there = parties(2)
    activity = meeting(there)
    live.start_item(there[0], activity, 1)
    live.ask(there[1], activity)
    live.raise_point(there[1], activity, "慢一点")
    told = Event.objects.filter(channel=channel_of(activity.id)).order_by("number")
    assert list(told.values_list("kind", "data")) == [
        ("running", {}),
        ("speakers", {}),
        ("points", {}),
    ]


def test_proposed_minutes_freeze_the_meeting_with_all_that_happened() -> None:
    there = parties(2)
    activity = meeting(there)
    live.start_item(there[0], activity, 1)
    live.ask(there[1], activity)
    words = payload("minutes.pass", **minutes_words(activity))
    act = gate.propose(there[0], "minutes.pass", words, partnership=activity.partnership_id)
    for attempt in (
        lambda: live.start_item(there[0], activity, 2),
        lambda: live.ask(there[0], activity),
        lambda: live.raise_point(there[1], activity, "慢一点"),
    ):
        with pytest.raises(live.Frozen):
            attempt()
    assert 'id="ask"' not in shown(there[1], activity)
    assert "开始第" not in shown(there[0], activity)
    gate.withdraw(there[0], act.id)
    live.start_item(there[0], activity, 2)


def test_the_digest_of_minutes_covers_what_happened_and_a_change_is_found() -> None:
    there = parties(2)
    activity = meeting(there)
    before = live.live_digest(activity.id)
    live.start_item(there[0], activity, 1)
    with_item = live.live_digest(activity.id)
    live.ask(there[1], activity)
    with_speaker = live.live_digest(activity.id)
    live.raise_point(there[1], activity, "慢一点")
    assert len({before, with_item, with_speaker, live.live_digest(activity.id)}) == 4
    minutes = pass_minutes(there, activity)
    assert minutes.digest == live.live_digest(activity.id)
    assert list(live.check_digests("default")) == []
    from xieqiao.acts.matter import gate_open

    with gate_open("live"):
        Speaker.objects.update(shown_as="另一个人")
    assert len(list(live.check_digests("default"))) == 1


def test_minutes_of_a_meeting_that_was_never_run_have_the_digest_they_always_had() -> None:
    import hashlib

    import rfc8785

    there = parties(2)
    activity = meeting(there)
    assert live.live_digest(activity.id) == hashlib.sha256(rfc8785.dumps([])).hexdigest()
    row = live.comment(there[0], activity, "好")
    plain = {
        "id": str(row.id),
        "body": str(row.body_id),
        "person": str(row.person_id),
        "shown_as": row.shown_as,
        "text": "好",
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"),
    }
    assert live.live_digest(activity.id) == hashlib.sha256(rfc8785.dumps([plain])).hexdigest()


def test_nothing_writes_past_the_service() -> None:
    with pytest.raises(NotByActs):
        RunningItem.objects.create(title="x")
    with pytest.raises(NotByActs):
        Speaker.objects.update(state="finished")


# Pages


def test_the_beamer_has_nothing_to_press() -> None:
    there = parties(2)
    activity = meeting(there)
    live.start_item(there[0], activity, 1)
    live.ask(there[1], activity)
    html = shown(there[0], activity, "beamer")
    assert "<form" not in html
    assert "<button" not in html
    assert "开幕" in html
    assert there[1].shown_as in html
    assert f"/m/{activity.id}/" in html
    assert "<svg" in html


def test_guests_find_their_code_on_the_wall_while_their_office_invites_them() -> None:
    there = parties(2)
    activity = meeting(there)
    row = in_the_room(there, activity.partnership, activity=str(activity.id), guests=True)
    assert "来宾用手机参加" not in shown(there[0], activity, "beamer")
    link = consulting.make_guest_link(there[0], row, "演示旁听席")
    assert "来宾用手机参加" in shown(there[0], activity, "beamer")
    assert "来宾用手机参加" not in shown(there[1], activity, "beamer")  # not its invitation
    member = acting(there[0].body, Role.MEMBER)
    assert "来宾用手机参加" not in shown(member, activity, "beamer")
    consulting.revoke_guest_link(there[0], link)
    assert "来宾用手机参加" not in shown(there[0], activity, "beamer")


def test_when_it_is_over_the_wall_says_so_and_invites_nobody() -> None:
    there = parties(2)
    activity = meeting(there)
    live.ask(there[1], activity)
    live.raise_point(there[1], activity, "请再放一遍地图")
    assert "用手机参加" in shown(there[0], activity, "beamer")
    pass_minutes(there, activity)
    html = shown(there[0], activity, "beamer")
    assert "会议已经结束" in html and "用手机参加" not in html
    assert "请再放一遍地图" not in html and there[1].shown_as not in html


def test_the_code_on_the_wall_leads_everyone_to_the_page_under_the_own_body() -> None:
    there = parties(2)
    activity = meeting(there)
    for who in there:
        answer = client_of(who).get(f"/m/{activity.id}/")
        assert answer["Location"] == f"{activity.path(who.slug)}now/"
    assert client_of(acting(body(9))).get(f"/m/{activity.id}/").status_code == 404
    from django.test import Client

    assert Client().get(f"/m/{activity.id}/").status_code == 302


def test_a_part_that_is_refreshed_comes_without_the_page_around_it() -> None:
    there = parties(2)
    activity = meeting(there)
    client = client_of(there[1])
    for name in ("now", "beamer"):
        whole = client.get(f"{activity.path(there[1].slug)}{name}/").content.decode()
        part = client.get(
            f"{activity.path(there[1].slug)}{name}/", headers={"HX-Request": "true"}
        ).content.decode()
        assert "<html" in whole
        assert "<html" not in part
        assert "hx-get" in part


def test_the_activity_leads_to_the_page() -> None:
    there = parties(2)
    activity = meeting(there)
    assert f"{activity.path(there[1].slug)}now/" in text(
        page(there[1], "activity", activity=activity.id)
    )
