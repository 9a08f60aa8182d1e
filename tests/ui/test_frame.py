"""The frame of every page: where one can go, in which language and appearance."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.acts_pages.pages import Browser
from tests.parties import acting, body
from xieqiao.bodies.models import Assignment, Person
from xieqiao.bodies.roles import Role

pytestmark = pytest.mark.django_db
NAV = re.compile(r'<nav aria-label="主导航">.*?</nav>', re.DOTALL)
LINK = re.compile(r'href="([^"]+)"')


def navigation(browser: Browser, name: str = "portal:desk") -> str:
    """Return the main navigation as a page shows it."""
    found = NAV.search(browser.read(name))
    assert found
    return found[0]


@pytest.mark.parametrize("role", list(Role))
def test_every_link_of_the_frame_leads_somewhere_for_every_role(role: Role) -> None:
    browser = Browser(acting(body(1), role))
    page = browser.read("portal:desk")
    frame = page[: page.index("<main")] + page[page.index("</main>") :]
    links = {link for link in LINK.findall(frame) if not link.startswith(("#", "/static/"))}
    assert links
    for link in links:
        assert browser.get(link).status_code in {200, 302}, f"{role}: {link}"


def test_a_unit_is_offered_only_what_it_may_open() -> None:
    nav = navigation(Browser(acting(body(1), Role.UNIT_HANDLER)))
    assert "工作台" in nav and "合作" not in nav and "会签事项" not in nav


def test_it_shows_where_one_is() -> None:
    nav = navigation(Browser(acting(body(1))), "list")
    current = re.findall(r'aria-current="page">([^<]+)<', nav)
    assert current == ["会签事项"]


def test_acting_for_another_body_is_offered_in_plain_sight_to_who_can() -> None:
    who = acting(body(1))
    assert "切换机构" not in Browser(who).read("portal:desk")
    other = body(2)
    account = Person.objects.get(id=str(who.person_id)).account
    person = Person.objects.create(body=other, name="演示 兼职", account=account)
    Assignment.objects.create(body=other, person=person, role=Role.OBSERVER)
    page = Browser(who).read("portal:desk")
    header = page[: page.index("<main")]
    assert "切换机构" in header[: header.index("<details")]


def test_signing_out_is_on_every_page() -> None:
    page = Browser(acting(body(1))).read("list")
    assert "退出登录" in page and "我的登录设备" in page


def test_the_language_is_remembered() -> None:
    client = Client(headers={"accept-language": "zh-hans"})
    answer = client.post("/ui/language/", {"language": "en", "next": "/sign-in/"})
    assert answer["Location"] == "/sign-in/"
    page = client.get("/sign-in/").content.decode()
    assert '<html lang="en"' in page and 'value="en" lang="en" aria-pressed="true"' in page
    client.post("/ui/language/", {"language": "xx", "next": "/sign-in/"})
    assert '<html lang="en"' in client.get("/sign-in/").content.decode()


def test_the_appearance_is_remembered_or_follows_the_device() -> None:
    client = Client()
    client.post("/ui/theme/", {"theme": "dark", "next": "/sign-in/"})
    assert 'data-theme="dark"' in client.get("/sign-in/").content.decode()
    client.post("/ui/theme/", {"theme": "", "next": "/sign-in/"})
    assert "data-theme" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_choosing_leads_nowhere_else(target: str) -> None:
    answer = Client().post("/ui/theme/", {"theme": "dark", "next": target})
    assert answer["Location"] == "/"


def test_days_and_figures_are_written_as_the_language_does() -> None:
    from datetime import date, datetime

    from django.utils import timezone, translation
    from django.utils.formats import date_format

    from xieqiao.ui.days import partial_words

    day, moment = date(2021, 5, 7), timezone.make_aware(datetime(2021, 5, 7, 9, 5))  # noqa: DTZ001
    with translation.override("zh-hans"):
        assert date_format(day, "DATE_FORMAT") == "2021年5月7日"
        assert date_format(moment, "DATETIME_FORMAT") == "2021年5月7日 09:05"
        assert [partial_words(t) for t in ("2019", "2019-12", "2019-12-05")] == [
            "2019年", "2019年12月", "2019年12月5日",
        ]  # fmt: skip
    with translation.override("en"):
        assert date_format(day, "DATE_FORMAT") == "7 May 2021"
        assert date_format(moment, "DATETIME_FORMAT") == "7 May 2021, 09:05"
        assert [partial_words(t) for t in ("2019", "2019-12", "2019-12-05")] == [
            "2019", "December 2019", "5 December 2019",
        ]  # fmt: skip
