"""Names in the order of their sounds, whatever the database's collation."""

from __future__ import annotations

from pypinyin import lazy_pinyin


def sounds(name: str) -> str:
    """Return the key by which a name sorts: its pinyin, in small letters."""
    return " ".join(lazy_pinyin(name.casefold()))[:400]
