"""Exports of Polis: participants-votes.csv, comments.csv, votes.csv.

Signs as in these files: 1 agree, −1 disagree, 0 pass, an empty cell unseen. votes.csv keeps every
vote event; without it the matrix is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from xieqiao.engines.consensus.table import header, rows
from xieqiao.engines.consensus.votes import Ballot, Dropped, Votes, of_ballots
from xieqiao.engines.files.errors import BadFile

EVENTS = ("timestamp", "comment-id", "voter-id", "vote")
_MATRIX = "participants-votes.csv"
_AFTER = "n-disagree"


def read_polis(folder: Path) -> Votes:
    """Read a folder with a Polis export. Raises `BadFile`."""
    matrix, events, comments = folder / _MATRIX, folder / "votes.csv", folder / "comments.csv"
    people: list[str] = []
    groups: dict[str, str] = {}
    cells: list[Ballot] = []
    if matrix.exists():
        people, groups, cells = _matrix(matrix)
    statements = _statements(matrix) if matrix.exists() else []
    text, status = _comments(comments) if comments.exists() else ({}, {})
    dropped: list[Dropped] = []
    ballots = cells
    if events.exists():
        ballots = list(_events(events))
        dropped = _only_in_matrix(cells, ballots)
    return of_ballots(
        ballots,
        people,
        [*statements, *text],
        dropped,
        text=text,
        status=status,
        published_group=groups,
    )


def _statements(path: Path) -> list[str]:
    names = header(path)
    if _AFTER not in names:
        raise BadFile(path, "expected this column, and after it one for each statement", 1, _AFTER)
    return names[names.index(_AFTER) + 1 :]


def _matrix(path: Path) -> tuple[list[str], dict[str, str], list[Ballot]]:
    statements = _statements(path)
    people: list[str] = []
    groups: dict[str, str] = {}
    ballots: list[Ballot] = []
    for row in rows(path, ("participant", _AFTER)):
        person = row.named("participant")
        if person in groups:
            raise row.wrong("participant", f"each participant once; {person!r} came before")
        people.append(person)
        groups[person] = row.text("group-id", "")
        start = len(row.cells) - len(statements)
        for statement, cell in zip(statements, row.cells[start:], strict=True):
            if value := cell.strip():
                ballots.append(Ballot(person, statement, row.as_vote(value, statement)))
    return people, groups, ballots


def _events(path: Path) -> Iterator[Ballot]:
    for row in rows(path, EVENTS):
        yield Ballot(
            row.named("voter-id"), row.named("comment-id"), row.vote("vote"), row.time("timestamp")
        )


def _comments(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    text: dict[str, str] = {}
    status: dict[str, str] = {}
    for row in rows(path, ("comment-id", "comment-body")):
        name = row.named("comment-id")
        if name in text:
            raise row.wrong("comment-id", f"each statement once; {name!r} came before")
        text[name] = row.text("comment-body")
        status[name] = row.text("moderated", "")
    return text, status


def _only_in_matrix(cells: Sequence[Ballot], events: Sequence[Ballot]) -> list[Dropped]:
    if not cells:
        return []
    there = {(b.participant, b.statement) for b in events}
    missing = [b for b in cells if (b.participant, b.statement) not in there]
    examples = tuple(f"{b.participant} on {b.statement}" for b in missing[:5])
    return [
        Dropped(
            f"votes in {_MATRIX} only",
            "where there is a votes.csv it is the record of the votes",
            len(missing),
            examples,
        )
    ]
