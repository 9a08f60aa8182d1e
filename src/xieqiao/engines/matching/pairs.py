"""Pairs of a need and a person, each with what it gains."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Flags, Gains


@dataclass(frozen=True)
class Pairs:
    """E pairs. need, person: shape (E,), places; gain: shape (E,), millionths of a score."""

    need: Codes
    person: Codes
    gain: Gains

    def __len__(self) -> int:
        return len(self.need)

    def only(self, which: Flags | Codes) -> Pairs:
        """Return those that are flagged, or at these places."""
        return Pairs(self.need[which], self.person[which], self.gain[which])

    def key(self, people: int) -> Codes:
        """Return one number for each pair, shape (E,), that sorts by need and then person."""
        return self.need * people + self.person

    def sorted(self, people: int) -> Pairs:
        """Return them by need and then by person."""
        key = self.key(people)
        if len(key) < 2 or bool((key[1:] > key[:-1]).all()):
            return self
        return self.only(np.argsort(key, kind="stable"))


def empty() -> Pairs:
    """Return no pairs."""
    none = np.zeros(0, np.int64)
    return Pairs(none, none, none)


def joined(first: Pairs, *more: Pairs) -> Pairs:
    """Return all of them, one after the other."""
    every = (first, *more)
    return Pairs(
        np.concatenate([p.need for p in every]),
        np.concatenate([p.person for p in every]),
        np.concatenate([p.gain for p in every]),
    )


def within(key: Codes, those: Codes) -> Flags:
    """Return which of the keys are among `those`, which is sorted. Shape of `key`."""
    if not len(those):
        return np.zeros(len(key), dtype=np.bool_)
    place = np.searchsorted(those, key).clip(max=len(those) - 1)
    return np.asarray(those[place] == key)


def best(pairs: Pairs, most: Codes, value: Gains | None = None) -> Codes:
    """Return the places of each need's best pairs, at most `most[need]` of them, in their order.

    The best are those of highest `value` (E,), by default the gain; of equals the pair that comes
    first. The pairs are sorted by need; `most` has shape (n,).
    """
    value = pairs.gain if value is None else value
    first = np.searchsorted(pairs.need, np.arange(len(most) + 1))
    crowded = np.flatnonzero(np.diff(first) > most)
    keep = np.ones(len(pairs), np.bool_)
    if len(crowded) * _CROWD < len(pairs):  # few needs with many pairs each
        for need in crowded:
            span = slice(first[need], first[need + 1])
            keep[span] = highest(value[span], int(most[need]))
        return np.flatnonzero(keep)
    order = np.lexsort((-value, pairs.need))
    rank = np.arange(len(order)) - first[pairs.need[order]]
    return np.sort(order[rank < most[pairs.need[order]]])


_CROWD = 200


def highest(value: Gains, most: int) -> Flags:
    """Return which are the highest, exactly `most` of them, of equals the first."""
    if not 0 < most < len(value):
        return np.full(len(value), most > 0)
    least = np.partition(value, len(value) - most)[len(value) - most]
    keep = np.asarray(value > least)
    ties = np.flatnonzero(value == least)
    keep[ties[: most - int(keep.sum())]] = True
    return keep
