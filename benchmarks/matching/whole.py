"""Teams of three that go together or not at all: a mixed-integer programme."""

from __future__ import annotations

import time

from benchmarks.matching.made import affinities, everything, plain
from benchmarks.measure import table
from xieqiao.engines.matching import match

SIZES = ((100, 200, 10), (300, 600, 30), (1_000, 2_000, 100))
LIMIT = 60.0


def run() -> bool:
    rows = []
    for needs, people, teams in SIZES:
        scores = everything(affinities(needs, people))
        begun = time.perf_counter()
        found = match(plain(needs, people, teams=teams), scores, seconds=LIMIT)
        seconds = time.perf_counter() - begun
        gap = (found.bound - found.total) / max(found.total, 1)
        rows.append([f"{needs:,} × {people:,}", str(teams), f"{seconds:.2f}",
                     f"{found.objective:.4f}", found.status, f"{gap:.1e}"])  # fmt: skip
    print(table(["needs × people", "teams", "seconds", "objective", "status", "gap"], rows))
    return True
