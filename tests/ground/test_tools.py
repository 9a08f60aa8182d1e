"""The lock, the targets of make, the licence, and the arrows between rooms."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from grimp import ImportGraph

from tests.ground.doors import DoorsContract

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_lock_names_every_dependency_by_hash_and_no_host() -> None:
    lock = (ROOT / "requirements.txt").read_text()
    assert "://" not in lock
    assert "index-url" not in lock
    pinned = re.split(r"\n(?=\S)", lock.strip())
    assert all("==" in pin and "--hash=sha256:" in pin for pin in pinned)
    locked = {_plain(re.split("==", pin)[0]) for pin in pinned}
    wanted = PROJECT["project"]["dependencies"] + PROJECT["project"]["optional-dependencies"]["dev"]
    assert {_plain(re.split(r"[\[<>=]", name)[0]) for name in wanted} <= locked


def _plain(name: str) -> str:
    return re.sub(r"[._]", "-", name).lower()


@pytest.mark.skipif(not shutil.which("make"), reason="needs make")
def test_make_alone_lists_every_target_with_a_line() -> None:
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "test", "check", "lock", "bench", "shots"):
        assert re.search(rf"^  make {target} +\S+", shown, re.MULTILINE)


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in text
    assert "13. Remote Network Interaction" in text
    assert "END OF TERMS AND CONDITIONS" in text
    assert PROJECT["project"]["license"] == "AGPL-3.0-or-later"


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("xieqiao.topics.views", "xieqiao.meetings.queries", True),
        ("xieqiao.topics.views", "xieqiao.topics.forms", True),
        ("xieqiao.topics.views", "xieqiao.meetings.views.plan", False),
        ("xieqiao.topics.queries", "xieqiao.meetings.forms", False),
        ("xieqiao.urls", "xieqiao.meetings.urls", True),
        ("xieqiao.engines.matching", "xieqiao.engines.text", True),
        ("xieqiao.engines.matching", "xieqiao.topics.queries", False),
    ],
)
def test_rooms_meet_only_at_their_doors(importer: str, imported: str, allowed: bool) -> None:
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported)
    [options] = [c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "doors"]
    contract = DoorsContract(
        name="doors",
        session_options={},
        contract_options={k: options[k] for k in ("rooms", "closed", "alone")},
    )
    check = contract.check(graph, verbose=False)
    assert check.kept is allowed
    assert check.metadata["found"] == ([] if allowed else [f"{importer} → {imported}"])
