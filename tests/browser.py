"""A browser for the journeys: the Chromium of the system, driven by Playwright.

A journey asks for `new_page`, which opens a window of its own (its own cookies) in a language, a
width and a colour scheme, and at the end fails on any error in the browser's console, be it of
a script or of the Content-Security-Policy.
"""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NewPage = Callable[..., Page]


def chromium() -> str | None:
    """Return where Chromium is, if it is anywhere."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys of a process."""
    where = chromium()
    if where is None:
        missing = "no Chromium here (apt-get install chromium): browser journeys do not run"
        if os.environ.get("CI"):
            pytest.fail(missing)
        warnings.warn(missing, stacklevel=1)
        pytest.skip(missing)
    # Playwright's loop runs in this thread, and Django would mistake tests for coroutines.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=where, args=list(ARGUMENTS))
        yield launched
        launched.close()


class Windows:
    """Windows that were opened, each with its own cookies, and what the browser complains of."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        language: str = "zh-CN",
        javascript: bool = True,
    ) -> Page:
        """Open a window in which addresses may be given without the server's."""
        context = self.browser.new_context(
            base_url=url,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            locale=language,
            java_script_enabled=javascript,
        )
        context.set_default_timeout(10_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def close(self) -> None:
        """Close them all; fail if the browser complained."""
        for context in self.contexts:
            context.close()
        assert not self.complaints, "the browser complains:\n" + "\n".join(self.complaints)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{message.location.get('url', '')}: {message.text}")


@pytest.fixture
def new_page(browser: Browser, live_server: Any) -> Iterator[NewPage]:
    """Return a function that opens a window on the live server, as `Windows.open` does."""
    windows = Windows(browser)
    yield partial(windows.open, live_server.url)
    windows.close()


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Return one window of the usual size, in Chinese."""
    return new_page()
