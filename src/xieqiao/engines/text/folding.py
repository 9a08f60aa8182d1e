"""One spelling for what is the same word: 數字經濟, ｄｉｇｉｔａｌ and Digital fold to one form.

Traditional characters become simplified ones (OpenCC), widths and compatibility forms the plain
ones (NFKC), capitals small; white space shrinks to one blank; controls and marks of direction go.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from dataclasses import dataclass

import numpy as np
import opencc

from xieqiao.engines.text.arrays import Ints

_BLANK = re.compile(r"(\s)")
_BLANKS = re.compile(r"\s\s+")
_INVISIBLE = {
    code: None
    for code in (*range(0x20000), *range(0xE0000, 0xE0100))
    if unicodedata.category(chr(code)) in {"Cc", "Cf"}
}

_converters = threading.local()


@dataclass(frozen=True)
class Folded:
    """A folded text; starts[i] and ends[i]: where its character i stands in the original."""

    text: str
    starts: Ints
    ends: Ints

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the folded text stands for."""
        if start >= end:
            return (0, 0)
        return int(self.starts[start]), int(self.ends[end - 1])


def fold(text: str) -> str:
    """Return the text with traditional characters, widths, case and white space made alike."""
    return _simplified(_plain(text)).strip()


def folded(text: str) -> Folded:
    """Return what `fold` returns, and where each character came from."""
    whole = fold(text)
    for pieces in (_clusters(text), _words(text), [text]):
        made = _aligned(pieces)
        if made.text == whole:
            break
    return made


def _aligned(pieces: list[str]) -> Folded:
    """Fold piece by piece: a character stands for the whole piece that it came from."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for piece in pieces:
        plain = _plain(piece)
        if plain == " " and parts and parts[-1].endswith(" "):
            plain = ""
        parts.append(plain)
        starts += [at] * len(plain)
        at += len(piece)
        ends += [at] * len(plain)
    text = _simplified("".join(parts))
    left = len(text) - len(text.lstrip())
    kept = slice(left, left + len(text.strip()))
    return Folded(text.strip(), np.array(starts, int)[kept], np.array(ends, int)[kept])


def _clusters(text: str) -> list[str]:
    """Return the characters, each with the accents that follow it."""
    found: list[str] = []
    for character in text:
        if found and unicodedata.combining(character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _words(text: str) -> list[str]:
    """Return words and blanks, for scripts whose characters grow together."""
    return [piece for piece in _BLANK.split(text) if piece]


def _plain(text: str) -> str:
    """Return a text in its plain form: blanks, no controls, no widths, no capitals."""
    if not text.isprintable():
        text = _BLANK.sub(" ", text).translate(_INVISIBLE)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return _BLANKS.sub(" ", text)


def _simplified(text: str) -> str:
    """Return simplified characters, as many as there were: OpenCC's phrases keep the length."""
    if text.isascii():
        return text
    whole: str = _converter().convert(text)
    if len(whole) == len(text):
        return whole
    return "".join(_one(character) for character in text)


def _one(character: str) -> str:
    found: str = _converter().convert(character)
    return found if len(found) == 1 else character


def _converter() -> opencc.OpenCC:
    """Return this thread's converter: the library promises nothing about sharing one."""
    if not hasattr(_converters, "t2s"):
        _converters.t2s = opencc.OpenCC("t2s")
    made: opencc.OpenCC = _converters.t2s
    return made
