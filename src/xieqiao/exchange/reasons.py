"""Why a strength fits a need, as a page shows it: the clauses that say the same, and the words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST_REASONS = 3
_LEAST = 0.3  # a clause that weighs less is no reason


@dataclass(frozen=True)
class Segment:
    """A stretch of a text; `marked` when it is a reason, `strong` when it is a shared word."""

    text: str
    marked: bool = False
    strong: bool = False


def marked(wanted: str, offered: str) -> tuple[list[Segment], list[str]]:
    """Return the offered text in segments, and the clauses of the wanted one that it answers."""
    from xieqiao.engines.text import reasons

    found = [one for one in reasons(wanted, offered, MOST_REASONS) if one.weight >= _LEAST]
    clauses = [one.other_span for one in found]
    words = [there for one in found for _, there in one.words]
    answers = [wanted[one.need_span[0] : one.need_span[1]] for one in found]
    return segments(offered, clauses, words), answers


def segments(
    text: str, clauses: Iterable[tuple[int, int]], words: Iterable[tuple[int, int]]
) -> list[Segment]:
    """Cut a text where marks begin and end."""
    inside, strong = _covered(text, clauses), _covered(text, words)
    found: list[Segment] = []
    start = 0
    for place in range(1, len(text) + 1):
        ended = place == len(text)
        if ended or (inside[place], strong[place]) != (inside[start], strong[start]):
            found.append(Segment(text[start:place], inside[start], inside[start] and strong[start]))
            start = place
    return found


def _covered(text: str, spans: Iterable[tuple[int, int]]) -> list[bool]:
    found = [False] * len(text)
    for start, end in spans:
        found[start:end] = [True] * (end - start)
    return found


def as_html(parts: Iterable[Segment]) -> SafeString:
    """Return segments as a page shows them: reasons marked, shared words strong as well."""
    return format_html_join("", "{}", ((_one(part),) for part in parts))


def _one(part: Segment) -> SafeString | str:
    if not part.marked:
        return part.text
    wrapped = "<mark><strong>{}</strong></mark>" if part.strong else "<mark>{}</mark>"
    return format_html(wrapped, part.text)
