"""Manners in a browser: without JavaScript, on a phone, and with a session that has ended."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import NewPage
from tests.demo_loaded import Demo
from tests.ui.site import Site
from tests.ui.test_every_page import TAGS, Complaints, findings
from xieqiao.acts.models import Act

pytestmark = pytest.mark.journey
FORM = "/b/deqing/acts/new/partnership.found/"


@pytest.fixture
def plain(new_page: NewPage) -> Page:
    """A window without JavaScript."""
    return new_page(javascript=False)


def enter(page: Page, name: str, body: str = "deqing") -> None:
    """Enter as one of the demonstration's people, by its entrance."""
    page.goto("/demo/")
    page.locator(f'button[name="account"][value="{name}"]').click()
    page.goto(f"/b/{body}/")


@pytest.mark.django_db(transaction=True)
def test_without_javascript_one_reads_and_consents(demo: Demo, plain: Page) -> None:
    enter(plain, "deqing-chair-1")
    plain.get_by_role("link", name="阅看并表态").click()
    plain.get_by_role("button", name="代表德清同意").click()
    expect(plain.get_by_role("status")).to_contain_text("已生效")


@pytest.mark.django_db(transaction=True)
def test_without_javascript_rows_are_added_and_errors_stand_at_their_fields(
    demo: Demo, plain: Page
) -> None:
    enter(plain, "deqing-secretary-general-1")
    agreement = Act.objects.filter(kind="agreement.adopt", seats__body__slug="deqing").first()
    assert agreement is not None
    plain.goto(f"/b/deqing/acts/new/agreement.amend/?on={agreement.subject_id}")
    rows = plain.locator('[name^="clauses-"][name$="-text"]')
    before = rows.count()
    plain.locator('button[name*="more"][value="clauses"]').click()
    expect(rows).to_have_count(before + 1)
    plain.locator('[name="title"]').fill("")
    plain.locator("main form.sheet .btn.go").click()
    plain.locator(".errors a").first.click()
    assert plain.url.endswith("#id_title")


def test_a_chair_s_desk_fits_one_screen_of_a_phone(site: Site, browser: Browser) -> None:
    for body in ("deqing", "huangpu", "muli", "dongling"):
        context = site.window(browser, f"{body}-chair-1", body)
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(f"/b/{body}/")
        last = page.locator("main section").last.bounding_box()
        assert last is not None
        assert last["y"] + last["height"] <= 844, f"{body}: {last}"
        context.close()


def test_text_typed_after_the_session_has_ended_is_kept_and_its_page_is_accessible(
    site: Site, browser: Browser
) -> None:
    context = site.window(browser, "deqing-secretary-general-1", "deqing")
    page = context.new_page()
    complaints = Complaints(page, site.url)
    page.goto(FORM)
    page.locator('[name="title"]').fill("会话结束之前写下的名称")
    context.clear_cookies(name="sessionid")
    page.locator("main form.sheet .btn.go").click()
    page.wait_for_url("**/sign-in/**")
    expect(page.locator("main")).to_contain_text("您填写的内容已保留")
    # What is kept is the visitor's own; entering the demonstration leads back to it.
    page.goto("/demo/")
    page.locator('button[name="account"][value="deqing-secretary-general-1"]').click()
    page.wait_for_url("**/still-here/")
    assert "会话结束之前写下的名称" in page.content()
    assert not findings(page, TAGS)
    assert not complaints
    context.close()


def test_error_pages_and_forms_with_errors_are_accessible(site: Site, browser: Browser) -> None:
    context = site.window(browser, "deqing-secretary-general-1", "deqing")
    page = context.new_page()
    page.goto("/b/deqing/no/such/page/")
    assert not findings(page, TAGS)
    page.goto(FORM)
    page.locator("main form.sheet .btn.go").click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert not findings(page, TAGS)
    context.close()
