"""What the documentation says is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xieqiao.acts.kinds import all_kinds
from xieqiao.cli import COMMANDS

pytestmark = pytest.mark.docs

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize("words", [command.words for command in COMMANDS])
def test_every_command_has_its_line_in_the_reference(words: str) -> None:
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    assert f"| `xieqiao {words}` |" in page


def test_the_reference_names_no_other_command() -> None:
    page = (ROOT / "docs/reference/commands.md").read_text("utf-8")
    named = set(re.findall(r"^\| `xieqiao ([a-z -]+)` \|", page, re.MULTILINE))
    assert named == {command.words for command in COMMANDS}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if "://" not in link:
            assert (page.parent / link).exists(), f"{page.name} links to {link}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_keeps_its_order(name: str) -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    english = ["Two commands", "What it can do", "How to deploy", "How to take part"]
    chinese = ["两条命令", "能做什么", "如何部署", "如何参与"]
    assert headings == (english if name == "README.md" else chinese)


def test_every_kind_of_act_has_its_line_in_the_reference() -> None:
    page = (ROOT / "docs/reference/acts.md").read_text("utf-8")
    named = re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE)
    ours = [kind for kind in all_kinds() if type(kind).__module__.startswith("xieqiao.")]
    assert named == [kind.name for kind in ours]
