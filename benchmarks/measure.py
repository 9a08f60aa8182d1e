"""Measuring two ways of doing the same: in turns, in one run, by medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """What two ways take, in seconds for one thing, and how many times faster the first is."""

    ours: float
    other: float

    @property
    def ratio(self) -> float:
        """The speed of ours, with the other's as 1."""
        return self.other / self.ours


def seconds(work: Callable[[], object]) -> float:
    """Return what one call takes."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def in_turns(
    ours: Callable[[], object], other: Callable[[], object], *, rounds: int, things: int = 1
) -> Pair:
    """Call both in turns, the first one first and second alternately. Return the medians.

    Each call does so many `things`. The ratio is of medians, so a disturbed round weighs nothing.
    """
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for place in (0, 1) if number % 2 == 0 else (1, 0):
            taken[place].append(seconds((ours, other)[place]) / things)
    return Pair(statistics.median(taken[0]), statistics.median(taken[1]))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in plain text, the first column to the left and the others to the right."""
    widths = [max(len(row[n]) for row in [heads, *rows]) for n in range(len(heads))]

    def line(row: Sequence[str]) -> str:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        return "  ".join(cells).rstrip()

    return "\n".join([line(heads), "  ".join("-" * w for w in widths), *map(line, rows)])
