"""What is wrong with a file or a cell, in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from xieqiao.bodies.imports.plan import CellError, Line
from xieqiao.documents.faults import BadCell, CellFault, FileFault, Unreadable
from xieqiao.documents.sheets import Value
from xieqiao.documents.tables import Record, Skipped, Table

T = TypeVar("T")


def listed(items: Iterable[str]) -> str:
    """Return some names in one line, as the reader's language lists them."""
    return (", " if get_language() == "en" else "、").join(items)


def why_unreadable(error: Unreadable) -> str:
    """Return why a file cannot be read, and what to do."""
    words = {
        FileFault.EMPTY: _("The file is empty."),
        FileFault.TOO_LARGE: _("The file is larger than %(limit)d MB. Divide it into several."),
        FileFault.TOO_MANY_ROWS: _("The file has more than %(limit)d rows. Divide it."),
        FileFault.NOT_A_TABLE: _(
            "This is no spreadsheet, whatever its name says. Take an .xlsx, .xls or .csv file."
        ),
        FileFault.PASSWORD: _(
            "The file is protected by a password. Open it, save it without one, and take that."
        ),
        FileFault.DAMAGED: _(
            "The file is damaged and cannot be read. Open it in your spreadsheet program, save it "
            "anew, and take that."
        ),
        FileFault.WEB_PAGE: _(
            "The file is a web page under the name of a spreadsheet. Open it in your spreadsheet "
            "program and save it as .xlsx."
        ),
        FileFault.NO_SHEET: _("There is nothing on any sheet of the file."),
    }
    return words[error.fault] % {"limit": error.limit}


def why_refused(error: BadCell) -> str:
    """Return why what a cell holds cannot be taken, and what would fit."""
    words = {
        CellFault.MISSING: _("nothing stands here, but it is needed"),
        CellFault.TOO_LONG: _("“%(value)s…” has more than %(limit)d characters"),
        CellFault.HIDDEN_SIGNS: _("there are invisible signs in the text (%(value)s)"),
        CellFault.NO_DATE: _("“%(value)s” is no date; write 1975, 1975-06 or 1975-06-03"),
        CellFault.TWO_DIGIT_YEAR: _(
            "“%(value)s” does not say the century; write four digits: 1975-06"
        ),
        CellFault.JANUARY_OR_OCTOBER: _(
            "“%(value)s” may mean January or October, since the cell is a number; write it as "
            "1975-01 or 1975-10"
        ),
        CellFault.IN_THE_FUTURE: _("“%(value)s” has not come yet"),
        CellFault.NO_PHONE: _("“%(value)s” is no telephone number"),
        CellFault.ROUNDED: _("the number was rounded by the spreadsheet program; enter it as text"),
        CellFault.NO_NUMBER: _("“%(value)s” is no whole number up to %(limit)d"),
        CellFault.NO_VALUE: _(
            "the formula has no value; open the file in your spreadsheet program and save it"
        ),
        CellFault.ERROR_VALUE: _("the formula gives an error (%(value)s)"),
        CellFault.NOT_A_CHOICE: _("“%(value)s” is not known here; possible are: %(choices)s"),
    }
    return words[error.fault] % {
        "value": error.value,
        "limit": error.limit,
        "choices": error.choices,
    }


class Reader:
    """Reads the cells of one row, and gathers what cannot be taken."""

    def __init__(self, record: Record, today: date) -> None:
        self.record = record
        self.today = today
        self.errors: list[CellError] = []

    def read(self, key: str, meaning: Callable[[Value], T], empty: T) -> T:
        """Return what a cell means, `empty` for nothing or what is refused."""
        try:
            value = self.record.get(key)
            return empty if value is None else meaning(value)
        except BadCell as error:
            self.refuse(key, why_refused(error))
            return empty

    def refuse(self, key: str, message: str) -> None:
        """Refuse what stands in a cell."""
        self.errors.append(CellError(self.record.at(key), key, message))

    def needed(self, key: str, found: str) -> str:
        """Return what was found; refuse the row when it is nothing, and that was not said yet."""
        if not found and not any(error.column == key for error in self.errors):
            self.refuse(key, why_refused(BadCell(CellFault.MISSING)))
        return found


def looked_at(
    tables: Iterable[Table], line_of: Callable[[Record], Line]
) -> tuple[list[Line], list[str]]:
    """Return the line of every row, and what is to be said of the tables besides."""
    lines: list[Line] = []
    remarks: list[str] = []
    for table in tables:
        remarks += remarks_on(table)
        lines += [line_of(record) for record in table.records()]
    return lines, remarks


def remarks_on(table: Table) -> list[str]:
    """Return what one should know of a sheet: rows that are no entries, and hidden ones."""
    found = []
    sheet = {"sheet": table.sheet.name or _("the table")}
    for row, why, begins in table.skipped()[:20]:
        words = sheet | {"row": row + 1, "begins": begins}
        if why is Skipped.NOTE:
            found.append(_("%(sheet)s, row %(row)d is a note and is left out: %(begins)s") % words)
        else:
            found.append(_("%(sheet)s, row %(row)d repeats the names of the columns.") % words)
    hidden = table.hidden_entries()
    if hidden:
        rows = listed(str(row + 1) for row in hidden[:10]) + ("…" if len(hidden) > 10 else "")
        said = _("%(sheet)s: rows that the file hides are read, too: %(rows)s")
        found.append(said % (sheet | {"rows": rows}))
    return found
