"""An import as its page tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from xieqiao.bodies.imports.files import Chosen
from xieqiao.bodies.imports.plan import Importer, Verdict
from xieqiao.bodies.imports.words import listed
from xieqiao.documents.sheets import letter
from xieqiao.documents.tables import heading
from xieqiao.documents.values import text

TABS = {
    Verdict.ADDED: _("new"),
    Verdict.CHANGED: _("changed"),
    Verdict.UNCHANGED: _("as before"),
    Verdict.ASKED: _("to be decided"),
    Verdict.REFUSED: _("refused"),
    Verdict.LEFT_OUT: _("left out"),
}
_EXAMPLES = 3


@dataclass(frozen=True)
class ColumnTold:
    """A column of a sheet: what stands above it, what is in it, and what it is taken for."""

    number: int
    letter: str
    heading: str
    examples: str
    key: str


@dataclass(frozen=True)
class SheetTold:
    """A sheet with its columns, and where its entries begin."""

    number: int
    name: str
    taken: bool
    why_not: str
    named: bool
    first: int
    columns: list[ColumnTold]
    recognised: str


def sheets_told(
    importer: Importer, sheets: list[Chosen], titles: dict[str, str]
) -> list[SheetTold]:
    """Return the sheets of a file as the page shows them."""
    return [_sheet(number, one, titles) for number, one in enumerate(sheets)]


def _sheet(number: int, chosen: Chosen, titles: dict[str, str]) -> SheetTold:
    table = chosen.table
    columns = [
        ColumnTold(
            column,
            letter(column),
            heading(table, column)[:60],
            _examples(chosen, column),
            table.columns.get(column, ""),
        )
        for column in range(min(table.sheet.width, 60))
    ]
    return SheetTold(
        number,
        chosen.name,
        chosen.taken,
        chosen.why_not,
        table.recognised,
        table.first + 1,
        [one for one in columns if one.heading or one.examples or one.key],
        listed(titles[key] for key in table.columns.values()),
    )


def _examples(chosen: Chosen, column: int) -> str:
    sheet = chosen.table.sheet
    rows = range(chosen.table.first, min(chosen.table.first + 40, len(sheet.rows)))
    found = dict.fromkeys(text(sheet.cell(row, column))[:20] for row in rows)
    return " · ".join([one for one in found if one][:_EXAMPLES])
