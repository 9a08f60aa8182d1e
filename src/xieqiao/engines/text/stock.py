"""What an index holds, row by row: ids, vectors, words, what is alive; in a folder or in memory.

Rows are only ever added; a text that changes gets a new row, and its old one dies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from xieqiao.engines.text.arrays import Flags, Ints, Rows
from xieqiao.engines.text.encoding import DIMENSIONS, Coded
from xieqiao.engines.text.lists import Guide, Guided, Lists, listed
from xieqiao.engines.text.vocabulary import Words


@dataclass(frozen=True)
class Snapshot:
    """The committed state of one moment. ids may run ahead of it; `rows` is what counts."""

    generation: int
    vectors: Coded
    words: Words
    alive: Flags
    ids: list[str]
    place: dict[str, int]
    lists: Lists | None = None
    listing: int = 0
    trained: int = 0

    @property
    def rows(self) -> int:
        """How many rows there are, dead ones included."""
        return len(self.alive)

    def row(self, id_: str) -> int | None:
        """Return the living row of an id."""
        found = self.place.get(id_)
        return found if found is not None and found < self.rows and self.alive[found] else None

    def living(self) -> Rows:
        """Return all rows that are alive."""
        return np.flatnonzero(self.alive)


@dataclass(frozen=True)
class Change:
    """What a commit adds: rows with ids, vectors and words; rows that die; a new guide.

    words: numbers of words, row after row; counts: how many each row has; spelt and meant: words
    that were not known before; guided: of the new rows, or of all rows if there is a new guide.
    """

    ids: Sequence[str]
    vectors: Coded
    words: Ints
    counts: Ints
    spelt: Sequence[str]
    meant: Coded
    dead: Sequence[int]
    guide: Guide | None = None
    guided: Guided | None = None


def empty() -> Snapshot:
    """Return the state before the first commit."""
    nothing = Coded(np.zeros((0, DIMENSIONS), np.int8), np.zeros(0, np.float32))
    words = Words(nothing, np.zeros(0, np.int32), np.zeros(0, np.int64), [], {})
    return Snapshot(0, nothing, words, np.zeros(0, bool), [], {})


class Memory:
    """A stock that lives with its process."""

    def __init__(self) -> None:
        self._now = empty()
        self._guided: Guided | None = None

    def read(self) -> Snapshot:
        """Return the present state."""
        return self._now

    def write(self, change: Change) -> Snapshot:
        """Return the state after the change."""
        now = self._now
        alive = grown(now, change)
        remember(now.ids, now.place, change.ids)
        remember(now.words.spelt, now.words.place, change.spelt)
        words = Words(
            now.words.vectors.and_(change.meant),
            np.concatenate([now.words.flat, change.words]),
            np.concatenate([now.words.ends, word_ends(now, change)]),
            now.words.spelt,
            now.words.place,
        )
        anew = change.guide is not None
        if change.guided is not None:
            known = None if anew else self._guided
            self._guided = change.guided if known is None else known.and_(change.guided)
        before = None if now.lists is None else now.lists.guide
        guide = change.guide if anew else before
        self._now = Snapshot(
            now.generation + 1,
            now.vectors.and_(change.vectors),
            words,
            alive,
            now.ids,
            now.place,
            None if guide is None or self._guided is None else listed(guide, self._guided),
            now.generation + 1 if anew else now.listing,
            len(alive) if anew else now.trained,
        )
        return self._now


def word_ends(now: Snapshot, change: Change) -> Ints:
    """Return where the words of each new row end."""
    return np.asarray(len(now.words.flat) + np.cumsum(change.counts), np.int64)


def grown(now: Snapshot, change: Change) -> Flags:
    """Return which rows are alive after the change."""
    alive = np.concatenate([now.alive, np.ones(len(change.ids), bool)])
    alive[list(change.dead)] = False
    return alive


def remember(names: list[str], place: dict[str, int], new: Sequence[str]) -> None:
    """Add names behind those known; a name that comes again stands for its latest place."""
    for name in new:
        place[name] = len(names)
        names.append(name)
