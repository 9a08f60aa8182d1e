"""A body that left reads what was shown up to then, in the words of that time."""

from __future__ import annotations

import pytest

from tests.exchange.steps import Browser, offer_need, offer_strength, report, send_people
from tests.parties import found, parties, pass_act
from tests.partnerships.steps import leave

pytestmark = pytest.mark.django_db


def test_needs_and_strengths_stay_as_they_were() -> None:
    there = parties(3)
    partnership = found(there)
    lack = offer_need(there[0], partnership.id, title="旧说法", text="旧内容")
    good = offer_strength(there[0], partnership.id, title="旧优势")
    leave(there, there[2], partnership)
    report(there[0], "need.revise", lack.id, title="新说法", text="新内容")
    report(there[0], "need.close", lack.id, met=True, ending="之后的结果")
    report(there[0], "strength.withdraw", good.id, ending="之后的原因")
    offer_need(there[1], partnership.id, title="之后的需求")
    browser = Browser(there[2])
    for page in (
        browser.read("exchange:needs"),
        browser.read("exchange:offered_need", offered_need=lack.id),
    ):
        assert "旧说法" in page
        assert "新说法" not in page
        assert "之后" not in page
        assert "已满足" not in page
        assert "dispatch.confirm" not in page
    page = browser.read("exchange:offered_strength", offered_strength=good.id)
    assert "旧优势" in page
    assert "之后的原因" not in page
    assert "新说法" in Browser(there[1]).read("exchange:needs")


def test_dispatches_stay_as_they_were() -> None:
    there = parties(3)
    partnership = found(there)
    lack = offer_need(there[0], partnership.id, title="旧需求")
    named = {"persons": [{"shown_as": "演示委员 012"}], "need": str(lack.id)}
    row = send_people(there, partnership.id, **named)
    leave(there, there[2], partnership)
    report(there[0], "need.revise", lack.id, title="新需求")
    words = {
        "title": "改派线上",
        "sender": str(there[0].body_id),
        "number": 1,
        "persons": [{"shown_as": "演示委员 013"}],
    }
    pass_act(there[:2], "dispatch.revise", words, subject=row.id)
    pass_act(
        there[:2],
        "dispatch.report",
        {"report": "之后的报告", "reported_on": "2021"},
        subject=row.id,
    )
    page = Browser(there[2]).read("exchange:dispatch", dispatch=row.id)
    assert "演示委员 012" in page
    assert "演示委员 013" not in page
    assert "改派线上" not in page
    assert "之后的报告" not in page
    assert "旧需求" in page
    assert "新需求" not in page
    assert "派两名委员对接" in Browser(there[2]).read("exchange:dispatches")


def test_after_the_others_ended_it_the_record_is_still_there() -> None:
    there = parties(3)
    partnership = found(there)
    lack = offer_need(there[0], partnership.id)
    row = send_people(there, partnership.id)
    leave(there, there[2], partnership)
    pass_act(there[:2], "partnership.end", {"reason": "期满"}, subject=partnership.id)
    browser = Browser(there[2])
    assert lack.title in browser.read("exchange:offered_need", offered_need=lack.id)
    assert row.title in browser.read("exchange:dispatch", dispatch=row.id)
