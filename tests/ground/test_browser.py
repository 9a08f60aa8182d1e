"""The browser that the journeys use."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser import NewPage

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_it_opens_a_page_in_each_language_and_width(new_page: NewPage) -> None:
    wide = new_page()
    wide.goto("/sign-in/")
    assert wide.evaluate("document.documentElement.lang") == "zh-Hans"
    narrow = new_page(width=390, height=844, dark=True, language="en")
    narrow.goto("/sign-in/")
    assert narrow.evaluate("document.documentElement.lang") == "en"
    assert narrow.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_javascript_it_opens_too(new_page: NewPage) -> None:
    page = new_page(javascript=False)
    page.goto("/sign-in/")
    page.get_by_role("button", name="登录").wait_for()


def test_a_complaint_in_the_console_fails_the_journey(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makeconftest(
        """
        import pytest
        pytest_plugins = ["tests.browser"]

        @pytest.fixture
        def live_server():
            return type("Server", (), {"url": "http://localhost"})
        """
    )
    pytester.makepyfile(
        """
        def test_page(page):
            page.route("**/*", lambda route: route.fulfill(
                body="<p style='color:red'>", content_type="text/html",
                headers={"Content-Security-Policy": "default-src 'none'"}))
            page.goto("/")
        """
    )
    done = pytester.runpytest_subprocess("-p", "no:django", "-p", "no:xdist")
    done.assert_outcomes(passed=1, errors=1)
    done.stdout.fnmatch_lines(["*the browser complains*", "*Content Security Policy*"])
