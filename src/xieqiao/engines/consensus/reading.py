"""Which kind of folder it is, told by the headers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from xieqiao.engines.consensus.arrays import Codes
from xieqiao.engines.consensus.own_files import VOTES, read_own
from xieqiao.engines.consensus.polis_files import EVENTS, read_polis
from xieqiao.engines.consensus.table import header, rows
from xieqiao.engines.consensus.votes import Votes
from xieqiao.engines.files.errors import BadFile


def read(folder: Path) -> Votes:
    """Read the votes of a folder, a Polis export or our own files.

    Raises `BadFile` with file, line, column and what was expected.
    """
    if not folder.is_dir():
        raise BadFile(folder, "expected a folder with votes.csv or participants-votes.csv")
    votes = folder / "votes.csv"
    if votes.exists():
        names = header(votes)
        if set(VOTES) <= set(names):
            return read_own(folder)
        if set(EVENTS) <= set(names):
            return read_polis(folder)
        raise BadFile(
            votes,
            f"expected the columns {', '.join(VOTES)}, or those of Polis {', '.join(EVENTS)}",
            1,
        )
    if (folder / "participants-votes.csv").exists():
        return read_polis(folder)
    raise BadFile(folder, "expected votes.csv or participants-votes.csv in this folder")


def read_pairs(path: Path, votes: Votes) -> tuple[list[tuple[str, str]], Codes, Codes]:
    """Read pairs to predict: ids as written, and their places; −1 for an id that never voted."""
    person = _places(votes.participants)
    statement = _places(votes.statements)
    pairs = [
        (row.named("participant"), row.named("statement"))
        for row in rows(path, ("participant", "statement"))
    ]
    people = np.array([person.get(p, -1) for p, _ in pairs], dtype=np.int32)
    matters = np.array([statement.get(s, -1) for _, s in pairs], dtype=np.int32)
    return pairs, people, matters


def _places(names: tuple[str, ...]) -> Mapping[str, int]:
    return {name: place for place, name in enumerate(names)}
