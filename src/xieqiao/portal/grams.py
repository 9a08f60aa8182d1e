"""Cutting text for search: Chinese into single characters and pairs, all else into words.

The same cut serves SQLite's FTS5 and PostgreSQL's `simple` configuration, and finds words of two
characters, which trigram indexes miss.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(r"([\u3400-\u9fff\U00020000-\U0003ffff]+)|([^\W_]+)", re.UNICODE)


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    for match in _RUN.finditer(unicodedata.normalize("NFKC", text).lower()):
        if match[1]:
            yield True, match[1]
            continue
        for part in re.split(r"([\u3400-\u9fff]+)", match[2]):
            if part:
                yield bool(re.match(r"[\u3400-\u9fff]", part)), part


def index_grams(text: str) -> str:
    """Return all grams of a text, by blanks."""
    grams: list[str] = []
    for chinese, run in _runs(text):
        if chinese:
            grams += list(run)
            grams += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            grams.append(run)
    return " ".join(grams)


def query_grams(text: str) -> list[str]:
    """Return the grams that a text must have to answer a query: pairs where there are any."""
    grams: list[str] = []
    for chinese, run in _runs(text):
        if chinese and len(run) > 1:
            grams += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            grams.append(run)
    return list(dict.fromkeys(grams))[:40]
