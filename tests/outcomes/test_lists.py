"""Lists: words, choices, order and pages are in the address."""

from __future__ import annotations

from typing import Any

import pytest

from tests.outcomes.steps import agree, answer, day, do, find, go_on, measure, page, said, submit
from tests.parties import found, open_topic, parties
from xieqiao.acts.access import Acting

pytestmark = pytest.mark.django_db


def furnished(there: list[Acting]) -> dict[str, Any]:
    """Return two partnerships with something in each list."""
    first, second = found(there, title="甲合作"), found(there, title="乙合作")
    topic = open_topic(there, first.id)
    one = agree(there, first, title="甲建议", topic=topic.id, number="2025-17")
    other = agree(there, second, title="乙报告", kind="report")
    answer(there[0], submit(there[0], one, title="甲建议", recipient="甲政府"))
    submit(there[1], other, title="乙报告", recipient="乙政府", sent_on=day(-3))
    a = do(there, first.id, there[0], title="甲事项", outcome=one.id)
    do(there, second.id, there[1], title="乙事项", due=day(-2), happened=day(-30))
    go_on(there[0], a, state="done")
    measure(there[0], first.id, name="甲指标", outcome=one.id)
    measure(there[1], second.id, name="乙指标")
    find(there, first.id, title="甲意见", action=a.id)
    find(there, second.id, title="乙意见", asked_of=str(there[1].body_id), lagging=False)
    return {
        "first": first.id, "topic": topic.id, "one": there[0].body_id, "two": there[1].body_id
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("list", "?q=甲", "甲"),
        ("list", "?q=2025-17", "甲"),
        ("list", "?kind=report", "乙"),
        ("list", "?partnership={first}", "甲"),
        ("list", "?topic={topic}", "甲"),
        ("submissions", "?q=乙政府", "乙"),
        ("submissions", "?state=answered", "甲"),
        ("submissions", "?state=open", "乙"),
        ("submissions", "?state=no_receipt", "乙"),
        ("submissions", "?adoption=fully", "甲"),
        ("submissions", "?party={two}", "乙"),
        ("submissions", "?topic={topic}", "甲"),
        ("actions", "?state=done", "甲"),
        ("actions", "?state=late", "乙"),
        ("actions", "?state=open", "乙"),
        ("actions", "?state=closed", ""),
        ("actions", "?party={one}", "甲"),
        ("actions", "?q=乙事", "乙"),
        ("actions", "?topic={topic}", "甲"),
        ("indicators", "?q=甲指", "甲"),
        ("indicators", "?party={two}", "乙"),
        ("indicators", "?topic={topic}", "甲"),
        ("findings", "?q=乙意", "乙"),
        ("findings", "?state=lagging", "甲"),
        ("findings", "?party={two}", "乙"),
        ("findings", "?partnership={first}", "甲"),
        ("findings", "?topic={topic}", "甲"),
    ],
)
def test_a_list_is_narrowed_by_its_address(name: str, query: str, expected: str) -> None:
    there = parties(2)
    ids = furnished(there)
    shown = _rows(said(page(there[0], name, query.format(**ids))))
    things = {"list": ("甲建议", "乙报告"), "submissions": ("甲政府", "乙政府")}
    things |= {"actions": ("甲事项", "乙事项"), "indicators": ("甲指标", "乙指标")}
    things["findings"] = ("甲意见", "乙意见")
    one, other = things[name]
    assert (one in shown, other in shown) == (expected == "甲", expected == "乙")


def _rows(shown: str) -> str:
    """Return what stands below the choices."""
    after = shown.split('aria-label="筛选"')[1].split("</form>", 1)[1]
    return after.split("<footer")[0]


@pytest.mark.parametrize("name", ["list", "submissions", "actions", "indicators", "findings"])
def test_nonsense_in_the_address_is_as_if_nothing_were_asked(name: str) -> None:
    there = parties(2)
    furnished(there)
    query = "?kind=x&state=x&party=x&partnership=x&topic=x&adoption=x&sort=x&page=99&q=%00"
    shown = said(page(there[0], name, query))
    assert "甲" in shown
    assert "乙" in shown


@pytest.mark.parametrize(
    ("name", "sort", "first"),
    [
        ("list", "title", "甲建议"),
        ("list", "-title", "乙报告"),
        ("submissions", "sent", "甲政府"),
        ("submissions", "-sent", "乙政府"),
        ("actions", "due", "乙事项"),
        ("actions", "new", "甲事项"),
        ("indicators", "name", "甲指标"),
        ("indicators", "-new", "乙指标"),
        ("findings", "new", "甲意见"),
    ],
)
def test_a_list_is_put_in_order_by_its_address(name: str, sort: str, first: str) -> None:
    there = parties(2)
    furnished(there)
    rows = _rows(said(page(there[0], name, f"?sort={sort}")))
    second = {"甲建议": "乙报告", "乙报告": "甲建议"}.get(first) or first.translate(_OTHER)
    assert rows.index(first) < rows.index(second)


_OTHER = str.maketrans("甲乙", "乙甲")


def test_filters_stay_when_one_turns_the_page() -> None:
    there = parties(2)
    space = found(there).id
    for n in range(21):
        measure(there[0], space, name=f"指标 {n:02}")
    shown = said(page(there[0], "indicators", "?q=指标&sort=name"))
    assert "sort=name" in shown.split('class="pages"')[1]
    second = said(page(there[0], "indicators", "?q=指标&sort=name&page=2"))
    assert "指标 20" in second
    assert "指标 03" not in second


def test_nothing_that_fits_offers_to_show_all() -> None:
    there = parties(2)
    agree(there)
    shown = said(page(there[0], "list", "?q=没有这个"))
    assert "没有符合条件的内容" in shown
    assert 'href="?"' in shown
