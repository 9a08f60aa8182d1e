"""The calendar: a month as a table, and as a list."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.meetings.rows import more_activities
from tests.meetings.steps import page, plan, text
from tests.parties import acting, body, found, parties, pass_act
from xieqiao.meetings.month import Month

pytestmark = pytest.mark.django_db


def at(day: str, hour: int = 14, last: str = "", **fields: Any) -> dict[str, Any]:
    """Return the words of a plan in Shanghai."""
    times = {"starts": f"{day}T{hour:02d}:00:00+08:00", "ends": f"{last or day}T17:00:00+08:00"}
    return {**times, **fields}


def month(who: Any, query: str) -> str:
    """Return the table of a month."""
    shown = text(page(who, "calendar", query))
    return shown.split('<table class="month">')[1].split("</table>")[0]


def cell(table: str, day: str) -> str:
    """Return the cell of a day."""
    return table.split(f'datetime="{day}"')[1].partition("</td>")[0]


def listed(who: Any, query: str) -> str:
    """Return the month as a list."""
    return (
        text(page(who, "calendar", query))
        .split('<div class="month-list">')[1]
        .split("</section>")[0]
    )


def test_a_month_is_a_table_of_weeks_with_headings() -> None:
    (one,) = parties(1)
    table = month(one, "?month=2099-12")
    assert table.count('scope="col"') == 7
    assert table.count("<tr>") == 6  # the headings, and five weeks
    assert "<caption" in table
    assert "2099年12月" in table
    assert 'class="outside"' in table


def test_an_activity_stands_on_its_day_with_its_hour() -> None:
    there = parties(2)
    activity = plan(there, found(there), **at("2099-12-05"), host=str(there[1].body_id))
    table = month(there[0], "?month=2099-12")
    assert "14:00" in cell(table, "2099-12-05")
    assert activity.path(there[0].slug) in cell(table, "2099-12-05")
    assert activity.title not in cell(table, "2099-12-04")


def test_what_lasts_several_days_stands_on_each() -> None:
    there = parties(2)
    plan(there, found(there), **at("2099-12-30", last="2100-01-02"))
    december, january = month(there[0], "?month=2099-12"), month(there[0], "?month=2100-01")
    assert "14:00" in cell(december, "2099-12-30")
    assert "老品牌协商会" in cell(december, "2099-12-31")
    assert "14:00" not in cell(december, "2099-12-31")
    assert "老品牌协商会" in cell(january, "2100-01-02")
    assert "老品牌协商会" not in cell(january, "2100-01-03")
    assert "老品牌协商会" in listed(there[0], "?month=2100-01&view=list")


def test_many_on_one_day_are_cut_short_and_one_link_away() -> None:
    there = parties(2)
    partnership = found(there)
    for hour in range(8, 13):
        plan(there, partnership, **at("2099-12-05", hour), title=f"第{hour}场")
    crowded = cell(month(there[0], "?month=2099-11"), "2099-12-05")
    assert "第10场" in crowded
    assert "第11场" not in crowded
    assert "另有 2 项" in crowded
    link = crowded.split('class="rest" href="')[1].split('"')[0].replace("&amp;", "&")
    day = listed(there[0], link)
    assert "第12场" in day
    assert day.index("第8场") < day.index("第12场")


def test_what_was_called_off_stays_and_says_so() -> None:
    there = parties(2)
    activity = plan(there, found(there), **at("2099-12-05"))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    assert "已取消" in cell(month(there[0], "?month=2099-12"), "2099-12-05")
    assert "已取消" in listed(there[0], "?month=2099-12")


def test_what_has_no_day_stands_at_the_end_of_the_list() -> None:
    there = parties(2)
    partnership = found(there)
    plan(there, partnership, expected="2099-12", title="未定日期的会")
    plan(there, partnership, **at("2099-12-20"), title="已定日期的会")
    shown = listed(there[0], "?month=2099-12")
    assert shown.index("已定日期的会") < shown.index("日期未定") < shown.index("未定日期的会")
    assert "未定日期的会" not in month(there[0], "?month=2099-12")


def test_what_is_known_to_the_day_stands_there() -> None:
    there = parties(2)
    plan(there, found(there), happened="2019-12-05", source="联谊报")
    assert "老品牌协商会" in cell(month(there[0], "?month=2019-12"), "2019-12-05")


def test_a_partnership_can_be_chosen() -> None:
    there = parties(2)
    one, other = found(there, title="甲"), found(there, title="乙")
    plan(there, one, **at("2099-12-05"), title="甲的会")
    plan(there, other, **at("2099-12-05"), title="乙的会")
    both = month(there[0], "?month=2099-12")
    assert "甲的会" in both
    assert "乙的会" in both
    chosen = text(page(there[0], "calendar", f"?month=2099-12&partnership={one.id}"))
    assert "乙的会" not in chosen
    assert f"month=2100-01&partnership={one.id}" in chosen.replace("&amp;", "&")
    assert f"{one.id}/calendar.ics" in chosen


def test_the_empty_month_says_what_comes_here() -> None:
    (one,) = parties(1)
    assert "活动经各方同意后列在这里" in listed(one, "?month=2099-12")


@pytest.mark.parametrize(
    "query",
    ["", "?month=", "?month=2026-13", "?month=nonsense", "?month=9999-12", "?month=0000-01",
     "?month=2026-12&day=2026-12-99", "?day=x", "?page=99", "?partnership=nonsense"],
)  # fmt: skip
def test_what_makes_no_sense_counts_as_nothing(query: str) -> None:
    (one,) = parties(1)
    assert '<table class="month">' in text(page(one, "calendar", query))


def test_today_is_marked() -> None:
    (one,) = parties(1)
    today = one.body.today()
    table = month(one, "")
    assert table.count('class="today ') == 1
    assert "今天" in table.split(f'datetime="{today.isoformat()}"')[0][-300:]


def test_months_follow_each_other() -> None:
    december = Month(2099, 12)
    assert (str(december.before), str(december.after)) == ("2099-11", "2100-01")
    assert december.after.before == december
    assert december.weeks[0][0] == date(2099, 11, 30)


def test_a_stranger_sees_nothing_of_it() -> None:
    there = parties(2)
    plan(there, found(there), **at("2099-12-05"))
    stranger = acting(body(9))
    assert "老品牌协商会" not in text(page(stranger, "calendar", "?month=2099-12"))


def test_a_long_month_comes_in_pages() -> None:
    there = parties(2)
    partnership = found(there)
    more_activities(partnership, 45, starts="2099-12-05T06:00:00Z")
    first = listed(there[0], "?month=2099-12&view=list")
    assert first.count("/activities/") == 40
    assert "page=2" in first
    assert listed(there[0], "?month=2099-12&view=list&page=2").count("/activities/") == 5


def test_the_page_leads_to_planning_only_who_may() -> None:
    there = parties(2)
    found(there)
    assert "/activities/plan/" in text(page(there[0], "calendar"))
    member = acting(there[0].body, "member")
    assert "/activities/plan/" not in text(page(member, "calendar"))
