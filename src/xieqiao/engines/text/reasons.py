"""Why two texts fit: which clauses of both say the same, and which words they share.

Clauses are compared by meaning like whole texts, so this works across languages. Of all pairs of a
clause here and a clause there the most alike is the first reason; the next one uses other clauses,
and so on. Spans are places in the texts as they were given, not in their folded form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import rjieba

from xieqiao.engines.text import cutting
from xieqiao.engines.text.arrays import Singles
from xieqiao.engines.text.folding import folded
from xieqiao.engines.text.pairs import score_pairs

Span = tuple[int, int]

# A clause ends at a mark that ends one in Chinese, or at one followed by a blank in English.
_END = re.compile(r"[。！？；，：、!?;\n\r]+|[.,:](?=\s|$)|(?<=\s)[-–—](?=\s)")
_SHORTEST = 5
_WORST = 0.1


@dataclass(frozen=True)
class Reason:
    """A part of both texts that says the same; places in the originals, end excluded.

    weight: from 0 to 1, as the score of the two parts alone; words: what both parts hold, each as
    a place in the first and a place in the second text.
    """

    need_span: Span
    other_span: Span
    weight: float
    words: tuple[tuple[Span, Span], ...] = ()


def reasons(need_text: str, other_text: str, n: int = 3) -> list[Reason]:
    """Return up to n reasons why these fit, the weightiest first."""
    needs, others = clauses(need_text), clauses(other_text)
    if not needs or not others or n < 1:
        return []
    alike = _alike(need_text, needs, other_text, others)
    here, there = _words(need_text), _words(other_text)
    found: list[Reason] = []
    while len(found) < min(n, len(needs), len(others)):
        left, right = np.unravel_index(int(np.argmax(alike)), alike.shape)
        weight = float(alike[left, right])
        if found and weight < _WORST:
            break
        alike[left, :] = alike[:, right] = -1
        shared = _shared(here, there, needs[left], others[right])
        found.append(Reason(needs[left], others[right], round(weight, 4), shared))
    return found


def clauses(text: str) -> list[Span]:
    """Return where the clauses of a text are; very short ones go with the one before or after."""
    found: list[Span] = []
    for first, last in _pieces(text):
        inside = text[first:last]
        start = first + len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if not any(c.isalnum() for c in inside):
            continue
        if found and (end - start < _SHORTEST or found[-1][1] - found[-1][0] < _SHORTEST):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _pieces(text: str) -> Iterator[Span]:
    at = 0
    for mark in _END.finditer(text):
        yield at, mark.start()
        at = mark.end()
    yield at, len(text)


def _alike(need: str, needs: list[Span], other: str, others: list[Span]) -> Singles:
    """Return the score of each clause here with each clause there."""
    return score_pairs(
        [need[a:b] for a, b in needs], [other[a:b] for a, b in others], lexical=False
    )


def _words(text: str) -> list[tuple[str, Span]]:
    """Return the words that name something, in their ground form, and where they are."""
    whole = folded(text)
    found = []
    for run in cutting.HAN.finditer(whole.text):
        at = run.start()
        for word, kind in rjieba.tag(run.group()):
            if len(word) > 1 and kind.startswith(("n", "vn", "j", "i", "l")):
                found.append((word, whole.original(at, at + len(word))))
            at += len(word)
    for match in cutting.OTHER.finditer(whole.text):
        span = whole.original(match.start(), match.end())
        found += [(stem, span) for stem in cutting.stems([match.group()]) if len(stem) > 1]
    return found


def _shared(
    here: list[tuple[str, Span]], there: list[tuple[str, Span]], left: Span, right: Span
) -> tuple[tuple[Span, Span], ...]:
    """Return the words that stand in both parts, in the order of the first."""
    known: dict[str, Span] = {}
    for word, span in there:
        if right[0] <= span[0] and span[1] <= right[1]:
            known.setdefault(word, span)
    found: dict[str, tuple[Span, Span]] = {}
    for word, span in here:
        if left[0] <= span[0] and span[1] <= left[1] and word in known:
            found.setdefault(word, (span, known[word]))
    return tuple(found.values())
