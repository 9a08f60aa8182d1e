"""Writes spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from xieqiao.documents.sheets import Value
from xieqiao.documents.values import text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NARROW, _WIDE, _LOOKED_AT = 10, 48, 200


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return a workbook of one sheet: all cells are text, so that nothing is rounded or run."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    shown = [[text(value) for value in row] for row in rows]
    for number, name in enumerate(head):
        longest = max([_width(name), *(_width(row[number]) for row in shown[:_LOOKED_AT])])
        width = min(max(longest + 2, _NARROW), _WIDE)
        sheet.column_dimensions[get_column_letter(number + 1)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, name, bold=True) for name in head])
    for row in shown:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=value or None)
    cell.data_type = "s" if value else "n"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text="\n" in value, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _width(value: str) -> int:
    return sum(2 if ord(sign) > 0x2E7F else 1 for sign in value.split("\n", maxsplit=1)[0])


def comma_separated(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """Return UTF-8 with its mark, as spreadsheet programs want it; nothing in it is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_harmless(text(value)) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
