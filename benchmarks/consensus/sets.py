"""The open Polis sets, read from the folder beside the repository where they are there.

Data was gathered using the Polis software (compdemocracy.org/polis) and is sub-licensed under
CC BY 4.0 with Attribution to The Computational Democracy Project.
"""

from __future__ import annotations

from pathlib import Path

from xieqiao.engines.consensus import Votes, read

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "polis"


def names(wanted: list[str]) -> list[str]:
    if not FOLDER.is_dir():
        print(f"skipped: the open Polis sets are not here ({FOLDER})")
        return []
    there = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir())
    return [name for name in there if not wanted or any(w in name for w in wanted)]


def load(name: str) -> Votes:
    return read(FOLDER / name)
