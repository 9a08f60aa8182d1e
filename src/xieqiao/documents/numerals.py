"""Numbers as names of terms carry them: 第十届, 十一届, 第12届."""

from __future__ import annotations

import re

_ONES = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TERM = re.compile(r"第?\s*([零〇一二两三四五六七八九十\d]{1,4})\s*届")


def term_number(name: str) -> int | None:
    """Return which term a name means, or None when it does not say so by number."""
    match = _TERM.search(name) or re.fullmatch(r"()?(\d{1,2})", name.strip())
    if match is None:
        return None
    written = match.group(match.lastindex or 1)
    return int(written) if written.isdigit() else _hanzi(written)


def _hanzi(written: str) -> int | None:
    tens, ten, ones = written.rpartition("十")
    if any(sign not in _ONES for sign in tens + ones):
        return None
    if not ten:
        return _ONES[ones] if len(ones) == 1 else None
    return (_ONES[tens] if tens else 1) * 10 + (_ONES[ones] if ones else 0)
