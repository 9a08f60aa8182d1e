"""CSV files read column by column, quickly, every cell knowing where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from xieqiao.engines.files.csv_files import Reader, csv_lines, demand_cells, header_of
from xieqiao.engines.files.errors import BadFile

_Value = TypeVar("_Value")


@dataclass(frozen=True)
class Table:
    """The cells of a file. columns: a list for each column; lines: where each row ends."""

    path: Path
    columns: dict[str, list[str]]
    lines: Sequence[int]

    def __len__(self) -> int:
        return len(self.lines)

    def wrong(self, row: int, column: str, expected: str) -> BadFile:
        """Return the error for a cell."""
        return BadFile(self.path, f"expected {expected}", self.lines[row], column)

    def text(self, column: str) -> list[str]:
        """Return a column without blanks around the cells; empty where there is no such column."""
        cells = self.columns.get(column)
        return [""] * len(self) if cells is None else [cell.strip() for cell in cells]

    def names(self, column: str, *, once: bool = False) -> list[str]:
        """Return a column of names: none empty and, if `once`, none twice."""
        names = self.text(column)
        if not all(names):
            raise self.wrong(names.index(""), column, "a name or number, found nothing")
        if once and len(set(names)) < len(names):
            first: dict[str, int] = {}
            for row, name in enumerate(names):
                if first.setdefault(name, row) != row:
                    line = self.lines[first[name]]
                    raise self.wrong(row, column, f"each once; {name!r} is in line {line} too")
        return names

    def numbers(
        self, column: str, read: Callable[[str], _Value], expected: str, empty: str | None = None
    ) -> list[_Value]:
        """Return a column of numbers; `empty` is what an empty cell stands for, if it may be."""
        cells = self.text(column)
        if empty is not None:
            cells = [cell or empty for cell in cells]
        found: list[_Value] = []
        try:
            found.extend(map(read, cells))
        except (ValueError, OverflowError):
            row = len(found)
            raise self.wrong(row, column, f"{expected}, found {cells[row]!r}") from None
        return found

    def places(self, column: str, known: dict[str, int], where: str) -> list[int]:
        """Return the places of names that must be known, `where` they are listed."""
        names = self.text(column)
        try:
            return [known[name] for name in names]
        except KeyError:
            row = next(row for row, name in enumerate(names) if name not in known)
            found = repr(names[row]) if names[row] else "nothing"
            raise self.wrong(row, column, f"a {column} of {where}, found {found}") from None


def read_table(path: Path, needed: Sequence[str], other: Sequence[str] = ()) -> Table:
    """Read a file that has the `needed` columns, and of the `other` ones those that are there.

    Raises `BadFile` for what cannot be read, is no UTF-8, has no header, lacks a column, names one
    twice, or has a row with another number of cells than the header.
    """
    return next(tables(path, needed, other))


def tables(
    path: Path, needed: Sequence[str], other: Sequence[str] = (), rows: int | None = None
) -> Iterator[Table]:
    """Read a file like `read_table`, `rows` at a time; the last table may be empty."""
    with csv_lines(path) as reader:
        names = header_of(path, reader, needed)
        while True:
            table = _part(path, reader, names, (*needed, *other), rows)
            yield table
            if rows is None or len(table) < rows:
                return


def _part(
    path: Path, reader: Reader, names: list[str], known: Sequence[str], rows: int | None
) -> Table:
    """Read so many rows more, or all."""
    wanted = [name for name in names if name in known]
    cells: list[list[str]] = [[] for _ in wanted]
    put = [(column.append, names.index(name)) for column, name in zip(cells, wanted, strict=True)]
    lines: list[int] = []
    size = len(names)
    for row in reader:
        if len(row) != size:
            if not row:
                continue
            demand_cells(path, reader, row, size)
        lines.append(reader.line_num)
        for add, place in put:
            add(row[place])
        if len(lines) == rows:
            break
    return Table(path, dict(zip(wanted, cells, strict=True)), lines)
