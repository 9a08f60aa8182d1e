"""Reads .csv files: the encoding and the separator are found out."""

from __future__ import annotations

import csv
import io

from charset_normalizer import from_bytes

from xieqiao.documents.faults import FileFault, Unreadable
from xieqiao.documents.sheets import Sheet, Value

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LIKELY = ["gb18030", "big5", "cp1252"]
_SEPARATORS = ",\t;|"


def read_delimited(content: bytes) -> Sheet:
    """Return the one sheet of a file of separated values. Raises Unreadable."""
    text = decoded(content)
    csv.field_size_limit(1_000_000)
    try:
        rows: list[list[Value]] = [
            [cell.strip() for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
        ]
    except csv.Error:
        raise Unreadable(FileFault.DAMAGED) from None
    return Sheet("", rows)


def decoded(content: bytes) -> str:
    """Return the text of a file: by its mark, as UTF-8, or as it is likeliest to be meant."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        found = from_bytes(content[:200_000], cp_isolation=_LIKELY).best()
        encoding = found.encoding if found is not None else "gb18030"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable(FileFault.DAMAGED) from None


def _separator(text: str) -> str:
    """Return what separates the cells: what stands equally often in most of the first lines."""
    lines = [line for line in text.splitlines()[:30] if line.strip()]
    counts = {one: sorted(line.count(one) for line in lines) for one in _SEPARATORS}
    return max(_SEPARATORS, key=lambda one: counts[one][len(lines) // 2] if lines else 0)
