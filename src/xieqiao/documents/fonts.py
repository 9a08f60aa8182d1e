"""A font with Chinese signs on this machine, for papers that carry their font with them."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path

from fontTools.ttLib import (  # type: ignore[import-untyped]
    TTCollection,
    TTFont,
    TTLibError,
)

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
# The best first: complete, and of both usual shapes.
_NAMES = (
    "notosanscjksc-regular", "notosanscjk-regular", "sourcehansanssc-regular",
    "notoserifcjk-regular", "sourcehanserifsc-regular", "fandolhei-regular", "wqy-microhei",
    "wqy-zenhei", "msyh", "simsun", "simhei", "pingfang", "songti",
)  # fmt: skip
_ENDINGS = {".ttf", ".ttc", ".otf", ".otc"}
_SAMPLE = "政协履职"


@dataclass(frozen=True)
class ChineseFont:
    """A font file, and which of the fonts in it is the one for simplified Chinese."""

    path: Path
    number: int = 0


@functools.lru_cache(maxsize=1)
def chinese_font() -> ChineseFont | None:
    """Return the best font with Chinese signs, or None. Nothing is ever fetched."""
    found: dict[str, Path] = {}
    for folder in (*FOLDERS, str(Path.home() / ".fonts"), str(Path.home() / ".local/share/fonts")):
        for at, _inner, files in os.walk(folder):
            for name in files:
                if Path(name).suffix.lower() in _ENDINGS:
                    found.setdefault(Path(name).stem.lower(), Path(at) / name)
    for wanted in _NAMES:
        path = found.get(wanted)
        number = _simplified(path) if path is not None else None
        if path is not None and number is not None:
            return ChineseFont(path, number)
    return None


def _simplified(path: Path) -> int | None:
    """Return which font of a file to take; None when it cannot be read, or lacks the signs."""
    try:
        if path.suffix.lower() in {".ttf", ".otf"}:
            with TTFont(path, lazy=True) as font:
                return 0 if _has_signs(font) else None
        with TTCollection(path, lazy=True) as collection:
            names = [str(font["name"].getDebugName(1)) for font in collection.fonts]
            number = next((n for n, name in enumerate(names) if name.endswith(" SC")), 0)
            return number if _has_signs(collection.fonts[number]) else None
    except (OSError, TTLibError, KeyError):
        return None


def _has_signs(font: TTFont) -> bool:
    known = font.getBestCmap() or {}
    return all(ord(sign) in known for sign in _SAMPLE)
