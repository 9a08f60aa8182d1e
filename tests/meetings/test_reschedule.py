"""Moving an activity: all decide, or the holder of a standing consent alone within its limits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import (
    client_of,
    form_path,
    grant_schedules,
    held,
    in_days,
    local,
    move,
    page,
    pass_minutes,
    payload,
    plan,
    sections,
    send,
    text,
)
from tests.parties import consent, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.desk import Group
from xieqiao.acts.desk_items import items
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.meetings.models import Activity, Schedule

pytestmark = pytest.mark.django_db


def shown(who: Any, activity: Activity) -> str:
    """Return the activity's page."""
    return text(page(who, "activity", activity=activity.id))


def test_all_decide() -> None:
    there = parties(3)
    activity = plan(there, found(there))
    act = move(there[1], activity, place="德清", why="场地冲突")
    assert act.state == "open"
    assert Schedule.objects.get().place == "黄浦"
    consent(there[0], act)
    assert consent(there[2], act).state == "sealed"
    schedule = Schedule.objects.get()
    assert (schedule.place, schedule.why) == ("德清", "场地冲突")
    assert schedule.starts_at is not None
    assert schedule.starts_at.isoformat() == in_days(12)
    assert Activity.objects.get().revision == 0


def test_its_page_says_how_it_came_to_its_time() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    consent(there[0], move(there[1], activity, why="场地冲突"))
    when = sections(shown(there[0], activity))["when"]
    assert "场地冲突" in when
    assert "依常设授权" not in when
    assert there[1].body.name in when


def test_the_holder_decides_alone_and_everybody_is_told() -> None:
    there = parties(4)
    partnership = found(there)
    grant_schedules(there, there[0], partnership)
    activity = plan(there, partnership)
    assert "可以单独调整时间和地点" in shown(there[2], activity)
    title = activity.title
    act = move(there[0], activity, activity_title=title, why="与省里会议冲突")
    assert act.state == "sealed"
    for other in there[1:]:
        told = [i for i in items(other) if i.group is Group.NEWS and i.path.endswith(f"{act.id}/")]
        assert [title in item.sentence for item in told] == [True]
        when = sections(shown(other, activity))["when"]
        assert "依常设授权单独调整" in when
        assert "与省里会议冲突" in when


def test_the_holder_uses_the_form_as_everybody_does() -> None:
    there = parties(2)
    partnership = found(there)
    grant_schedules(there, there[0], partnership)
    activity = plan(there, partnership)
    path = form_path(there[0], "activity.reschedule", on=activity.schedule.id)
    form = text(client_of(there[0]).get(path))
    assert activity.title in form
    send(
        there[0],
        path,
        activity_title=activity.title,
        starts=local(12, 9),
        ends=local(12, 11),
        zone="Asia/Shanghai",
        place="黄浦",
    )
    starts = Schedule.objects.get().starts
    assert starts is not None
    assert starts.hour == 9


def test_nobody_else_decides_alone() -> None:
    there = parties(3)
    partnership = found(there)
    grant_schedules(there, there[0], partnership)
    activity = plan(there, partnership)
    assert move(there[1], activity).state == "open"


@pytest.mark.parametrize(
    ("planned", "to", "state"),
    [(10, 12, "sealed"), (2, 12, "open"), (10, 2, "open"), (3, 4, "sealed")],
)
def test_too_late_it_is_for_all_again(planned: int, to: int, state: str) -> None:
    """Three days of notice, from the day it was to be and from the one to which it moves."""
    there = parties(2)
    partnership = found(there)
    grant_schedules(there, there[0], partnership, days=3)
    activity = plan(there, partnership, starts=in_days(planned), ends=in_days(planned, 9))
    act = move(there[0], activity, starts=in_days(to), ends=in_days(to, 9))
    assert act.state == state


def test_the_page_says_when_it_is_too_late() -> None:
    there = parties(2)
    partnership = found(there)
    grant_schedules(there, there[0], partnership, days=3)
    activity = plan(there, partnership, starts=in_days(2), ends=in_days(2, 9))
    assert "现在由各方共同决定" in shown(there[1], activity)


def test_taken_back_it_is_for_all_again() -> None:
    from xieqiao.partnerships.models import StandingConsent

    there = parties(2)
    partnership = found(there)
    grant_schedules(there, there[0], partnership)
    activity = plan(there, partnership)
    mine = StandingConsent.objects.get(giver=there[1].body_id)
    gate.propose(there[1], "delegation.revoke", payload("delegation.revoke"), subject=mine.id)
    assert move(there[0], activity).state == "open"
    assert "可以单独调整" not in shown(there[0], activity)


def test_two_at_once_only_one_holds() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    ours, theirs = move(there[0], activity, place="甲"), move(there[1], activity, place="乙")
    with pytest.raises(ActError):
        consent(there[0], theirs)
    gate.withdraw(there[0], ours.id)
    assert consent(there[0], theirs).state == "sealed"
    assert Schedule.objects.get().place == "乙"


def test_a_day_is_fixed_later() -> None:
    there = parties(2)
    activity = plan(there, found(there), expected="2099-12")
    assert "日期未定" in shown(there[0], activity)
    consent(there[1], move(there[0], activity, starts="2099-12-05T06:00:00Z", ends=None))
    schedule = Schedule.objects.get()
    assert (schedule.open_ended, schedule.expected) == (False, "")
    assert "2099年12月5日" in shown(there[1], activity)


def test_what_was_expected_is_entered_as_held() -> None:
    there = parties(2)
    activity = plan(there, found(there), expected="2099-12")
    consent(there[1], move(there[0], activity, starts=None, ends=None, happened="2024-11"))
    assert Schedule.objects.get().over
    assert "2024年11月" in shown(there[0], activity)


@pytest.mark.parametrize("settle", ["minutes", "cancel"])
def test_what_is_settled_is_not_moved(settle: str) -> None:
    there = parties(2)
    activity = held(there, found(there))
    if settle == "minutes":
        pass_minutes(there, activity)
    else:
        pass_act(there, "activity.cancel", {"why": "未举行"}, subject=activity.id)
    with pytest.raises(ActError):
        move(there[0], activity)
    path = form_path(there[0], "activity.reschedule", on=activity.schedule.id)
    assert client_of(there[0]).get(path).status_code == 302
    assert "activity.reschedule" not in shown(there[0], activity)


def test_the_name_of_another_activity_is_refused() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    with pytest.raises(BadPayload) as refused:
        move(there[0], activity, activity_title="另一场会议")
    assert refused.value.errors[0][0] == "activity_title"


def test_its_sentence_names_it() -> None:
    from xieqiao.acts.kinds import kind_named

    kind = kind_named("activity.reschedule")
    named = payload("activity.reschedule", activity_title="联席会议", starts="2099-12-05T06:00:00Z")
    assert "联席会议" in kind.summary(named)
    assert "14:00" in kind.summary(named)
    unnamed = payload("activity.reschedule", expected="2099-12", place="德清")
    assert "德清" in kind.summary(unnamed)
