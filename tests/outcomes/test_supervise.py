"""Linked supervision: what the parties found together, and how it was settled."""

from __future__ import annotations

from typing import Any

import pytest

from tests.outcomes.steps import agree, client_of, day, do, fault, find, page, said, text
from tests.parties import acting, body, found, parties, pass_act
from xieqiao.outcomes.models import Finding

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 4])
def test_a_finding_says_what_was_looked_at_found_and_asked(count: int) -> None:
    there = parties(count)
    outcome = agree(there)
    action = do(there, outcome.partnership_id, there[0], outcome=outcome.id)
    row = find(
        there, outcome.partnership_id, action=action.id, asked_of=str(there[0].body_id), due=day(9)
    )
    shown = said(page(there[-1], "finding", finding=row.id))
    for what in ("只开了一家", "年底前再开两家", "滞后", "还有 9 天", action.title):
        assert what in shown
    for name, kwargs in (("action", {"action": action.id}), ("outcome", {"outcome": outcome.id})):
        assert row.title in said(page(there[-1], name, **kwargs))


def test_settling_takes_everybody_s_consent_and_says_how() -> None:
    there = parties(3)
    row = find(there, found(there).id)
    pass_act(there, "finding.settle", {"how": "新开三家门店"}, subject=row.id)
    shown = said(page(there[2], "finding", finding=row.id))
    assert "新开三家门店" in shown
    assert "已落实" in shown
    assert "finding.settle" not in shown


def test_what_lags_asks_for_something() -> None:
    there = parties(2)
    words = {"title": "滞后", "looked_at": "门店", "found": "没有开", "lagging": True}
    assert fault(there[0], "finding.agree", partnership=found(there).id, **words) == "asks"
    assert not Finding.objects.exists()


@pytest.mark.parametrize("field", ["asked_of", "action", "topic", "activity", "due"])
def test_a_finding_that_cannot_be_is_refused(field: str) -> None:
    there = parties(2)
    wrong = day(-1) if field == "due" else acting(body(9)).body_id
    words: dict[str, Any] = {"title": "一", "looked_at": "二", "found": "三", field: wrong}
    assert fault(there[0], "finding.agree", partnership=found(there).id, **words) == field


def test_the_form_starts_from_the_action_that_is_looked_at() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[1])
    path = (
        f"/b/{there[0].slug}/acts/new/finding.agree/"
        f"?partnership={action.partnership_id}&action={action.id}"
    )
    shown = text(client_of(there[0]).get(path))
    assert action.title in shown
    assert f'<option value="{action.id}" selected>' in shown
    assert f'value="{there[1].body_id}"' in shown


def test_what_lags_comes_first_and_what_is_settled_last() -> None:
    there = parties(2)
    space = found(there).id
    settled = find(there, space, title="甲已落实")
    pass_act(there, "finding.settle", {"how": "做到了"}, subject=settled.id)
    find(there, space, title="乙没问题", lagging=False, asks="")
    find(there, space, title="丙滞后")
    shown = said(page(there[0], "findings"))
    assert shown.index("丙滞后") < shown.index("乙没问题") < shown.index("甲已落实")
    lagging = said(page(there[0], "findings", "?state=lagging"))
    assert "丙滞后" in lagging
    assert "乙没问题" not in lagging
    assert "甲已落实" in said(page(there[0], "findings", "?state=settled"))
