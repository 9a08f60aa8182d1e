"""All pairs that could be assigned: a few of them go into the flow, the rest is priced."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from xieqiao.engines.matching.arrays import Codes, Flags, Floats, Gains, gains_of
from xieqiao.engines.matching.duals import Duals
from xieqiao.engines.matching.pairs import Pairs, best, empty, highest, joined, within

CELLS = 2**22
"""Scores that are looked at together."""

Block = Callable[[Codes], Floats]
"""Scores of some needs (k,) with all people, shape (k, m); −inf for who does not fit."""


class Pool(Protocol):
    """The pairs that rules allow, of which some are already chosen from."""

    def start(self, first: Codes, always: Codes) -> Pairs:
        """Return each need's best `first` (n,) pairs and all those of the people `always`."""
        ...

    def doubtful(self, duals: Duals, least: int, most: Codes) -> Pairs:
        """Return left-out pairs of a reduced gain of `least` or more, at most `most` (n,) a need.

        They count as chosen from then on.
        """
        ...

    def every(self) -> Pairs:
        """Return all pairs."""
        ...

    def spread(self) -> int:
        """Return how far gains lie apart, and from 0; known once the first pairs are chosen."""
        ...


@dataclass
class Listed:
    """Pairs that are all listed.

    unseen: shape (n,), the most that a pair which is not listed could gain, where the list is but
    a choice; None where it is everything.
    """

    pairs: Pairs
    unseen: Gains | None = None
    chosen: Flags = field(default_factory=lambda: np.zeros(0, np.bool_))

    def start(self, first: Codes, always: Codes) -> Pairs:
        """Take the best of each need; all, where that is hardly more."""
        if len(self.pairs) <= int(first.sum()) * 5 // 4:
            self.chosen = np.ones(len(self.pairs), np.bool_)
            return self.pairs
        self.chosen = np.isin(self.pairs.person, always)
        self.chosen[best(self.pairs, first)] = True
        return self.pairs.only(self.chosen)

    def doubtful(self, duals: Duals, least: int, most: Codes) -> Pairs:
        """Price all that are listed."""
        if bool(self.chosen.all()):
            return empty()
        left = np.flatnonzero(~self.chosen)
        pairs = self.pairs.only(left)
        reduced = pairs.gain - duals.need[pairs.need] - duals.person[pairs.person]
        good = reduced >= least
        left, pairs, reduced = left[good], pairs.only(good), reduced[good]
        keep = best(pairs, most, reduced)
        self.chosen[left[keep]] = True
        return pairs.only(keep)

    def every(self) -> Pairs:
        """All that are listed."""
        return self.pairs

    def spread(self) -> int:
        """Of all that are listed."""
        gain = self.pairs.gain
        return int(gain.max(initial=0)) - int(gain.min(initial=0))


@dataclass
class Scored:
    """All pairs of n needs and m people, scored block by block and never held together."""

    block: Block
    needs: int
    people: int
    barred: Codes
    chosen: Codes = field(default_factory=lambda: np.zeros(0, np.int64))
    highest: int = 0
    lowest: int = 0

    def start(self, first: Codes, always: Codes) -> Pairs:
        """Score everything once, keep the best."""
        found = [self._best(n, g, first, always) for n, g in self._blocks(np.arange(self.needs))]
        return self._choose(joined(empty(), *found))

    def doubtful(self, duals: Duals, least: int, most: Codes) -> Pairs:
        """Score everything again."""
        found = []
        for needs, gain in self._blocks(np.arange(self.needs)):
            reduced = gain - duals.need[needs, None] - duals.person[None, :]
            row, person = np.nonzero((reduced >= least) & (gain > _NEVER))
            pairs = Pairs(needs[row], person, gain[row, person])
            new = ~within(pairs.key(self.people), self.chosen)
            pairs, value = pairs.only(new), reduced[row, person][new]
            found.append(pairs.only(best(pairs, most, value)))
        return self._choose(joined(empty(), *found))

    def every(self) -> Pairs:
        """List them all: for small instances."""
        found = []
        for needs, gain in self._blocks(np.arange(self.needs)):
            row, person = np.nonzero(gain > _NEVER)
            found.append(Pairs(needs[row], person, gain[row, person]))
        return joined(empty(), *found)

    def spread(self) -> int:
        """Of all that were scored."""
        return self.highest - self.lowest

    def _choose(self, pairs: Pairs) -> Pairs:
        self.chosen = np.sort(np.concatenate([self.chosen, pairs.key(self.people)]))
        return pairs

    def _best(self, needs: Codes, gain: Gains, first: Codes, always: Codes) -> Pairs:
        keep = np.stack([highest(row, int(k)) for row, k in zip(gain, first[needs], strict=True)])
        keep[:, always] = True
        row, person = np.nonzero(keep & (gain > _NEVER))
        return Pairs(needs[row], person, gain[row, person])

    def _blocks(self, needs: Codes) -> Iterator[tuple[Codes, Gains]]:
        size = max(CELLS // max(self.people, 1), 1)
        for low in range(0, len(needs), size):
            some = needs[low : low + size]
            yield some, self._gains(some)

    def _gains(self, needs: Codes) -> Gains:
        scores = self.block(needs)
        if scores.shape != (len(needs), self.people):
            raise ValueError(f"scores of shape {scores.shape}, expected a row for each need")
        if bool(np.isnan(scores).any()):
            raise ValueError("a score that is no number")
        fits = scores > -np.inf
        gain = np.where(fits, gains_of(np.where(fits, scores, 0)), _NEVER)
        low, high = np.searchsorted(self.barred, [needs[0] * self.people,
                                                  (needs[-1] + 1) * self.people])  # fmt: skip
        barred = self.barred[low:high]
        gain[barred // self.people - needs[0], barred % self.people] = _NEVER
        self.highest = int(gain.max(initial=self.highest))
        self.lowest = int(np.where(gain > _NEVER, gain, 0).min(initial=self.lowest))
        return gain


_NEVER = -(2**60)
