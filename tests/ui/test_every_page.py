"""Every page is accessible, in both languages, widths and colour schemes, and asks no other host.

The pages come from the URL configuration: a new address is covered by itself. When nobody in the
demonstration sees a page there, its test says so; then the demonstration lacks something, or the
address shows none and is named in `NO_PAGE` with the reason.
"""

from __future__ import annotations

import os
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page

from tests.matrix.addresses import every_address
from tests.ui.site import Site

pytestmark = pytest.mark.journey

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (1280, 390)
# The dark scheme changes colours alone, so only the rules that look at colours are asked again,
# and in one language, as what the other says has the same colours; EVERY_LOOK asks in both.
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SCHEMES: dict[str, dict[str, Any]] = {
    "zh-hans": {"light": TAGS, "dark": COLOURS},
    "en": {"light": TAGS, "dark": COLOURS} if "EVERY_LOOK" in os.environ else {"light": TAGS},
}
AXE = Axe()
# Addresses at which the demonstration has no page to look at, each with the reason.
NO_PAGE = {
    "acts:file": "hands a file out",
    "bodies:members_confirm": "only sent",
    "duty:correct": "asks about an entry that the address names",
    "duty:open": "asks about a partnership that the address names",
    "rounds:need": "asks about a need that the address names",
    "exchange:strengths_confirm": "only sent",
    "bodies_root:end-session": "only sent",
    "bodies_root:home": "leads on to the desk",
    "bodies_root:still-here": "shows a form that a session outlived; test_manners opens it",
    "duty:add_file": "only sent",
    "duty:confirm_initiative": "only sent",
    "duty:file": "hands a file out",
    "duty:remove_file": "asks about a file; the demonstration has none",
    "duty:restore_initiative": "only sent",
    "exchange:restore_need": "only sent",
    "exchange:restore_strength": "only sent",
    "exchange:settle_need": "only sent",
    "exchange:settle_strength": "only sent",
    "meetings:revoke": "only sent",
    "outcomes:unit_file": "hands a file out",
}
SHOWN = {"file", "405"}  # a file, or a form that is only sent


class Complaints(list[str]):
    """What is wrong with a page: findings, messages in the console, requests to other hosts."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__()
        self.host = urlsplit(url).netloc
        self.heard = {
            "console": self._hear,
            "pageerror": lambda error: self.append(f"script: {error}"),
            "request": lambda request: self._see(request.url),
        }
        for event, hear in self.heard.items():
            page.on(event, hear)  # type: ignore[call-overload]

    def leave(self, page: Page) -> None:
        """Hear nothing more."""
        for event, hear in self.heard.items():
            page.remove_listener(event, hear)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "Failed to load resource" not in message.text:
            self.append(f"console: {message.text}")

    def _see(self, url: str) -> None:
        if urlsplit(url).scheme != "data" and urlsplit(url).netloc != self.host:
            self.append(f"asks another host: {url}")


def findings(page: Page, rules: Any) -> list[str]:
    """Return what axe finds, in short."""
    options: dict[str, Any] = {"runOnly": rules, "resultTypes": ["violations"]}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)  # half a million characters: once a page, not at each look
    said = page.evaluate("options => axe.run(options)", options)
    return [
        f"{found['id']}: {node['html'][:200]} ({node['failureSummary'][:200]})"
        for found in said["violations"]
        for node in found["nodes"][:3]
    ]


def looked_at(page: Page, path: str, language: str, status: int = 200) -> list[str]:
    """Open a page and return what is wrong with it at both widths and in the schemes."""
    answer = page.goto(path)
    assert answer is not None and answer.status == status, f"{path}: {answer}"
    found: list[str] = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"at {width}: {wide} px wide")
        for scheme, rules in SCHEMES[language].items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            found += [f"at {width} {scheme}: {one}" for one in findings(page, rules)]
    return found


def test_what_is_excused_exists() -> None:
    assert set(NO_PAGE) <= {address.name for address in every_address()}


@pytest.mark.parametrize("name", sorted(a.name for a in every_address()))
def test_each_address(site: Site, browser: Browser, name: str) -> None:
    place = site.places[name]
    if "instead" in place:
        assert place["instead"] in SHOWN or name in NO_PAGE, f"no page for {name}: {place}"
        return
    wrong: list[str] = []
    for language in SCHEMES:
        page = site.kept_page(browser, place["account"], place["body"], language)
        complaints = Complaints(page, site.url)
        wrong += [f"{language} {one}" for one in looked_at(page, place["path"], language)]
        wrong += [f"{language} {one}" for one in complaints]
        complaints.leave(page)
    assert not wrong, f"{place['path']} as {place['account'] or 'nobody'}:\n" + "\n".join(wrong)
