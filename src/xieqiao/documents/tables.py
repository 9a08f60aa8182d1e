"""Finds the table in a sheet: the row of names, what each column is, and which rows are entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from xieqiao.documents.faults import BadCell, CellFault
from xieqiao.documents.sheets import Sheet, Value, address
from xieqiao.documents.values import is_blank, text

LOOK_INTO = 15  # rows in which the names of the columns may stand
_ASIDE = re.compile(r"[（(【\[].*?[)）】\]]")
_SIGNS = re.compile(r"[\s:：*＊、/／.．·,，_\-]+")
_CLEAR_NOTE = re.compile(
    r"(备注|注|说明|附注|填表说明|填表人|填表日期|制表人?|制表单位|审核人?|notes?|remarks?)\s*[:：].*"
    r"|(合\s*计|总\s*计|小\s*计|共\s*计|totals?)\s*[:：]?\s*\d*\s*[人名]?|共\s*\d+\s*[人名].*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True)
class Column:
    """Something that a table can hold, and the names under which offices write it."""

    key: str
    names: tuple[str, ...]
    required: bool = False

    def called(self, *, chinese: bool) -> str:
        """Return the name to write above it, one that is recognised again."""
        if chinese:
            return self.names[0]
        return next((name for name in self.names if name.isascii()), self.names[0])


class Skipped(StrEnum):
    """Why a row of the sheet is no entry."""

    NOTE = "note"
    HEADER_AGAIN = "header_again"


@dataclass(frozen=True)
class Record:
    """A row of a table: its cells by what they are."""

    sheet: str
    row: int
    cells: Mapping[str, Value]
    places: Mapping[str, int]
    without_value: frozenset[int] = frozenset()

    def at(self, key: str) -> str:
        """Return the address of a cell: B7, or of the row when it has no such column: row 7."""
        return address(self.row, self.places[key]) if key in self.places else str(self.row + 1)

    def get(self, key: str) -> Value | None:
        """Return what a cell holds; None when there is no such column, or nothing in it.

        Raises BadCell for a formula that was never computed.
        """
        if key not in self.places:
            return None
        if self.places[key] in self.without_value:
            raise BadCell(CellFault.NO_VALUE)
        value = self.cells.get(key, "")
        return None if is_blank(value) else value


@dataclass(frozen=True)
class Table:
    """A table in a sheet: where its names stand, and which column is what."""

    sheet: Sheet
    header: tuple[int, ...]
    columns: Mapping[int, str]
    first: int
    named: Mapping[int, str] = field(default_factory=dict)

    @property
    def recognised(self) -> bool:
        """Whether a row of names was found."""
        return bool(self.header)

    def records(self) -> Iterator[Record]:
        """Return the entries, one after the other."""
        places = {key: column for column, key in self.columns.items()}
        for number, row, why in self._told_apart:
            if why is None:
                cells = {k: row[c] for k, c in places.items() if c < len(row)}
                without = frozenset(c for c in places.values()
                                    if (number, c) in self.sheet.without_value)  # fmt: skip
                if without or any(not is_blank(value) for value in cells.values()):
                    yield Record(self.sheet.name, number, cells, places, without)

    def skipped(self) -> list[tuple[int, Skipped, str]]:
        """Return the rows that are no entries: number, why, and how they begin."""
        return [
            (number, why, next(text(value) for value in row if not is_blank(value))[:60])
            for number, row, why in self._told_apart
            if why is not None
        ]

    def hidden_entries(self) -> list[int]:
        """Return the rows that the file hides and that are read like all others."""
        return sorted(row for row in self.sheet.hidden_rows if row >= self.first)

    @cached_property
    def _told_apart(self) -> list[tuple[int, list[Value], Skipped | None]]:
        """The rows that hold something, each with why it is no entry."""
        return [
            (number, row, self._why_skipped(row))
            for number, row in enumerate(self.sheet.rows[self.first :], self.first)
            if any(not is_blank(value) for value in row)
        ]

    def _why_skipped(self, row: Sequence[Value]) -> Skipped | None:
        filled = [text(value) for value in row if not is_blank(value)]
        distinct = set(filled)
        if _CLEAR_NOTE.fullmatch(filled[0]) and len(distinct) <= 4:
            return Skipped.NOTE
        if len(distinct) == 1 and (len(filled) > 2 or len(filled[0]) > 30):
            return Skipped.NOTE
        again = sum(
            column < len(row) and not is_blank(row[column]) and text(row[column]) == named
            for column, named in self.named.items()
        )
        return Skipped.HEADER_AGAIN if again >= 2 and again == len(self.named) else None


def find_table(sheet: Sheet, columns: Sequence[Column]) -> Table:
    """Return the table of a sheet; without a row of names, one that begins at the first cell."""
    known = {_plain(name): column.key for column in columns for name in column.names}
    best: tuple[int, int, tuple[int, ...], dict[int, str]] = (0, 0, (), {})
    for top in range(min(LOOK_INTO, len(sheet.rows))):
        for header in ((top,), (top, top + 1)):
            found = _recognised(sheet, header, known)
            score = (len(found), -len(header))
            if score > best[:2] and _is_header(found, columns):
                best = (*score, header, found)
    names, found = best[2], best[3]
    if not names:
        first = next((n for n, row in enumerate(sheet.rows) if any(c != "" for c in row)), 0)
        return Table(sheet, (), {}, first)
    named = {column: text(sheet.cell(names[-1], column)) for column in found
             if not is_blank(sheet.cell(names[-1], column))}  # fmt: skip
    return Table(sheet, names, found, names[-1] + 1, named)


def with_columns(table: Table, columns: Mapping[int, str], first: int | None = None) -> Table:
    """Return the table with other columns, as somebody chose them by hand."""
    begins = table.first if first is None else first
    return Table(table.sheet, table.header, dict(columns), begins, table.named)


def heading(table: Table, column: int) -> str:
    """Return what stands above a column, all rows of names joined."""
    parts = [text(table.sheet.cell(row, column)) for row in table.header]
    return " ".join(dict.fromkeys(part for part in parts if part))


def _is_header(found: Mapping[int, str], columns: Sequence[Column]) -> bool:
    needed = {column.key for column in columns if column.required}
    return bool(needed & set(found.values())) and len(found) >= min(2, len(columns))


def _recognised(sheet: Sheet, header: tuple[int, ...], known: Mapping[str, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for column in range(sheet.width):
        cells = [text(sheet.cell(row, column)) for row in header]
        for name in (cells[-1], "".join(dict.fromkeys(cells)), cells[0]):
            key = known.get(_plain(name)) if name and len(name) <= 60 else None
            if key is not None and key not in found.values():
                found[column] = key
                break
    return found


def _plain(name: str) -> str:
    return _SIGNS.sub("", _ASIDE.sub("", name)).lower()
