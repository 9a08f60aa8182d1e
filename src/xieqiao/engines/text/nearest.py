"""The nearest rows by meaning: of all rows, or of those that a large index's guide names."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.text.arrays import Rows
from xieqiao.engines.text.encoding import Coded, similarities
from xieqiao.engines.text.found import Found, nothing
from xieqiao.engines.text.lists import Lists
from xieqiao.engines.text.stock import Snapshot

READ_IN_FULL = 0.01
LEAST_READ = 2_000
PROBES_FOR_MANY = 32
_BLOCK = 4096
_NEEDS = 2048
_ROWS = 16384


def one(now: Snapshot, need: Coded, count: int, among: Rows | None = None) -> Found:
    """Return about `count` nearest living rows for a need, from among these if any are given."""
    if among is not None:
        rows = among
    elif now.lists is None:
        rows = now.living()
    else:
        some = max(LEAST_READ, int(now.rows * READ_IN_FULL))
        rows = now.lists.likely(need.vectors()[0], some)
        rows = rows[now.alive[rows]]
    if not need.codes.any():
        rows = rows[:0]
    found = np.empty(len(rows), np.float32)
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, start + _BLOCK)
        found[block] = similarities(need, now.vectors.take(rows[block]))[0]
    if len(rows) > count:
        best = np.sort(np.argpartition(-found, count - 1)[:count])
        rows, found = rows[best], found[best]
    return Found(rows[None], found[None])


def many(now: Snapshot, needs: Coded, count: int) -> Found:
    """Return about `count` nearest living rows for each need."""
    best = nothing(len(needs), count)
    saying = np.flatnonzero(needs.codes.any(axis=1))
    if now.lists is None:
        living = now.living()
        for start in range(0, len(living), _ROWS):
            _improve(best, now, needs, saying, living[start : start + _ROWS])
    else:
        for who, rows in _by_list(now, now.lists, needs, saying):
            _improve(best, now, needs, who, rows)
    return best


def _by_list(now: Snapshot, lists: Lists, needs: Coded, saying: Rows) -> list[tuple[Rows, Rows]]:
    """Return for each list who asks for it, and its living rows: so each list is read once."""
    near = [
        lists.near(needs.take(saying[start : start + _NEEDS]).vectors(), PROBES_FOR_MANY)
        for start in range(0, len(saying), _NEEDS)
    ]
    which = np.concatenate(near) if near else np.zeros((0, 1), np.int64)
    asking = np.repeat(saying, which.shape[1])[np.argsort(which.ravel(), kind="stable")]
    counts = np.bincount(which.ravel(), minlength=len(lists.guide.centres))
    found = []
    for number, who in enumerate(np.split(asking, np.cumsum(counts)[:-1])):
        rows = lists.rows(number)
        found.append((who, rows[now.alive[rows]]))
    return found


def _improve(best: Found, now: Snapshot, needs: Coded, who: Rows, rows: Rows) -> None:
    """Let these rows take the places of less similar ones for those who ask."""
    count = best.rows.shape[1]
    some = now.vectors.take(rows)
    for start in range(0, len(who), _NEEDS):
        asking = who[start : start + _NEEDS]
        found = similarities(needs.take(asking), some)
        candidates = np.broadcast_to(rows, found.shape)
        if len(rows) > count:
            kept = np.argpartition(-found, count - 1, axis=1)[:, :count]
            found, candidates = np.take_along_axis(found, kept, axis=1), rows[kept]
        values = np.concatenate([best.values[asking], found], axis=1)
        places = np.concatenate([best.rows[asking], candidates], axis=1)
        kept = np.argpartition(-values, count - 1, axis=1)[:, :count]
        best.values[asking] = np.take_along_axis(values, kept, axis=1)
        best.rows[asking] = np.take_along_axis(places, kept, axis=1)
