"""Readable differences between two texts, in pieces that a page marks as kept, new or gone.

Chinese is compared character by character, Latin script word by word. Texts are first laid side
by side sentence by sentence, so 20,000 characters take well under a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’」』）)]*|[^。！？；\n]+")
_TOKEN = re.compile(r"[A-Za-z0-9À-ɏ]+(?:['’.-][A-Za-z0-9À-ɏ]+)*|\s+|.", re.DOTALL)
# Comparing costs about the product of the lengths; beyond this a passage is shown as replaced.
_MOST_WORK = 1_500_000
# A shorter run between two changes is not worth the flicker.
_SHORTEST_KEPT = 2


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Piece:
    """A run of text with one fate."""

    change: Change
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """Return the pieces that make up both texts, in reading order: gone before new."""
    if old == new:
        return [Piece(Change.KEPT, new)] if new else []
    head = _common_start(old, new)
    tail = _common_end(old[head:], new[head:])
    pieces = [Piece(Change.KEPT, new[:head])]
    pieces += _compare_sentences(old[head : len(old) - tail], new[head : len(new) - tail])
    pieces.append(Piece(Change.KEPT, new[len(new) - tail :]))
    return _joined(_calmed(_joined(pieces)))


def changed(pieces: Iterable[Piece]) -> bool:
    """Say whether anything differs."""
    return any(piece.change is not Change.KEPT for piece in pieces)


def _common_start(old: str, new: str) -> int:
    count = 0
    for a, b in zip(old, new, strict=False):
        if a != b:
            break
        count += 1
    return _not_within_word(new, count)


def _common_end(old: str, new: str) -> int:
    count = 0
    for a, b in zip(reversed(old), reversed(new), strict=False):
        if a != b:
            break
        count += 1
    while 0 < count < len(new) and _joins(new[len(new) - count - 1], new[len(new) - count]):
        count -= 1
    while 0 < count < len(old) and _joins(old[len(old) - count - 1], old[len(old) - count]):
        count -= 1
    return count


def _not_within_word(text: str, count: int) -> int:
    while 0 < count < len(text) and _joins(text[count - 1], text[count]):
        count -= 1
    return count


def _joins(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()


def _compare_sentences(old: str, new: str) -> list[Piece]:
    a, b = _SENTENCE.findall(old), _SENTENCE.findall(new)
    budget = _MOST_WORK
    if len(a) * len(b) > _MOST_WORK:
        return _replaced(old, new)
    pieces: list[Piece] = []
    for op, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        before, after = "".join(a[i:j]), "".join(b[k:m])
        if op == "equal":
            pieces.append(Piece(Change.KEPT, after))
            continue
        work = len(before) * len(after)
        if op != "replace" or work > budget:
            pieces += _replaced(before, after)
            continue
        budget -= work
        pieces += _compare_words(before, after)
    return pieces


def _compare_words(old: str, new: str) -> list[Piece]:
    a, b = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    if matcher.quick_ratio() < 0.3:
        return _replaced(old, new)
    pieces: list[Piece] = []
    for op, i, j, k, m in matcher.get_opcodes():
        if op == "equal":
            pieces.append(Piece(Change.KEPT, "".join(b[k:m])))
        else:
            pieces += _replaced("".join(a[i:j]), "".join(b[k:m]))
    return pieces


def _replaced(old: str, new: str) -> list[Piece]:
    return [p for p in (Piece(Change.GONE, old), Piece(Change.NEW, new)) if p.text]


def _calmed(pieces: Sequence[Piece]) -> list[Piece]:
    """Merge kept runs of hardly a character, between two changes, into the changes."""
    calm: list[Piece] = []
    for n, piece in enumerate(pieces):
        inside = 0 < n < len(pieces) - 1
        tiny = len(piece.text.strip()) < _SHORTEST_KEPT and "\n" not in piece.text
        if piece.change is Change.KEPT and inside and tiny:
            calm += [Piece(Change.GONE, piece.text), Piece(Change.NEW, piece.text)]
        else:
            calm.append(piece)
    return calm


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Join neighbours of one fate; between two kept runs, what is gone comes before what is new."""
    joined: list[Piece] = []
    kept, gone, new = "", "", ""
    for piece in [*pieces, Piece(Change.KEPT, "")]:
        match piece.change:
            case Change.GONE:
                gone += piece.text
            case Change.NEW:
                new += piece.text
            case Change.KEPT if gone or new:
                joined += [Piece(Change.KEPT, kept), *_replaced(gone, new)]
                kept, gone, new = piece.text, "", ""
            case Change.KEPT:
                kept += piece.text
    return [p for p in [*joined, Piece(Change.KEPT, kept)] if p.text]


def paragraphs(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Cut pieces at line ends, as a page sets them; blank lines fall away."""
    rows: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if first:
            rows[-1].append(Piece(piece.change, first))
        rows += [[Piece(piece.change, line)] if line else [] for line in others]
    return [row for row in rows if row]
