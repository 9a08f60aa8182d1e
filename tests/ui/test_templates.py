"""Templates and styles: nothing inline, nothing from elsewhere, both dark palettes alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import xieqiao

PACKAGE = Path(xieqiao.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
STYLES = sorted(PACKAGE.glob("*/static/**/*.css"))
INLINE = re.compile(r"""\sstyle=|<style\b|\son[a-z]+=["']|<script(?![^>]*\bsrc=)|hx-on""")
ELSEWHERE = re.compile(r"""(?:src|href|action)=["']https?://|url\(\s*["']?(?:https?:)?//|@import""")
READABLE = [t for t in TEMPLATES if t.relative_to(PACKAGE).parts[0] in {"ui", "acts", "portal"}]


def named(paths: list[Path]) -> list[str]:
    """Return paths as the names of tests."""
    return [str(path.relative_to(PACKAGE)) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES + STYLES, ids=named(TEMPLATES + STYLES))
def test_nothing_inline_and_nothing_from_another_host(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not ELSEWHERE.findall(text)
    if path.suffix == ".html":
        assert not INLINE.findall(text)


@pytest.mark.parametrize("path", READABLE, ids=named(READABLE))
def test_templates_are_read_by_people(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    long = [n for n, line in enumerate(lines, 1) if len(line) > 320]
    assert not long, f"lines {long} are packed"


def test_dark_is_the_same_whether_chosen_or_the_device_s() -> None:
    text = (PACKAGE / "ui/static/ui/tokens.css").read_text("utf-8")
    by_device = re.search(r':not\(\[data-theme="light"\]\) \{(.*?)\}', text, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\}', text, re.DOTALL)
    assert by_device and chosen
    assert by_device[1].split() == chosen[1].split()


def _luminance(colour: str) -> float:
    if len(colour) == 4:
        colour = "#" + "".join(c * 2 for c in colour[1:])
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colours_can_be_read(scheme: str) -> None:
    text = (PACKAGE / "ui/static/ui/tokens.css").read_text("utf-8")
    block = re.search(
        r":root \{(.*?)\n\}" if scheme == "light" else r':root\[data-theme="dark"\] \{(.*?)\n\}',
        text,
        re.DOTALL,
    )
    assert block
    found = dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]+);", block[1]))
    inks = ["ink", "muted", "primary", "seal", "due", "done", *(f"p{n}" for n in range(1, 9))]
    for ink in inks:
        for ground in ("paper", "surface", "sunk"):
            assert contrast(found[ink], found[ground]) >= 4.5, f"{ink} on {ground}"
    for name in ("seal", "due", "done"):
        assert contrast(found[name], found[f"{name}-wash"]) >= 4.5, name
    assert contrast(found["primary-ink"], found["primary"]) >= 4.5
    assert contrast("#ffffff", found["stamp"]) >= 4.5
    assert contrast(found["line-strong"], found["surface"]) >= 3
