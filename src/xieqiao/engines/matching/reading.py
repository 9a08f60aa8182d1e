"""The files of the command: what they hold, and what is wrong with them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from xieqiao.engines.files.errors import BadFile
from xieqiao.engines.matching.arrays import Codes, Flags, codes
from xieqiao.engines.matching.instance import LARGEST, Scores
from xieqiao.engines.matching.problem import NO_CAP, Problem
from xieqiao.engines.matching.table import Table, read_table, tables

_MOST = 10**6
_PART = 200_000
_YES = {"": False, "0": False, "no": False, "1": True, "yes": True}


@dataclass(frozen=True)
class Files:
    """Where everything is; None for what is not given."""

    needs: Path
    people: Path
    edges: Path | None = None
    locks: Path | None = None
    conflicts: Path | None = None
    told: Path | None = None
    limits: Path | None = None


@dataclass(frozen=True)
class Given:
    """What the files say.

    scores: None where texts have to tell them. Texts and sectors: one for each need or person.
    """

    problem: Problem
    scores: Scores | None
    need_texts: list[str]
    need_sectors: list[str]
    person_texts: list[str]
    person_sectors: list[str]


def read(files: Files) -> Given:
    """Read the files. Raises `BadFile` with file, line, column and what was expected."""
    said = ("text", "sector")
    needed, other = (said, ()) if files.edges is None else ((), said)
    needs = read_table(files.needs, ("need", *needed, "min", "max"), (*other, "all_or_none"))
    people = read_table(files.people, ("person", "body", *needed, "capacity"), (*other, "team"))
    need_names, person_names = needs.names("need", once=True), people.names("person", once=True)
    need_place = {name: place for place, name in enumerate(need_names)}
    person_place = {name: place for place, name in enumerate(person_names)}

    def pairs(path: Path | None) -> Codes:
        if path is None:
            return np.zeros((0, 2), np.int64)
        table = read_table(path, ("need", "person"))
        return np.stack(_pairs(table, files, need_place, person_place), axis=1)

    body_names = people.text("body")
    bodies = tuple(sorted(set(body_names) - {""}))
    body_place = {name: place for place, name in enumerate(bodies)}
    floor, cap = _limits(files, body_place)
    least, most = _wanted(needs)
    problem = Problem(
        tuple(need_names),
        tuple(person_names),
        bodies,
        least=least,
        most=most,
        capacity=_whole(people, "capacity"),
        body=codes([body_place.get(name, -1) for name in body_names]),
        floor=floor,
        cap=cap,
        locked=pairs(files.locks),
        told=pairs(files.told),
        banned=pairs(files.conflicts),
        teams=_teams(people),
        all_or_none=_flags(needs),
    )
    scores = None if files.edges is None else _edges(files, need_place, person_place)
    return Given(problem, scores, needs.text("text"), needs.text("sector"), people.text("text"),
                 people.text("sector"))  # fmt: skip


def _wanted(needs: Table) -> tuple[Codes, Codes]:
    least, most = _whole(needs, "min"), _whole(needs, "max")
    wrong = np.flatnonzero(most < least)
    if len(wrong):
        row = int(wrong[0])
        raise needs.wrong(row, "max", f"{least[row]} (its min) or more, found {most[row]}")
    return least, most


def _whole(table: Table, column: str, empty: str | None = None) -> Codes:
    expected = f"a whole number from 0 to {_MOST:,}"
    return codes(table.numbers(column, _natural, expected, empty))


def _natural(cell: str) -> int:
    if not (cell.isascii() and cell.isdigit() and int(cell) <= _MOST):
        raise ValueError
    return int(cell)


def _score(cell: str) -> float:
    value = float(cell)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise ValueError
    return value


def _flags(needs: Table) -> Flags:
    cells = needs.numbers("all_or_none", _flag, "1 or yes, 0 or no", "")
    return np.array(cells, dtype=np.bool_)


def _flag(cell: str) -> bool:
    if cell not in _YES:
        raise ValueError
    return _YES[cell]


def _pairs(
    table: Table, files: Files, needs: dict[str, int], people: dict[str, int]
) -> tuple[Codes, Codes]:
    """Return the pairs of a file, each of which may come once only."""
    need, person = _places(table, files, needs, people)
    _each_once(table.path, need * len(people) + person, codes(table.lines))
    return need, person


def _places(
    table: Table, files: Files, needs: dict[str, int], people: dict[str, int]
) -> tuple[Codes, Codes]:
    need = codes(table.places("need", needs, files.needs.name))
    return need, codes(table.places("person", people, files.people.name))


def _each_once(path: Path, key: Codes, lines: Codes) -> None:
    order = np.argsort(key, kind="stable")
    twice = np.flatnonzero(np.diff(key[order]) == 0)
    if len(twice):
        row = int(order[twice + 1].min())
        first = int(lines[key == key[row]][0])
        expected = f"expected each pair once; this one is in line {first} too"
        raise BadFile(path, expected, int(lines[row]), "person")


def _edges(files: Files, needs: dict[str, int], people: dict[str, int]) -> Scores:
    """Read the scores, in parts: there may be millions."""
    assert files.edges is not None
    expected = f"a number between −{LARGEST:,.0f} and {LARGEST:,.0f}"
    parts = []
    for table in tables(files.edges, ("need", "person", "score"), rows=_PART):
        need, person = _places(table, files, needs, people)
        score = np.array(table.numbers("score", _score, expected), np.float64)
        parts.append((need, person, score, codes(table.lines)))
    need, person, lines = (np.concatenate([part[k] for part in parts]) for k in (0, 1, 3))
    _each_once(files.edges, need * len(people) + person, lines)
    return Scores(need, person, np.concatenate([part[2] for part in parts]))


def _limits(files: Files, bodies: dict[str, int]) -> tuple[Codes, Codes]:
    floor, cap = np.zeros(len(bodies), np.int64), np.full(len(bodies), NO_CAP, np.int64)
    if files.limits is not None:
        table = read_table(files.limits, ("body", "floor", "cap"))
        table.names("body", once=True)
        place = table.places("body", bodies, files.people.name)
        floor[place] = _whole(table, "floor", "0")
        high = table.numbers("cap", lambda c: NO_CAP if c == "none" else _natural(c),
                             f"nothing, or a whole number from 0 to {_MOST:,}", "none")  # fmt: skip
        cap[place] = codes(high)
        for row, at in enumerate(place):
            if cap[at] < floor[at]:
                raise table.wrong(row, "cap", f"{floor[at]} (its floor) or more, found {cap[at]}")
    return floor, cap


def _teams(people: Table) -> tuple[tuple[int, ...], ...]:
    members: dict[str, list[int]] = {}
    for place, name in enumerate(people.text("team")):
        if name:
            members.setdefault(name, []).append(place)
    return tuple(tuple(team) for _, team in sorted(members.items()) if len(team) > 1)


__all__ = ["BadFile", "Files", "Given", "read"]
