"""The lists that everybody reads: tabs, whose, filters, order, pages, and empty ones."""

from __future__ import annotations

import pytest

from tests.exchange.steps import (
    Browser,
    need,
    offer_need,
    offer_strength,
    report,
    send_people,
    strength,
)
from tests.parties import acting, body, found, parties, pass_act

pytestmark = pytest.mark.django_db

LISTS = ("exchange:needs", "exchange:strengths", "exchange:dispatches", "duty:shared_initiatives")


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("role", ["clerk", "member", "observer"])
def test_an_empty_list_says_what_comes_here(name: str, role: str) -> None:
    browser = Browser(acting(body(1), role))
    page = browser.read(name)
    assert 'class="empty"' in page
    for other in LISTS:
        assert browser.path(other) in page


def test_the_main_navigation_leads_here() -> None:
    browser = Browser(acting(body(1), "chair"))
    page = browser.read("exchange:needs")
    assert f'href="{browser.path("exchange:needs")}" aria-current="page">人才与需求' in page


def test_all_of_it_is_in_english_too() -> None:
    there = parties(2)
    partnership = found(there)
    row = offer_need(there[0], partnership.id)
    page = Browser(there[1], "en").read("exchange:offered_need", offered_need=row.id)
    assert "Propose a dispatch for it" in page
    assert "提出派员对接" not in page


def test_ours_and_partners() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    offer_need(one, partnership.id, title="甲方的需求")
    offer_need(other, partnership.id, title="乙方的需求")
    browser = Browser(one)
    both = browser.read("exchange:needs")
    assert "甲方的需求" in both
    assert "乙方的需求" in both
    ours = browser.read("exchange:needs", "?whose=ours")
    assert "甲方的需求" in ours
    assert "乙方的需求" not in ours
    theirs = browser.read("exchange:needs", "?whose=partners")
    assert "甲方的需求" not in theirs
    assert "乙方的需求" in theirs


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("?q=大脑", True),
        ("?q=浙江", True),
        ("?q=航空", False),
        ("?sector=I", True),
        ("?sector=A", False),
        ("?state=open", True),
        ("?state=closed", False),
        ("?partnership={id}", True),
        ("?partnership=00000000-0000-0000-0000-000000000000", True),
        ("?sort=due&whose=ours", True),
        ("?sort=nonsense&sector=nonsense&state=nonsense&page=99&whose=nonsense", True),
        ("?q=%00", True),
    ],
)
def test_filters_are_in_the_address(query: str, there: bool) -> None:
    two = parties(2)
    partnership = found(two)
    offer_need(two[0], partnership.id, text="浙江的做法", sector="I")
    page = Browser(two[0]).read("exchange:needs", query.format(id=partnership.id))
    assert ("想学城市大脑" in page) is there


def test_what_ended_can_be_found() -> None:
    two = parties(2)
    row = offer_need(two[0], found(two).id)
    report(two[0], "need.close", row.id, met=True, ending="已经解决")
    browser = Browser(two[1])
    assert row.title in browser.read("exchange:needs", "?state=closed")
    assert row.title not in browser.read("exchange:needs", "?state=open")


def test_a_list_comes_in_pages_and_keeps_its_filters() -> None:
    two = parties(2)
    partnership = found(two)
    for number in range(21):
        offer_strength(two[0], partnership.id, title=f"优势 {number:02}")
    browser = Browser(two[1])
    page = browser.read("exchange:strengths", "?q=优势&whose=partners")
    assert "优势 20" in page
    assert "优势 00" not in page
    assert "page=2" in page
    assert "whose=partners" in page
    assert "优势 00" in browser.read("exchange:strengths", "?q=优势&page=2")


def test_the_nearest_date_comes_first_when_asked() -> None:
    two = parties(2)
    partnership = found(two)
    offer_need(two[0], partnership.id, title="不急")
    offer_need(two[0], partnership.id, title="明年", by_when="2099-01-01")
    offer_need(two[0], partnership.id, title="今年", by_when="2098-01-01")
    page = Browser(two[0]).read("exchange:needs", "?sort=due")
    assert page.index("今年</a>") < page.index("明年</a>") < page.index("不急</a>")


