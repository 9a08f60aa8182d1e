"""The demonstration served once for a whole test run, only to be looked at; and what is where.

With xdist the first worker loads it and looks for a page of each address; every worker has a
server of its own on the same folder. Nothing is changed there, so no test tidies up.
"""

from __future__ import annotations

import fcntl
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.ground.commands import PROGRAM, environment
from tests.migrated import spare_migrating
from tests.ui.survey import Place

ROOT = Path(__file__).parents[2]


@dataclass
class Site:
    """A running server with the demonstration, and a place for each address."""

    url: str
    places: dict[str, Place]
    # Who has signed in keeps the cookies: each person does so once, not for every page.
    cookies: dict[tuple[str, str], list[Any]] = field(default_factory=dict)
    kept: dict[tuple[str, ...], Page] = field(default_factory=dict)

    def window(
        self, browser: Browser, account: str = "", body: str = "", *, language: str = "zh-hans"
    ) -> BrowserContext:
        """Return a window in a language, signed in as one of the demonstration's people."""
        context = browser.new_context(base_url=self.url, locale=language)
        context.set_default_timeout(60_000)  # a laptop with two cores may be busy
        if account:
            if (account, body) not in self.cookies:
                self._enter(context, account, body)
                self.cookies[account, body] = context.cookies()
            context.add_cookies(self.cookies[account, body])
        context.add_cookies([{"name": "django_language", "value": language, "url": self.url}])
        return context

    def kept_page(self, browser: Browser, account: str, body: str, language: str) -> Page:
        """Return the same page again for the same person and language: it has the files."""
        who = (account, body, language)
        if who not in self.kept:
            self.kept[who] = self.window(browser, account, body, language=language).new_page()
        return self.kept[who]

    def _enter(self, context: BrowserContext, account: str, body: str) -> None:
        page = context.new_page()
        page.goto("/demo/")
        mark = page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value")
        page.close()
        fields: dict[str, str | float | bool] = {
            "csrfmiddlewaretoken": mark or "",
            "account": account,
            "body": body,
        }
        came_from = {"Referer": f"{self.url}/demo/"}
        context.request.post("/demo/", form=fields, headers=came_from, max_redirects=0)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration on a server of its own."""
    base = tmp_path_factory.getbasetemp()
    # Workers of one run share the folder above their own.
    shared = (base.parent if base.name.startswith("popen-") else base) / "demo-site"
    shared.mkdir(exist_ok=True)
    settings = environment(shared, demo="true", database_url="", host="127.0.0.1")
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = shared / "found.json"
        if not found.exists():
            spare_migrating(shared)
            _run(settings, *PROGRAM, "prepare")
            _run(settings, *PROGRAM, "demo", "load")
            _run(settings, sys.executable, "-m", "tests.ui.survey", str(found))
    places = json.loads(found.read_text("utf-8"))
    server = subprocess.Popen(
        [*PROGRAM, "serve", "--no-background", "--port", "8100"],
        env=settings, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        url = server.stdout.readline().split()[-1].rstrip("/")
        yield Site(url, places)
    finally:
        server.terminate()
        server.wait(timeout=10)


def _run(settings: dict[str, str], *command: str) -> None:
    done = subprocess.run(
        command, env=settings, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-4000:]}"
