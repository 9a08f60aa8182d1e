"""A sheet of cells, as any kind of spreadsheet file gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta
Place = tuple[int, int]  # row and column, counted from 0


@dataclass(frozen=True)
class Sheet:
    """A sheet: its cells from A1 on; an empty cell holds an empty text.

    `hidden_rows` are rows that the file hides, `without_value` cells whose formula was never
    computed; both counted from 0. Merged cells all hold what the first of them holds.
    """

    name: str
    rows: list[list[Value]]
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    without_value: frozenset[Place] = field(default_factory=frozenset)

    def cell(self, row: int, column: int) -> Value:
        """Return what a cell holds; one outside the sheet holds nothing."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]

    @property
    def width(self) -> int:
        """How many columns the widest row has."""
        return max((len(row) for row in self.rows), default=0)


def letter(column: int) -> str:
    """Return the letter of a column counted from 0: A, Z, AA."""
    found, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """Return the address of a cell as spreadsheets write it: B7."""
    return f"{letter(column)}{row + 1}"
