"""Changing what an activity is about, and calling it off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import held, page, pass_minutes, payload, plan, sections, text
from tests.parties import found, open_topic, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.models import Subject
from xieqiao.meetings.models import Activity, AgendaItem

pytestmark = pytest.mark.django_db


def call_off(there: list[Any], activity: Activity, why: str = "另有安排") -> Any:
    """Return the act by which all call an activity off."""
    words = {"activity_title": activity.title, "why": why}
    return pass_act(there, "activity.cancel", words, subject=activity.id)


def change(there: list[Any], activity: Activity, **fields: Any) -> Any:
    """Return the act by which all change what an activity is about."""
    words = {"kind": activity.kind, "title": activity.title, **fields}
    return pass_act(there, "activity.change", words, subject=activity.id)


def test_called_off_it_says_so_with_the_reason() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    call_off(there, activity, "台风")
    shown = text(page(there[1], "activity", activity=activity.id))
    assert "该活动已取消。原因：台风" in shown
    assert "您可以办理" not in shown


def test_nothing_of_it_stays_open() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    call_off(there, activity)
    ids = [activity.id, activity.schedule.id, activity.papers.id]
    assert set(Subject.objects.filter(id__in=ids).values_list("closed", flat=True)) == {True}
    with pytest.raises(ActError):
        change(there, activity)


def test_what_has_minutes_is_not_called_off() -> None:
    there = parties(2)
    activity = held(there, found(there))
    pass_minutes(there, activity)
    with pytest.raises(ActError):
        call_off(there, activity)


def test_the_name_of_another_is_refused() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    words = payload("activity.cancel", activity_title="别的会", why="另有安排")
    with pytest.raises(BadPayload) as refused:
        gate.propose(there[0], "activity.cancel", words, subject=activity.id)
    assert refused.value.errors[0][0] == "activity_title"


def test_the_agenda_changes_and_time_and_place_stay() -> None:
    there = parties(2)
    activity = plan(there, found(there), agenda=[{"title": "旧议程"}])
    change(there, activity, agenda=[{"title": "新议程", "speaker": "演示委员 012", "minutes": 30}])
    agenda = sections(text(page(there[1], "activity", activity=activity.id)))["agenda"]
    assert "新议程" in agenda
    assert "30 分钟" in agenda
    assert "旧议程" not in agenda
    assert AgendaItem.objects.count() == 1
    assert Activity.objects.get().schedule.place == "黄浦"


def test_the_form_starts_from_it_as_it_is() -> None:
    from xieqiao.acts.kinds import kind_named
    from xieqiao.acts.plan import scene_for

    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    activity = plan(there, partnership, topic=str(topic.id), agenda=[{"title": "议程"}])
    subject = Subject.objects.get(id=activity.id)
    scene = scene_for(there[0], partnership.id, subject, None)
    start = kind_named("activity.change").initial(scene)
    assert start["title"] == activity.title
    assert start["topic"] == topic.id
    assert [line["title"] for line in start["agenda"]] == ["议程"]


def test_with_the_partnership_what_is_planned_ends() -> None:
    there = parties(2)
    partnership = found(there)
    activity = plan(there, partnership)
    pass_act(there, "partnership.end", {"reason": "期满"}, subject=partnership.id)
    assert Activity.objects.get().closed
    shown = text(page(there[0], "activity", activity=activity.id))
    assert "您可以办理" not in shown
    assert 'name="text"' not in shown


def test_a_visit_can_be_returned() -> None:
    there = parties(2)
    activity = held(there, found(there), kind="visit")
    assert "kind=return_visit" in text(page(there[0], "activity", activity=activity.id))
