"""Error pages say what is wrong and what to do, in the reader's language, and show no trace."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig
from django.db.utils import InterfaceError, OperationalError
from django.test import Client

from tests.acts_pages.pages import Browser
from tests.parties import acting, body
from xieqiao.acts.access import Acting
from xieqiao.bodies.roles import Role
from xieqiao.portal import views

pytestmark = pytest.mark.django_db
Break = Callable[[BaseException], None]


@pytest.fixture
def one() -> Acting:
    """Somebody who acts for a body."""
    return acting(body(1))


@pytest.fixture
def break_search(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Return a function that makes the search page fail."""

    def with_error(error: BaseException) -> None:
        def fail(*given: Any) -> Any:
            raise error

        monkeypatch.setattr(views, "found_by", fail)

    return with_error


def answer_of(who: Acting, language: str = "zh-hans") -> Any:
    """Return what the failing search page answers."""
    browser = Browser(who, language)
    browser.raise_request_exception = False
    return browser.get(browser.path("portal:search") + "?q=x")


def said(answer: Any) -> str:
    """Return the page; it never shows where in the program something happened."""
    text = html.unescape(answer.content.decode())
    assert "Traceback" not in text and ".py" not in text
    return text


def test_an_unknown_address(one: Acting) -> None:
    answer = Browser(one).get(f"/b/{one.slug}/no/such/page/")
    assert answer.status_code == 404
    assert "没有找到这个页面" in said(answer) and "请回到工作台，或使用搜索。" in said(answer)


def test_in_english_and_in_the_chosen_appearance(one: Acting) -> None:
    browser = Browser(one, "en")
    browser.cookies["theme"] = "dark"
    page = said(browser.get("/no/such/page/"))
    assert 'lang="en"' in page and 'data-theme="dark"' in page
    assert "There is no such page here" in page


def test_what_the_role_does_not_include(one: Acting) -> None:
    observer = Browser(acting(one.body, Role.OBSERVER))
    answer = observer.get(observer.path("batch"))
    assert answer.status_code == 403
    assert "请与本单位管理员联系" in said(answer)


def test_a_form_whose_mark_is_out_of_date_and_from_elsewhere() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "zh-hans"})
    answer = strict.post("/ui/language/", {"language": "en"})
    assert answer.status_code == 409
    assert "没有作任何改动" in said(answer)


def test_a_mistake_of_ours(one: Acting, break_search: Break) -> None:
    break_search(ValueError("secret words"))
    answer = answer_of(one)
    assert answer.status_code == 500
    assert "secret words" not in said(answer)
    assert "服务器出现了问题" in said(answer) and "重新打开此页" in said(answer)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database is locked"),
        OperationalError("database or disk is full"),
        InterfaceError("connection already closed"),
        OSError(28, "No space left on device"),
    ],
)
def test_a_busy_database_or_a_full_disk(
    one: Acting, break_search: Break, error: BaseException
) -> None:
    break_search(error)
    answer = answer_of(one)
    assert answer.status_code == 503
    assert "服务器正忙，或磁盘已满" in said(answer) and "请过一分钟再试" in said(answer)


@pytest.mark.parametrize("error", [OperationalError("no such table: x"), OSError(2, "No file")])
def test_what_passes_by_itself_is_not_confused_with_a_mistake(
    one: Acting, break_search: Break, error: BaseException
) -> None:
    break_search(error)
    assert answer_of(one).status_code == 500


def test_too_large_a_form(one: Acting, break_search: Break) -> None:
    break_search(RequestDataTooBig())
    answer = answer_of(one)
    assert answer.status_code == 413
    assert "内容过大" in said(answer)


def test_what_was_typed_is_given_back_when_the_disk_is_full(
    one: Acting, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xieqiao.acts import gate

    def fail(*given: Any, **more: Any) -> Any:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(gate, "propose", fail)
    browser = Browser(one)
    browser.raise_request_exception = False
    fields = {"title": "一份<b>很长</b>的提案", "setting": "多年来的往来", "kind": "other"}
    path = browser.path("new", kind="partnership.found")
    other = body(2)
    fields["parties"] = [str(one.body_id), str(other.id)]  # type: ignore[assignment]
    answer = browser.post(path, {"acting": one.token, **fields, "action": "propose"})
    assert answer.status_code == 503
    page = answer.content.decode()
    assert "一份&lt;b&gt;很长&lt;/b&gt;的提案" in page and "多年来的往来" in page


def test_they_need_neither_database_nor_session(
    one: Acting, break_search: Break, django_assert_num_queries: Any
) -> None:
    from django.test import RequestFactory

    from xieqiao.ui.errors import error_page

    with django_assert_num_queries(0):
        for status in (400, 403, 404, 409, 413, 500, 503):
            answer = error_page(RequestFactory().get("/x/"), status)
            assert answer.status_code == status and b"<h1>" in answer.content
