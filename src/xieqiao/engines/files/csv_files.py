"""CSV files opened so that whatever is wrong with one is told by its line and column."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from xieqiao.engines.files.errors import BadFile

_LONGEST = 4_000_000


class Reader(Protocol):
    """What `csv.reader` returns."""

    @property
    def line_num(self) -> int:
        """The line read last, from 1."""
        ...

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@contextmanager
def csv_lines(path: Path) -> Iterator[Reader]:
    """Read a file line by line; what cannot be read as CSV in UTF-8 raises `BadFile`."""
    csv.field_size_limit(_LONGEST)
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            try:
                yield reader
            finally:
                line = max(reader.line_num, 1)
    except UnicodeDecodeError as error:
        raise BadFile(path, "expected UTF-8 text", _first_that_is_no_text(path)) from error
    except csv.Error as error:
        raise BadFile(path, f"expected a well-formed CSV line ({error})", line) from error
    except OSError as error:
        raise BadFile(path, f"expected a file that can be read ({error.strerror})") from error


def header_of(path: Path, reader: Reader, needed: Sequence[str]) -> list[str]:
    """Return the names of the columns. Raises `BadFile` without the needed ones, or on twins."""
    names = [name.strip() for name in next(reader, [])]
    if not names:
        raise BadFile(path, f"expected a header with {', '.join(needed)}; found none", 1)
    for name in needed:
        if name not in names:
            raise BadFile(path, "expected this column in the header", 1, name)
    for place, name in enumerate(names):
        if name in names[:place]:
            raise BadFile(path, "expected each column once, found it twice", 1, name)
    return names


def demand_cells(path: Path, reader: Reader, cells: Sequence[str], size: int) -> None:
    """Raise `BadFile` for a line with another number of cells than the header."""
    if len(cells) != size:
        expected = f"expected {size} cells as in the header, found {len(cells)}"
        raise BadFile(path, expected, reader.line_num)


def _first_that_is_no_text(path: Path) -> int | None:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return None
