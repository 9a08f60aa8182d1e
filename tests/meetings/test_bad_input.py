"""What cannot be: a clear message at its field, what was typed kept, and nothing changed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.steps import form_path, held, local, minutes_words, plan, send, text
from tests.parties import found, parties
from xieqiao.acts.models import Act, Draft
from xieqiao.meetings.models import Activity, Minutes

pytestmark = pytest.mark.django_db
GOOD: dict[str, Any] = {
    "kind": "consultation",
    "title": "老品牌协商会",
    "zone": "Asia/Shanghai",
    "place": "黄浦",
    "starts": local(10, 14),
    "ends": local(10, 17),
}


def field_of(html: str, name: str) -> str:
    """Return the part of a form that belongs to a field."""
    before, _sep, after = html.partition(f'name="{name}"')
    return before[before.rindex('<div class="field') :] + after[:200]


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"ends": local(9, 14)}, "ends", "结束时间早于开始时间"),
        ({"starts": "2099-02-30T14:00"}, "starts", ""),
        ({"starts": "明天下午"}, "starts", ""),
        ({"starts": "", "ends": "", "expected": "2099-13"}, "expected", ""),
        ({"starts": "", "ends": "", "expected": "2019-12"}, "expected", "该日期已过"),
        ({"starts": "", "ends": ""}, "starts", "请填写开始时间"),
        ({"title": ""}, "title", ""),
        ({"title": "长" * 100_000}, "title", "100000"),
        ({"purpose": "长" * 100_000}, "purpose", "100000"),
        ({"title": "暗\u202e号"}, "title", "U+202E"),
        ({"place": "地\u2066点"}, "place", "U+2066"),
        ({"link": "meet.example.cn"}, "link", "https://"),
        ({"kind": "party"}, "kind", ""),
        ({"happened": "2099"}, "starts", ""),
    ],
)
def test_a_plan(fields: dict[str, Any], where: str, words: str) -> None:
    there = parties(2)
    path = form_path(there[0], "activity.plan", partnership=found(there).id)
    before = Act.objects.count()
    back = text(send(there[0], path, **{**GOOD, **fields}))
    part = field_of(back, where)
    assert "field wrong" in part
    assert 'class="error"' in part
    assert words in part
    for name, value in {**GOOD, **fields}.items():
        if name not in {"kind", "zone"} and value:
            assert str(value) in back, name
    assert Act.objects.count() == before
    assert not Activity.objects.exists()
    assert not Draft.objects.exists()


def test_a_wrong_row_of_the_agenda_is_marked_where_it_stands() -> None:
    there = parties(2)
    path = form_path(there[0], "activity.plan", partnership=found(there).id)
    rows = {
        "agenda__count": "3",
        "agenda__0__title": "通报",
        "agenda__2__title": "互动",
        "agenda__2__minutes": "很久",
    }
    back = text(send(there[0], path, **GOOD, **rows))
    assert "field wrong" in field_of(back, "agenda-2-minutes")
    assert "field wrong" not in field_of(back, "agenda-0-minutes")
    assert 'value="很久"' in back


def test_a_double_click_plans_once() -> None:
    there = parties(2)
    path = form_path(there[0], "activity.plan", partnership=found(there).id)
    fields = {**GOOD, "_act": "6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11"}
    first, second = send(there[0], path, **fields), send(there[0], path, **fields)
    assert first.headers["Location"] == second.headers["Location"]
    assert Act.objects.filter(kind="activity.plan").count() == 1


def test_minutes_of_a_hundred_thousand_characters_come_back() -> None:
    there = parties(2)
    activity = held(there, found(there))
    path = form_path(
        there[0], "minutes.pass", partnership=activity.partnership_id, activity=activity.id
    )
    words = minutes_words(activity)
    long = "纪" * 100_000
    back = text(
        send(there[0], path, activity=activity.id, digest=words["digest"], title="纪要", text=long)
    )
    assert "100000" in field_of(back, "text")
    assert long in back
    assert not Minutes.objects.exists()


@pytest.mark.parametrize("kind", ["activity.reschedule", "activity.cancel", "activity.papers"])
def test_no_form_for_what_is_not_there(kind: str) -> None:
    there = parties(2)
    plan(there, found(there))
    from tests.meetings.steps import client_of

    unknown = form_path(there[0], kind, on="6f4cf3f7-2c56-4b9c-9d0c-7f2c1f0a9b11")
    assert client_of(there[0]).get(unknown).status_code == 404


def test_calling_off_needs_a_reason() -> None:
    there = parties(2)
    activity = plan(there, found(there))
    path = form_path(there[0], "activity.cancel", on=activity.id)
    back = text(send(there[0], path, activity_title=activity.title, why=""))
    assert "field wrong" in field_of(back, "why")
    assert not Activity.objects.get().cancelled
