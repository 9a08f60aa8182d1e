"""CSV files read cell by cell, every cell knowing where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from xieqiao.engines.files.csv_files import csv_lines, demand_cells, header_of
from xieqiao.engines.files.errors import BadFile


@dataclass(frozen=True)
class Row:
    """A line of a table."""

    path: Path
    line: int
    header: Sequence[str]
    cells: Sequence[str]

    def text(self, column: str, default: str | None = None) -> str:
        """Return what stands in a column, without blanks around it."""
        if column not in self.header:
            if default is not None:
                return default
            raise BadFile(self.path, f"a column {column!r}", 1)
        return self.cells[self.header.index(column)].strip()

    def named(self, column: str) -> str:
        """Return what stands there, which may not be empty."""
        value = self.text(column)
        if not value:
            raise self.wrong(column, "a name or number, found nothing")
        return value

    def vote(self, column: str) -> int:
        """Return the vote that stands there."""
        return self.as_vote(self.text(column), column)

    def as_vote(self, value: str, column: str) -> int:
        """Return a vote that was read there."""
        try:
            return {"1": 1, "0": 0, "-1": -1, "1.0": 1, "0.0": 0, "-1.0": -1}[value]
        except KeyError:
            raise self.wrong(column, f"a vote: 1, 0 or -1, found {value!r}") from None

    def time(self, column: str) -> float:
        """Return a moment as seconds since 1970; whole numbers from 10¹¹ on are milliseconds."""
        value = self.text(column)
        try:
            if value.lstrip("-").isdigit():
                number = int(value)
                return number / 1000 if abs(number) >= 10**11 else float(number)
            moment = datetime.fromisoformat(value)
        except ValueError:
            raise self.wrong(
                column,
                f"a time such as 2026-05-27T09:30:00+08:00 or seconds since 1970, found {value!r}",
            ) from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()

    def wrong(self, column: str, expected: str) -> BadFile:
        """Return the error for a cell of this row."""
        return BadFile(self.path, f"expected {expected}", self.line, column)


def rows(path: Path, needed: Sequence[str]) -> Iterator[Row]:
    """Read a table that has at least these columns.

    Raises `BadFile` for what is no UTF-8, has no header, lacks a column, names one twice, or has
    a line with another number of cells than the header.
    """
    with csv_lines(path) as reader:
        names = header_of(path, reader, needed)
        for cells in reader:
            if cells:
                demand_cells(path, reader, cells, len(names))
                yield Row(path, reader.line_num, names, cells)


def header(path: Path) -> list[str]:
    """Return the column names of a table."""
    with csv_lines(path) as reader:
        return [name.strip() for name in next(reader, [])]
