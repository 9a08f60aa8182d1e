"""100,000 needs × 600,000 people with 3 million pairs, minima, floors and caps of 3,000 bodies."""

from __future__ import annotations

import resource
import time

from benchmarks.matching.made import bodied, sparse
from xieqiao.engines.matching import match

NEEDS, PEOPLE, BODIES = 100_000, 600_000, 3_000
MOST_SECONDS, MOST_BYTES = 30.0, 2 * 2**30


def run() -> bool:
    good = True
    for name, limits in (
        ("capacities only", {"least": 0, "floor": 0, "cap": 2**31}),
        ("minima, floors, caps", {"least": 1, "floor": 60, "cap": 70}),
    ):
        problem = bodied(NEEDS, PEOPLE, BODIES, **limits)
        scores = sparse(NEEDS, PEOPLE)
        begun = time.perf_counter()
        found = match(problem, scores)
        seconds = time.perf_counter() - begun
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        parts = ", ".join(f"{stage} {value:.1f}" for stage, value in found.seconds.items())
        print(
            f"{NEEDS:,} × {PEOPLE:,}, {len(scores.need):,} pairs, {name}: {seconds:.1f} s "
            f"({parts}), peak {peak / 2**30:.2f} GiB, {found.status}, {found.objective:,.4f}, "
            f"{found.tried:,} pairs in the flow, {found.rounds} rounds, "
            f"{int(found.short.sum())} seats missing",
            flush=True,
        )
        good &= found.optimal and seconds <= MOST_SECONDS and peak <= MOST_BYTES
    return good
