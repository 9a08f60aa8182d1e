"""How time grows with the number of pairs: 30 of each need, with minima, floors and caps."""

from __future__ import annotations

import time

import numpy as np

from benchmarks.matching.made import bodied, sparse
from benchmarks.measure import table
from xieqiao.engines.matching import match

SIZES = (1_000, 3_000, 10_000, 30_000)
STEEPEST = 1.35


def run() -> bool:
    rows, pairs, seconds, good = [], [], [], True
    for needs in SIZES:
        people, bodies = 6 * needs, max(needs // 33, 1)
        share = 2 * needs // bodies
        problem = bodied(needs, people, bodies, least=1, floor=share * 8 // 10, cap=share + 2)
        scores = sparse(needs, people)
        begun = time.perf_counter()
        found = match(problem, scores)
        seconds.append(time.perf_counter() - begun)
        pairs.append(len(scores.need))
        good &= found.optimal
        rows.append([f"{needs:,} × {people:,}", f"{pairs[-1]:,}", f"{seconds[-1]:.2f}",
                     f"{found.objective:.2f}", found.status, str(found.rounds)])  # fmt: skip
    heads = ["needs × people", "pairs", "seconds", "objective", "status", "rounds"]
    print(table(heads, rows))
    slope = float(np.polyfit(np.log(pairs), np.log(seconds), 1)[0])
    print(f"Time grows as pairs to the power of {slope:.2f}")
    return good and slope <= STEEPEST
