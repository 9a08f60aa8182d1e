"""Our own files: votes.csv, and with it participants.csv and statements.csv where there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xieqiao.engines.consensus.table import Row, rows
from xieqiao.engines.consensus.votes import Ballot, Votes, of_ballots

VOTES = ("participant", "statement", "vote", "time")
PARTICIPANTS = ("participant", "party", "section")
STATEMENTS = ("statement", "text", "status")


def read_own(folder: Path) -> Votes:
    """Read a folder with our own files. Raises `BadFile`."""
    people = _described(folder / "participants.csv", PARTICIPANTS)
    matters = _described(folder / "statements.csv", STATEMENTS)
    return of_ballots(
        _ballots(folder / "votes.csv"),
        tuple(people),
        tuple(matters),
        party={name: row.text("party") for name, row in people.items()},
        section={name: row.text("section") for name, row in people.items()},
        text={name: row.text("text") for name, row in matters.items()},
        status={name: row.text("status") for name, row in matters.items()},
    )


def _ballots(path: Path) -> Iterator[Ballot]:
    for row in rows(path, VOTES):
        yield Ballot(
            row.named("participant"), row.named("statement"), row.vote("vote"), row.time("time")
        )


def _described(path: Path, columns: Sequence[str]) -> dict[str, Row]:
    """Return the rows of an optional file by their first column, each name once."""
    found: dict[str, Row] = {}
    if not path.exists():
        return found
    for row in rows(path, columns):
        name = row.named(columns[0])
        if name in found:
            raise row.wrong(
                columns[0], f"each name once; {name!r} is also in line {found[name].line}"
            )
        found[name] = row
    return found
