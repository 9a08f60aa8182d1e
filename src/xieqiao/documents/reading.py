"""Reads .xlsx, .xls, .ods and .csv files into sheets, by what they hold and not by their name."""

from __future__ import annotations

import io
import zipfile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError
from python_calamine import SheetVisibleEnum as Visible

from xieqiao.documents.delimited import read_delimited
from xieqiao.documents.faults import FileFault, Unreadable
from xieqiao.documents.sheets import Sheet, Value
from xieqiao.documents.workbook_xml import hints

MOST_BYTES = 20 * 1024**2
MOST_UNPACKED = 400 * 1024**2
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_SHEETS = 30
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"{\\rtf")
_PAGE = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def read(content: bytes) -> list[Sheet]:
    """Return the sheets of a file. Raises Unreadable.

    All sheets come, hidden ones marked; those without any cell are left out.
    """
    if not content.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise Unreadable(FileFault.EMPTY)
    if len(content) > MOST_BYTES:
        raise Unreadable(FileFault.TOO_LARGE, MOST_BYTES // 1024**2)
    sheets = [sheet for sheet in _sheets(content) if any(any(row) for row in sheet.rows)]
    if not sheets:
        raise Unreadable(FileFault.NO_SHEET)
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise Unreadable(FileFault.TOO_MANY_ROWS, MOST_ROWS)
    return sheets


def _sheets(content: bytes) -> list[Sheet]:
    if content.startswith(_ZIP):
        return _zipped(content)
    if content.startswith(_OLE):
        return _workbook(content)
    if content.startswith(_OTHERS):
        raise Unreadable(FileFault.NOT_A_TABLE)
    if content[:400].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(_PAGE):
        raise Unreadable(FileFault.WEB_PAGE)
    if b"\0" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unreadable(FileFault.NOT_A_TABLE)
    return [read_delimited(content)]


def _zipped(content: bytes) -> list[Sheet]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            unpacked = sum(info.file_size for info in archive.infolist())
    except zipfile.BadZipFile:
        raise Unreadable(FileFault.DAMAGED) from None
    if unpacked > MOST_UNPACKED:
        raise Unreadable(FileFault.TOO_LARGE, MOST_BYTES // 1024**2)
    if not any(name.startswith("xl/") for name in names) and "content.xml" not in names:
        raise Unreadable(FileFault.NOT_A_TABLE)
    return _workbook(content)


def _workbook(content: bytes) -> list[Sheet]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        seen = {sheet.name: sheet.visible is Visible.Visible for sheet in book.sheets_metadata}
        known = hints(content)
        found = []
        for name in book.sheet_names[:MOST_SHEETS]:
            hidden, without = known.get(name, (frozenset(), frozenset()))
            rows = _rows(book.get_sheet_by_name(name))
            found.append(Sheet(name, rows, not seen.get(name, True), hidden, without))
    except PasswordError:
        raise Unreadable(FileFault.PASSWORD) from None
    except Unreadable:
        raise
    except (CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        protected = "encrypt" in str(error).lower() or "password" in str(error).lower()
        fault = FileFault.PASSWORD if protected else FileFault.DAMAGED
        raise Unreadable(fault) from None
    return found


def _rows(sheet: CalamineSheet) -> list[list[Value]]:
    if sheet.total_height > MOST_ROWS:
        raise Unreadable(FileFault.TOO_MANY_ROWS, MOST_ROWS)
    rows: list[list[Value]] = [row[:MOST_COLUMNS] for row in sheet.to_python(skip_empty_area=False)]
    _fill_merged(rows, sheet)
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    return rows


def _fill_merged(rows: list[list[Value]], sheet: CalamineSheet) -> None:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        if top >= len(rows) or left >= len(rows[top]):
            continue
        value = rows[top][left]
        for row in rows[top : bottom + 1]:
            for column in range(left, min(right + 1, len(row))):
                row[column] = value
