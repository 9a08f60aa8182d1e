"""The list of activities: coming, past and all, with filters and orders in the address."""

from __future__ import annotations

from typing import Any

import pytest

from tests.meetings.rows import more_activities
from tests.meetings.steps import held, in_days, move, page, plan, text
from tests.parties import acting, body, consent, found, open_topic, parties

pytestmark = pytest.mark.django_db


def rows(who: Any, query: str = "") -> str:
    """Return the list itself."""
    shown = text(page(who, "list", query))
    return shown.split('<ul class="rows">')[1].split("</ul>")[0] if "rows" in shown else ""


def test_coming_ones_stand_there_first() -> None:
    there = parties(2)
    partnership = found(there)
    plan(there, partnership, title="将来的会")
    held(there, partnership, title="过去的会")
    assert "将来的会" in rows(there[0])
    assert "过去的会" not in rows(there[0])
    assert "过去的会" in rows(there[0], "?when=past")
    both = rows(there[0], "?when=all")
    assert "将来的会" in both
    assert "过去的会" in both


@pytest.mark.parametrize(
    ("query", "there_too"),
    [
        ("?kind=consultation", True),
        ("?kind=visit", False),
        ("?q=老品牌", True),
        ("?q=黄浦", True),
        ("?q=优势互补", True),
        ("?q=没有的字", False),
        ("?kind=nonsense&partnership=nonsense&topic=x&when=never&sort=no&page=99", True),
    ],
)
def test_filters_are_in_the_address(query: str, there_too: bool) -> None:
    there = parties(2)
    plan(there, found(there), purpose="优势互补")
    assert ("老品牌协商会" in rows(there[0], query)) is there_too


def test_by_partnership_and_topic() -> None:
    there = parties(2)
    one, other = found(there), found(there)
    topic = open_topic(there, one.id)
    plan(there, one, title="甲", topic=str(topic.id))
    plan(there, other, title="乙")
    assert "乙" not in rows(there[0], f"?partnership={one.id}")
    assert "甲" in rows(there[0], f"?topic={topic.id}")
    assert "乙" not in rows(there[0], f"?topic={topic.id}")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("?sort=when", "早"),
        ("?sort=-when", "晚"),
        ("?sort=-changed", "早"),
        ("?sort=changed", "晚"),
    ],
)
def test_orders(query: str, first: str) -> None:
    there = parties(2)
    partnership = found(there)
    early = plan(there, partnership, title="早", starts=in_days(3))
    plan(there, partnership, title="晚", starts=in_days(30))
    consent(there[1], move(there[0], early, starts=in_days(4), ends=None))
    shown = rows(there[0], query)
    assert shown.index(first) == min(shown.index("早"), shown.index("晚"))


def test_it_comes_in_pages_that_keep_the_filters() -> None:
    there = parties(2)
    partnership = found(there)
    more_activities(partnership, 25)
    first = text(page(there[0], "list", "?when=all&kind=visit"))
    assert rows(there[0], "?when=all&kind=visit").count("/activities/") == 20
    assert "when=all&amp;kind=visit&amp;page=2" in first
    assert rows(there[0], "?when=all&kind=visit&page=2").count("/activities/") == 5


def test_the_empty_list_says_how_one_begins() -> None:
    there = parties(2)
    found(there)
    shown = text(page(there[0], "list"))
    assert "任何一方都可以提出" in shown
    assert "/activities/plan/" in shown
    member = acting(there[0].body, "member")
    assert "/activities/plan/" not in text(page(member, "list"))


def test_nothing_that_fits_says_so() -> None:
    there = parties(2)
    plan(there, found(there))
    assert "没有符合条件的活动" in text(page(there[0], "list", "?q=没有的字"))


def test_a_stranger_sees_nothing_of_it() -> None:
    there = parties(2)
    plan(there, found(there))
    stranger = acting(body(9))
    assert "老品牌协商会" not in text(page(stranger, "list", "?when=all"))
