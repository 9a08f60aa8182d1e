"""Makes the README's pictures anew: `make shots`.

Loads the demonstration into a temporary folder, serves it, opens the pages in the Chromium of the
system, and writes PNG files to docs/images/.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")
WAIT_SECONDS = 120


@dataclass(frozen=True)
class Shot:
    """A picture: who looks, at which page, how wide; `follow` are links to click, by pattern."""

    name: str
    person: str
    path: str
    follow: tuple[str, ...] = ()
    width: int = 1280
    height: int = 900


SHOTS = (
    Shot("desk", "deqing-clerk-1", "/b/deqing/"),
    Shot("act", "deqing-chair-1", "/b/deqing/", (r"/acts/[0-9a-f-]{36}/$",)),
    Shot("topic", "deqing-clerk-1", "/b/deqing/topics/?q=老品牌", (r"/topics/[0-9a-f-]{36}/$",)),
    Shot(
        "outcome", "deqing-clerk-1", "/b/deqing/outcomes/?q=老品牌", (r"/outcomes/[0-9a-f-]{36}/$",)
    ),
    Shot("calendar", "deqing-clerk-1", "/b/deqing/calendar/"),
    Shot(
        "result",
        "dongling-clerk-1",
        "/b/dongling/consultations/",
        (r"/consultations/[0-9a-f-]{36}/$", r"/result/$"),
    ),
    Shot(
        "round",
        "nanting-clerk-1",
        "/b/nanting/rounds/?stage=adopted",
        (r"/rounds/[0-9a-f-]{36}/$",),
        height=1000,
    ),
    Shot("need", "deqing-clerk-1", "/b/deqing/needs/ours-to-meet/", (r"/people/$",)),
    Shot("phone-desk", "deqing-chair-1", "/b/deqing/", width=390, height=844),
)


@contextmanager
def demonstration() -> Iterator[str]:
    """Serve the demonstration out of a temporary folder; yield its address."""
    with tempfile.TemporaryDirectory(prefix="xieqiao-shots-") as folder:
        program = Path(sys.executable).with_name("xieqiao")
        serving = subprocess.Popen(
            [program, "serve", "--demo", "--port", "8600"],
            env={**os.environ, "XIEQIAO_DATA": folder, "XIEQIAO_DEMO": "true"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield _address(serving)
        finally:
            serving.terminate()
            serving.wait(timeout=30)


def _address(serving: subprocess.Popen[str]) -> str:
    assert serving.stdout is not None
    until = time.monotonic() + WAIT_SECONDS
    for line in serving.stdout:
        found = re.search(r"http://[\d.]+:\d+", line)
        if found:
            urllib.request.urlopen(f"{found[0]}/demo/", timeout=WAIT_SECONDS).close()  # noqa: S310
            return found[0]
        if time.monotonic() > until:
            break
    raise SystemExit("the demonstration did not start")


def take(browser: Browser, address: str, shot: Shot, language: str) -> None:
    """Make one picture."""
    window = browser.new_context(
        base_url=address,
        viewport={"width": shot.width, "height": shot.height},
        locale="zh-CN" if language == "zh" else "en",
        device_scale_factor=1.5,
    )
    page = window.new_page()
    page.goto("/demo/")
    page.locator(f'button[name="account"][value="{shot.person}"]').first.click()
    page.goto(shot.path)
    for pattern in shot.follow:
        _follow(page, pattern)
    page.screenshot(path=IMAGES / f"{shot.name}-{language}.png")
    window.close()


def _follow(page: Page, pattern: str) -> None:
    links = page.locator("main a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    page.goto(next(link for link in links if re.search(pattern, link or "")))


def main() -> None:
    """Make all pictures, in both languages."""
    chromium = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if chromium is None:
        raise SystemExit("no Chromium here (apt-get install chromium)")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        for shot in SHOTS:
            for language in ("zh", "en"):
                take(browser, address, shot, language)
        browser.close()


if __name__ == "__main__":
    main()
