"""Two wordings side by side, piece by piece."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

_PIECES = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came new or fell away."""

    how: str  # same, new, gone
    text: str


def compared(before: str, after: str) -> list[list[Piece]]:
    """Return the paragraphs of both wordings with what came new and what fell away.

    Paragraphs are matched first and only then their characters, so a long document stays quick.
    """
    old, new = before.split("\n"), after.split("\n")
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    result: list[list[Piece]] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            result += [[Piece("same", line)] for line in old[a:b]]
            continue
        pairs = min(b - a, d - c)
        result += [_within(old[a + n], new[c + n]) for n in range(pairs)]
        result += [[Piece("gone", line)] for line in old[a + pairs : b]]
        result += [[Piece("new", line)] for line in new[c + pairs : d]]
    return [[p for p in line if p.text] for line in result if any(p.text for p in line)]


def _within(before: str, after: str) -> list[Piece]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.quick_ratio() < 0.3:
        return [Piece("gone", before), Piece("new", after)]
    pieces = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        else:
            pieces += [Piece("gone", "".join(old[a:b])), Piece("new", "".join(new[c:d]))]
    return pieces
