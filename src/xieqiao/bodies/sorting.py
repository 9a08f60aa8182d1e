"""Chinese sorts by a stored key, never by the database's collation."""

from __future__ import annotations

from pypinyin import Style, lazy_pinyin


def sort_key(name: str) -> str:
    """Return the pinyin of a name, with tone numbers, in lower case; at most 200 characters."""
    return " ".join(lazy_pinyin(name, style=Style.TONE3)).lower()[:200]