def test_dispatches_by_direction_and_state() -> None:
    two = parties(2)
    partnership = found(two)
    row = send_people(two, partnership.id, profile="企业家委员")
    browser = Browser(two[0])
    assert row.title in browser.read("exchange:dispatches", "?direction=sent&q=企业家")
    assert row.title not in browser.read("exchange:dispatches", "?direction=received")
    assert row.title in browser.read("exchange:dispatches", "?state=agreed&sort=newest")
    words = {"report": "去过了", "reported_on": "2021-06"}
    pass_act(two, "dispatch.report", words, subject=row.id)
    assert row.title in browser.read("exchange:dispatches", "?state=reported")
    assert row.title not in browser.read("exchange:dispatches", "?state=called_off")


def test_a_dispatch_can_be_proposed_without_a_need() -> None:
    two = parties(2)
    partnership = found(two, title="两地合作")
    browser = Browser(two[0])
    page = browser.read("exchange:dispatches")
    assert browser.path("acts:new", kind="dispatch.confirm") in page
    assert str(partnership.id) in page
    observer = Browser(acting(two[0].body, "observer", 4))
    assert "acts/new" not in observer.read("exchange:dispatches").split("<main")[1]


def test_members_read_all_that_is_shared_and_find_no_buttons_for_the_office() -> None:
    two = parties(2)
    partnership = found(two)
    lack, good = offer_need(two[0], partnership.id), offer_strength(two[0], partnership.id)
    member = Browser(acting(two[1].body, "member", 4))
    for page in (
        member.read("exchange:offered_need", offered_need=lack.id),
        member.read("exchange:offered_strength", offered_strength=good.id),
    ):
        assert "dispatch.confirm" not in page
        assert "topic.confirm" not in page
    assert member.path("exchange:add_need") in member.read("exchange:needs")


def test_its_owner_finds_what_to_do_and_the_partner_does_not() -> None:
    two = parties(2)
    partnership = found(two)
    lack, good = offer_need(two[0], partnership.id), offer_strength(two[0], partnership.id)
    ours, theirs = Browser(two[0]), Browser(two[1])
    for browser, sees in ((ours, True), (theirs, False)):
        need_page = browser.read("exchange:offered_need", offered_need=lack.id)
        strength_page = browser.read("exchange:offered_strength", offered_strength=good.id)
        assert ("need.close/?on" in need_page) is sees
        assert ("strength.withdraw/?on" in strength_page) is sees


def test_in_an_ended_partnership_nothing_is_open_any_more() -> None:
    two = parties(2)
    partnership = found(two)
    row = offer_need(two[0], partnership.id)
    pass_act(two, "partnership.end", {"reason": "期满"}, subject=partnership.id)
    browser = Browser(two[1])
    page = browser.read("exchange:offered_need", offered_need=row.id)
    assert "合作已结束" in page
    assert "dispatch.confirm" not in page
    assert row.title not in browser.read("exchange:needs", "?state=open")


def test_titles_are_shown_as_they_are_written() -> None:
    two = parties(2)
    partnership = found(two)
    row = offer_need(two[0], partnership.id, title="<script>alert(1)</script>", text="<b>粗</b>")
    browser = Browser(two[1])
    for page in (
        browser.read("exchange:needs"),
        browser.read("exchange:offered_need", offered_need=row.id),
    ):
        assert "<script>alert" not in page
        assert "<b>粗" not in page
        assert "style=" not in page


@pytest.mark.parametrize("role", ["unit_handler"])
def test_who_does_not_read_shared_matter_is_told_so(role: str) -> None:
    browser = Browser(acting(body(1), role))
    for name in LISTS:
        assert browser.open(name).status_code == 403


def test_the_search_finds_own_rows_and_shown_ones() -> None:
    two = parties(2)
    need(two[0], title="只有我们知道的事")
    strength(two[0], title="只有我们擅长的事")
    offer_need(two[0], found(two).id, title="大家都知道的事")
    ours, theirs = Browser(two[0]), Browser(two[1])
    assert "只有我们知道的事" in ours.read("portal:search", "?q=我们知道")
    assert "大家都知道的事" in theirs.read("portal:search", "?q=都知道")
