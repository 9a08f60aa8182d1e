"""The main journey by keyboard alone: signing in, reading, consenting, remarking, proposing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.demo_loaded import Demo
from xieqiao.acts.models import Act, Comment
from xieqiao.bodies.models import Account

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "quiet-walk-by-keys-7"
ACTIVE = """() => {
  const e = document.activeElement;
  if (e === document.body) return {words: "", seen: false, inView: false};
  const style = getComputedStyle(e);
  const label = e.labels && e.labels[0] ? e.labels[0].innerText : "";
  return {
    words: `${e.innerText || ""} ${label} ${e.getAttribute("aria-label") || ""} ${e.name || ""}`,
    seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: e.getBoundingClientRect().width > 0,
  };
}"""


def tab_to(page: Page, words: str, most: int = 150) -> None:
    """Press Tab until the focus is on what these words name; it must be seen there."""
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(ACTIVE)
        if words in at["words"]:
            assert at["seen"] and at["inView"], f"the focus on {words!r} is not seen"
            return
    raise AssertionError(f"Tab never reaches {words!r}")


def sign_in(page: Page, name: str) -> None:
    """Sign in by name and password."""
    account = Account.objects.get(sign_in_name=name)
    account.set_password(PASSWORD)
    account.save()
    page.goto("/sign-in/")
    tab_to(page, "登录名")
    page.keyboard.type(name)
    tab_to(page, "密码")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("等您")


def test_the_first_key_leads_past_the_frame(demo: Demo, page: Page) -> None:
    page.goto("/sign-in/")
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate(ACTIVE)["words"]
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_reading_and_consenting(demo: Demo, page: Page) -> None:
    sign_in(page, "deqing-chair-1")
    tab_to(page, "阅看并表态")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您将同意的内容")).to_be_visible()
    tab_to(page, "代表德清同意")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已生效")
    assert page.locator(".seal.on").count() == page.locator(".seal").count()


def test_declining_and_what_does_not_fit(demo: Demo, page: Page) -> None:
    sign_in(page, "deqing-secretary-general-1")
    tab_to(page, "阅看并表态")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您将同意的内容")).to_be_visible()
    tab_to(page, "不同意，说明理由")
    page.keyboard.press("Enter")
    tab_to(page, "我方不同意的理由")
    page.keyboard.type("看不见的\u2066字")
    tab_to(page, "代表德清表示不同意")
    page.keyboard.press("Enter")
    summary = page.get_by_role("alert")
    expect(summary).to_contain_text("U+2066")
    expect(summary).to_be_focused()
    tab_to(page, "U+2066", most=3)
    page.keyboard.press("Enter")
    expect(page.locator("#reason")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("时间来不及")
    tab_to(page, "代表德清表示不同意")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("我方已表示不同意")
    expect(page.locator(".seal.no")).to_have_count(1)


def test_remarking(demo: Demo, page: Page) -> None:
    sign_in(page, "deqing-secretary-general-1")
    tab_to(page, "阅看并表态")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="您将同意的内容")).to_be_visible()
    tab_to(page, "建议另一种写法")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("suggest="))
    expect(page.locator("#remark_wording")).to_be_focused()
    page.keyboard.press("Control+End")
    page.keyboard.type("请再具体一些。")
    tab_to(page, "提交留言")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("留言已附在提案之后")
    assert Comment.objects.filter(wording__endswith="请再具体一些。").count() == 1


def test_proposing(demo: Demo, page: Page) -> None:
    sign_in(page, "deqing-secretary-general-1")
    tab_to(page, "合作")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/partnerships/$"))
    tab_to(page, "德清与黄浦")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/partnerships/[0-9a-f-]{36}/$"))
    tab_to(page, "建立机制")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("mechanism.set_up"))
    before = Act.objects.count()
    _choose(page, "kind", "other")
    tab_to(page, "title")
    page.keyboard.type("办公室月度通气")
    tab_to(page, "提请会签")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已提出")
    assert Act.objects.count() == before + 1


def _choose(page: Page, name: str, value: str) -> None:
    """Move to a list or a group of buttons and along it to a value."""
    tab_to(page, name)
    chosen = "document.activeElement.value"
    for _ in range(12):
        if page.evaluate(chosen) == value:
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError(f"the arrows never reach {value!r}")
