"""What a cell means: text, date, phone number; or why it cannot be taken."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta

from xieqiao.documents.faults import BadCell, CellFault
from xieqiao.documents.sheets import Value

_WIDE = {0x3000: " ", 0xA0: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)
                                     if chr(code - 0xFEE0).isalnum()}}  # fmt: skip
_WIDE_SIGNS = str.maketrans("．。／－—–", "../---")
_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}
_BLANK = {"", "-", "--", "—", "——", "/", "无"}
_EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets, with their leap day of 1900
_SERIALS = range(3_654, 73_051)  # from 1910 to 2100
_DATE = re.compile(
    r"(\d{4})(?:年|[-./])?(?:(?<=[年\-./])(\d{1,2})(?:月|[-./])?(?:(?<=[月\-./])(\d{1,2})日?)?)?"
)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_SHORT = re.compile(r"['’]?\d{2}(?:年|[-./])\d{1,2}(?:月|[-./])?(?:\d{1,2}日?)?")
_TWO_SPACES = re.compile(r"\s+")
_BETWEEN_HANZI = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
_LIST = re.compile(r"[、,，;；/／\n|]+")


def text(value: Value) -> str:
    """Return what a cell shows: digits and letters of usual width, whole numbers without point."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < 10**15:
            return str(int(value))
        case datetime():
            at_midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
            return value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case str():
            return value.translate(_WIDE).strip().removeprefix("'").strip()
    return str(value)


def is_blank(value: Value) -> bool:
    """Say whether a cell holds nothing, or a stroke for nothing."""
    return value == "" or (isinstance(value, str) and text(value) in _BLANK)


def line(value: Value, limit: int = 200) -> str:
    """Return a text of one line. Raises BadCell."""
    found = _TWO_SPACES.sub(" ", _checked(value)).strip()
    if len(found) > limit:
        raise BadCell(CellFault.TOO_LONG, found[:30], limit)
    return found


def paragraphs(value: Value, limit: int = 20_000) -> str:
    """Return a text of several lines. Raises BadCell."""
    found = "\n".join(part.strip() for part in _checked(value).splitlines()).strip()
    if len(found) > limit:
        raise BadCell(CellFault.TOO_LONG, found[:30], limit)
    return found


def _checked(value: Value) -> str:
    found = unicodedata.normalize("NFC", text(value))
    if found in _ERRORS:
        raise BadCell(CellFault.ERROR_VALUE, found)
    if any(unicodedata.category(c) in {"Cc", "Cf", "Co", "Cn"} for c in found if c not in "\n\t\r"):
        raise BadCell(CellFault.HIDDEN_SIGNS, ascii(found)[1:-1][:40])
    return found


def name(value: Value, limit: int = 100) -> str:
    """Return a person's name; blanks that only widen a name of two signs go. Raises BadCell."""
    return _BETWEEN_HANZI.sub("", line(value, limit))


def items(value: Value, limit: int = 100) -> list[str]:
    """Return the parts of a cell that lists several. Raises BadCell."""
    found = [line(part, limit) for part in _LIST.split(paragraphs(value))]
    return [part for part in found if part and part not in _BLANK]


def partial_date(value: Value, today: date) -> str:
    """Return a date as exactly as the cell knows it: 1975, 1975-06 or 1975-06-03. Raises BadCell.

    A number such as 1975.1 may have been 1975.10, and a year of two digits may be of either
    century: neither is guessed.
    """
    found = _date(value)
    try:
        first = date.fromisoformat((found + "-01-01")[:10])
    except ValueError:
        raise BadCell(CellFault.NO_DATE, text(value)[:30]) from None
    if first > today:
        raise BadCell(CellFault.IN_THE_FUTURE, text(value)[:30])
    return found


def _date(value: Value) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int() | float() if not isinstance(value, bool):
            return _number_as_date(value)
    return _text_as_date(text(value))


def _number_as_date(value: float) -> str:
    shown = text(value)
    if 1900 <= value < 2101:
        if re.fullmatch(r"\d{4}\.1", shown):
            raise BadCell(CellFault.JANUARY_OR_OCTOBER, shown)
        return _text_as_date(shown)
    if float(value).is_integer() and int(value) in _SERIALS:
        return (_EPOCH + timedelta(days=int(value))).isoformat()
    return _text_as_date(shown)


def _text_as_date(shown: str) -> str:
    shown = shown.translate(_WIDE_SIGNS).replace(" ", "").rstrip(".")
    shown = shown.removesuffix("生").removesuffix("至今").rstrip("-~～")
    if _SHORT.fullmatch(shown):
        raise BadCell(CellFault.TWO_DIGIT_YEAR, shown)
    match = _DATE.fullmatch(shown) or _RUN.fullmatch(shown)
    if match is None and re.fullmatch(r"\d{4}-\d{2}-\d{2}\d{2}:\d{2}", shown):
        match = _DATE.fullmatch(shown[:10])
    if match is None:
        raise BadCell(CellFault.NO_DATE, shown[:30])
    year, *rest = (part for part in match.groups() if part)
    return "-".join([year, *(part.zfill(2) for part in rest)])


def phone(value: Value) -> str:
    """Return a telephone number: digits with plus sign, hyphens, slashes. Raises BadCell."""
    if isinstance(value, float) and abs(value) >= 10**15:
        raise BadCell(CellFault.ROUNDED, str(value))
    found = text(value).replace("（", "(").replace("）", ")").replace("－", "-")
    if not re.fullmatch(r"[\d+()\-\s/、,，;；转x*]{3,60}", found) or "*" in found:
        raise BadCell(CellFault.NO_PHONE, found[:30])
    return _TWO_SPACES.sub(" ", found)


def whole_number(value: Value, limit: int = 1_000_000) -> int:
    """Return a whole number that is not negative. Raises BadCell."""
    shown = text(value)
    if not re.fullmatch(r"\d{1,9}", shown) or int(shown) > limit:
        raise BadCell(CellFault.NO_NUMBER, shown[:30], limit)
    return int(shown)
