"""How much room words take in a picture, whose text neither wraps nor is cut by itself."""

from __future__ import annotations

FIRST_WIDE = 0x2E80  # from here on (CJK Radicals Supplement) characters are about twice as wide


def units_of(character: str) -> int:
    """Return the width of a character, in half-width characters."""
    return 2 if ord(character) >= FIRST_WIDE else 1


def shortened(words: str, most: int) -> str:
    """Return words that take at most so many half-width characters, and a mark where cut."""
    units, kept = 0, ""
    for character in words:
        units += units_of(character)
        if units > most:
            return f"{kept}…"
        kept += character
    return kept
