"""What can be wrong with a file, a sheet or a cell; rooms put it into the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FileFault(StrEnum):
    """Why a file cannot be read at all."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NOT_A_TABLE = "not_a_table"
    PASSWORD = "password"  # noqa: S105 - the name of a fault
    DAMAGED = "damaged"
    WEB_PAGE = "web_page"
    NO_SHEET = "no_sheet"


class Unreadable(Exception):
    """A file is no spreadsheet that can be read; `fault` says why, `limit` what would fit."""

    def __init__(self, fault: FileFault, limit: int = 0) -> None:
        super().__init__(fault.value)
        self.fault = fault
        self.limit = limit


class CellFault(StrEnum):
    """Why what a cell holds cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    HIDDEN_SIGNS = "hidden_signs"
    NO_DATE = "no_date"
    TWO_DIGIT_YEAR = "two_digit_year"
    JANUARY_OR_OCTOBER = "january_or_october"
    IN_THE_FUTURE = "in_the_future"
    NO_PHONE = "no_phone"
    ROUNDED = "rounded"
    NO_NUMBER = "no_number"
    NO_VALUE = "no_value"
    ERROR_VALUE = "error_value"
    NOT_A_CHOICE = "not_a_choice"


@dataclass(frozen=True)
class BadCell(Exception):
    """A value that cannot be taken: what it is, and what the limit or the choices are."""

    fault: CellFault
    value: str = ""
    limit: int = 0
    choices: str = ""
