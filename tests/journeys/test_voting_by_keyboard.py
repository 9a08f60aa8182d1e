"""With the keyboard alone, at 390 px and letters twice as large: vote, and read what came of it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser import NewPage
from tests.consultations_results.scenes import voting
from tests.journeys.walking import walker
from tests.ui.test_every_page import TAGS, findings
from tests.ui.test_keyboard import tab_to
from xieqiao.bodies.roles import Role
from xieqiao.consultations.models import Vote

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def follow(page: Page, words: str) -> None:
    """Move the focus to what these words name, press it, and wait for the page behind it."""
    tab_to(page, words)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def looked_at(page: Page) -> None:
    """See that nothing runs out of a narrow page with large letters, and that axe finds nothing."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
    assert findings(page, TAGS) == []


def test_voting_and_reading_the_result(new_page: NewPage) -> None:
    there, _partnership, consultation = voting()
    votes = Vote.objects.count()
    page = walker(new_page, there[0].body, Role.MEMBER, width=390, height=844).page
    page.goto(consultation.path(there[0].slug))
    looked_at(page)
    follow(page, "参加")
    for choice in ("赞成", "不赞成", "不表态"):
        ballot = page.locator("form.ballot")
        number = ballot.get_attribute("data-number")
        looked_at(page)
        tab_to(page, choice)
        page.keyboard.press("Enter")
        expect(page.locator(f'form.ballot[data-number="{number}"]')).to_have_count(0)
        expect(page.locator("#ballot-title")).to_be_focused()
    follow(page, "我的表态和意见")
    looked_at(page)
    assert Vote.objects.count() == votes + 3
    page.goto(consultation.path(there[0].slug))
    follow(page, "查看结果")
    expect(page.get_by_role("heading", level=1)).to_contain_text("大家的看法")
    looked_at(page)
    follow(page, "全部数字（表格）")
    table = page.get_by_role("table", name="赞成")
    expect(table).to_be_visible()
    assert table.locator("tbody tr").count() >= 8
    looked_at(page)
