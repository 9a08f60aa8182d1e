"""A million people, one vote more, and how time grows with votes."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import numpy as np

from xieqiao.engines.consensus import Live, analyse, of_arrays

PEOPLE, STATEMENTS, SEEN = 1_000_000, 1_000, 0.02
MOST_SECONDS, MOST_BYTES = 10.0, 2 * 2**30
LIVE = (10_000, 300, 0.2)
MOST_LIVE_SECONDS = 0.020
SIZES = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000)


def made(people: int, statements: int, seen: float, seed: int = 0):
    """Opinions on two axes; each person sees about `seen` of the statements."""
    rng = np.random.default_rng(seed)
    count = rng.poisson(seen * statements, people).clip(1, statements)
    person = np.repeat(np.arange(people, dtype=np.int32), count)
    statement = rng.integers(0, statements, len(person), dtype=np.int32)
    key = np.unique(person.astype(np.int64) * statements + statement)
    person, statement = (key // statements).astype(np.int32), (key % statements).astype(np.int32)
    place = rng.normal(size=(people, 2)).astype(np.float32)
    load = rng.normal(size=(statements, 2)).astype(np.float32)
    logit = (place[person] * load[statement]).sum(axis=1) + load[statement, 0]
    luck = rng.random(len(person), dtype=np.float32)
    agree = 0.85 / (1 + np.exp(-logit))
    vote = np.where(luck < agree, 1, np.where(luck < 0.85, -1, 0)).astype(np.int8)
    return of_arrays(person, statement, vote, people, statements)


def run(plot: Path | None) -> bool:
    return all([_one_more(), _growth(plot), _million()])


def _million() -> bool:
    votes = made(PEOPLE, STATEMENTS, SEEN)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    begun = time.perf_counter()
    found = analyse(votes, resamples=0, suspicions=False)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    parts = ", ".join(f"{k} {v:.2f}" for k, v in found.seconds.items())
    print(f"{PEOPLE:,} × {STATEMENTS:,}, {len(votes.vote):,} votes: {seconds:.1f} s, "
          f"peak {peak / 2**30:.2f} GiB ({before / 2**30:.2f} before); {parts}")  # fmt: skip
    return seconds <= MOST_SECONDS and peak <= MOST_BYTES


def _one_more() -> bool:
    votes = made(*LIVE)
    live = Live(analyse(votes, resamples=0, suspicions=False))
    rng, found = np.random.default_rng(1), []
    for _ in range(100):
        given = int(rng.integers(LIVE[0])), int(rng.integers(LIVE[1])), int(rng.integers(-1, 2))
        begun = time.perf_counter()
        live.add(*given)
        found.append(time.perf_counter() - begun)
    median = float(np.median(found))
    print(f"One vote more at {LIVE[0]:,} × {LIVE[1]}: {median * 1000:.1f} ms in the median, "
          f"{max(found) * 1000:.1f} at most")  # fmt: skip
    return median <= MOST_LIVE_SECONDS


def _growth(plot: Path | None) -> bool:
    votes_seconds = []
    for people in SIZES:
        votes = made(people, 200, 0.1)
        begun = time.perf_counter()
        analyse(votes, resamples=0, suspicions=False)
        votes_seconds.append((len(votes.vote), time.perf_counter() - begun))
        print(f"{len(votes.vote):>10,} votes: {votes_seconds[-1][1]:.2f} s", flush=True)
    counts, seconds = np.array(votes_seconds).T
    slope = float(np.polyfit(np.log(counts[2:]), np.log(seconds[2:]), 1)[0])
    print(f"Time grows as votes to the power of {slope:.2f}")
    if plot:
        plot.write_text(_drawn(counts, seconds), encoding="utf-8")
    return slope <= 1.15


def _drawn(counts, seconds) -> str:
    """Both axes logarithmic; the line is proportional growth from the last point."""
    x = 60 + 500 * np.log(counts / counts[0]) / np.log(counts[-1] / counts[0])
    low, high = np.log(seconds.min() / 2), np.log(seconds.max() * 2)
    y = 340 - 300 * (np.log(seconds) - low) / (high - low)
    even = np.log(seconds[-1] * counts / counts[-1])
    line = 340 - 300 * (even - low) / (high - low)
    dots = "".join(
        f'<circle cx="{a:.0f}" cy="{b:.0f}" r="4"/><text x="{a:.0f}" y="{b - 10:.0f}" '
        f'text-anchor="middle">{s:.2f} s</text><text x="{a:.0f}" y="370" '
        f'text-anchor="middle">{int(c):,}</text>'
        for a, b, c, s in zip(x, y, counts, seconds, strict=True)
    )
    points = " ".join(f"{a:.0f},{b:.0f}" for a, b in zip(x, line, strict=True))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 380" font-size="11" '
        f'font-family="sans-serif"><polyline points="{points}" fill="none" stroke="#999"/>{dots}'
        "</svg>\n"
    )
