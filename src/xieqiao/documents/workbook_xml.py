"""What a .xlsx says about its rows and formulas, and the quick reader leaves out."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from xml.etree import ElementTree

from xieqiao.documents.sheets import Place

Hints = tuple[frozenset[int], frozenset[Place]]
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HIDDEN = re.compile(rb'<row\s[^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"')
_UNCOMPUTED = re.compile(
    rb'<c\s[^>]*?r="([A-Z]+)(\d+)"[^>]*>\s*<f[^<]*</f>\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)
_DOCTYPE = b"<!DOCTYPE"


def hints(content: bytes) -> dict[str, Hints]:
    """Return, by the name of each sheet, its hidden rows and its formulas without a value."""
    if not content.startswith(b"PK"):
        return {}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            return {}
        return {
            name: _of_sheet(archive.read(path))
            for name, path in _paths(archive).items()
            if path in archive.namelist()
        }


def _paths(archive: zipfile.ZipFile) -> dict[str, str]:
    book = archive.read("xl/workbook.xml")
    links = archive.read("xl/_rels/workbook.xml.rels")
    if _DOCTYPE in book or _DOCTYPE in links:  # no office program writes one
        return {}
    targets = {one.get("Id"): str(one.get("Target")) for one in ElementTree.fromstring(links)}  # noqa: S314
    found = {}
    for sheet in ElementTree.fromstring(book).iter():  # noqa: S314
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            found[str(sheet.get("name"))] = posixpath.normpath(path)
    return found


def _of_sheet(content: bytes) -> Hints:
    hidden = {int(row) - 1 for row in _HIDDEN.findall(content)} if b"hidden=" in content else set()
    without = set()
    if b"<f" in content:
        for letters, row in _UNCOMPUTED.findall(content):
            without.add((int(row) - 1, _column(letters.decode())))
    return frozenset(hidden), frozenset(without)


def _column(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number - 1
