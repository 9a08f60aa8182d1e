"""The tables that the command writes: who is assigned, and who came into question."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Ints
from xieqiao.engines.matching.pairs import Pairs, within
from xieqiao.engines.matching.result import Match
from xieqiao.engines.matching.rules import keys
from xieqiao.engines.matching.wording import score

HEADER = ("need", "person", "score", "reason")
CANDIDATES = 30
"""How many of each need are listed."""


def natural(value: str) -> tuple[tuple[int, int, str], ...]:
    """Return a key under which n2 comes before n10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", value)
    return tuple((0, int(p), p) if p.isdecimal() else (1, 0, p) for p in parts)


def ranks(names: Sequence[str]) -> Ints:
    """Return the place of each name in natural order, whatever order the file has; shape (n,)."""
    order = sorted(range(len(names)), key=lambda place: (natural(names[place]), names[place]))
    rank = np.empty(len(names), np.int64)
    rank[order] = np.arange(len(names))
    return rank


def in_order(found: Match, pairs: Pairs) -> Codes:
    """Return the places of pairs by need, then best first, then by person."""
    need, person = ranks(found.problem.needs), ranks(found.problem.people)
    return np.lexsort((person[pairs.person], -pairs.gain, need[pairs.need]))


def candidates(found: Match) -> Pairs:
    """Return the best pairs of each need that are allowed, at most 30, by need and best first."""
    problem = found.problem
    banned = within(found.considered.key(len(problem.people)), keys(problem, problem.banned))
    pairs = found.considered.only(~banned)
    pairs = pairs.only(in_order(found, pairs))
    return pairs.only(choices(pairs) <= CANDIDATES)


def choices(pairs: Pairs) -> Ints:
    """Return the place of each pair within its need, from 1; pairs of a need stand together."""
    if not len(pairs):
        return np.zeros(0, np.int64)
    begins = np.append(True, pairs.need[1:] != pairs.need[:-1])
    place = np.arange(len(pairs))
    return np.asarray(place - place[begins][np.cumsum(begins) - 1] + 1)


def table(found: Match, pairs: Pairs, reasons: Iterable[str]) -> str:
    """Return pairs with a reason each, in their order, as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    needs, people = found.problem.needs, found.problem.people
    writer.writerows(
        (needs[i], people[j], score(gain), reason)
        for i, j, gain, reason in zip(
            pairs.need.tolist(), pairs.person.tolist(), pairs.gain.tolist(), reasons, strict=True
        )
    )
    return text.getvalue()
