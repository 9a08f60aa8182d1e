"""Scores and reasons out of texts, where the files give no scores."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Flags, Floats
from xieqiao.engines.matching.instance import Scores
from xieqiao.engines.matching.reading import Given
from xieqiao.engines.text import Index, cut, reasons, score_pairs

SAME_SECTOR = 0.1
"""What of the way to a full score the same sector adds."""

FITS = 0.1
"""A lower score is no fit: most pairs of unrelated texts stay below."""

_ALL = 20_000_000
_LISTED = 60
_LONGEST = 40


def scores_of(given: Given) -> Scores:
    """Return the scores of needs with people, from texts and sectors.

    Up to 20 million pairs all are scored. Of more, the index finds the best of each need; then
    the report states a bound, as nobody has looked at the others.
    """
    if len(given.need_texts) * len(given.person_texts) <= _ALL:
        return _all(given)
    return _found(given)


def _all(given: Given) -> Scores:
    scores = score_pairs(given.need_texts, given.person_texts).astype(np.float64)
    need, person = np.nonzero(scores >= 0)
    value = with_sector(scores[need, person], _same(given, need, person))
    fits = value >= FITS
    return Scores(need[fits], person[fits], value[fits])


def _found(given: Given) -> Scores:
    index = Index()
    index.put_many([str(place) for place in range(len(given.person_texts))], given.person_texts)
    index.commit()
    many = index.search_many(given.need_texts, k=_LISTED)
    need, rank = np.nonzero(many.rows >= 0)
    person = np.array([int(many.ids[row]) for row in many.rows[need, rank].tolist()], np.int64)
    score = many.score[need, rank].astype(np.float64)
    value = with_sector(score, _same(given, need, person))
    fits = value >= FITS
    unseen = np.ones(len(given.need_texts))
    return Scores(need[fits], person[fits], value[fits], unseen)


def with_sector(score: Floats, same: Flags) -> Floats:
    """Return scores, raised by a tenth of what is missing to 1 where sectors are the same."""
    return np.where(same, score + SAME_SECTOR * (1 - score), score)


def _same(given: Given, need: Codes, person: Codes) -> Flags:
    names = {name: place for place, name in enumerate(
        sorted({*given.need_sectors, *given.person_sectors} - {""}), start=1)}  # fmt: skip
    left = np.array([names.get(name, 0) for name in given.need_sectors])
    right = np.array([names.get(name, -1) for name in given.person_sectors])
    return np.asarray(left[need] == right[person])


class Said:
    """Why texts fit, in their own words."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._terms: dict[str, frozenset[str]] = {}

    def quoted(self, need: int, person: int) -> str:
        """Return the parts of both texts that carry the score most: about 50 ms a pair."""
        here, there = self._given.need_texts[need], self._given.person_texts[person]
        parts = [
            f"{_short(here[slice(*found.need_span)])} ~ {_short(there[slice(*found.other_span)])}"
            for found in reasons(here, there, 1)
        ]
        return "; ".join([*parts, *self._sector(need, person)])

    def terms(self, need: int, person: int) -> str:
        """Return the longest words that both texts hold: quick."""
        here, there = self._given.need_texts[need], self._given.person_texts[person]
        shared = sorted(self._cut(here) & self._cut(there), key=lambda term: (-len(term), term))
        words = f"both say {', '.join(shared[:3])}" if shared else "by meaning"
        return "; ".join([words, *self._sector(need, person)])

    def _sector(self, need: int, person: int) -> list[str]:
        sector = self._given.need_sectors[need]
        same = sector and sector == self._given.person_sectors[person]
        return [f"sector {sector}"] if same else []

    def _cut(self, text: str) -> frozenset[str]:
        if text not in self._terms:
            self._terms[text] = frozenset(term for term in cut(text) if len(term) > 1)
        return self._terms[text]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
