"""A million people, one vote more, and how time grows with votes."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from xieqiao.engines.consensus import Live, analyse, of_arrays, warm

PEOPLE, STATEMENTS, SEEN = 1_000_000, 1_000, 0.02
MOST_SECONDS, MOST_BYTES = 10.0, 2 * 2**30
LIVE = (10_000, 300, 0.2)
MOST_LIVE_SECONDS = 0.020
SIZES = (2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 400_000)


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
    warm()
    return all((_one_more(), _growth(plot), _million()))


def _million() -> bool:
    """A process of its own reads the arrays and analyses them; all that it holds counts."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        votes = made(PEOPLE, STATEMENTS, SEEN)
        np.savez(path, person=votes.person, statement=votes.statement, vote=votes.vote)
        del votes
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.consensus.scale", path],
            check=True,
            capture_output=True,
            text=True,
        )
    found = json.loads(done.stdout)
    parts = ", ".join(f"{k} {v:.2f}" for k, v in found["parts"].items())
    print(f"{PEOPLE:,} × {STATEMENTS:,}, {found['votes']:,} votes: {found['seconds']:.1f} s, "
          f"the process takes {found['peak'] / 2**30:.2f} GiB at most; {parts}")  # fmt: skip
    return found["seconds"] <= MOST_SECONDS and found["peak"] <= MOST_BYTES


def _analysed(path: Path) -> None:
    """Print what the analysis of the arrays in a file takes, as JSON."""
    warm()
    table = np.load(path)
    votes = of_arrays(table["person"], table["statement"], table["vote"], PEOPLE, STATEMENTS)
    begun = time.perf_counter()
    found = analyse(votes, resamples=0, suspicions=False)
    told = {
        "votes": len(votes.vote),
        "seconds": time.perf_counter() - begun,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "parts": found.seconds,
    }
    print(json.dumps(told))


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
    """Every size three times, the least counts; large ones, where little is constant, tell."""
    votes_seconds = []
    for people in SIZES:
        votes = made(people, 200, 0.1)
        found = []
        for _ in range(3):
            begun = time.perf_counter()
            analyse(votes, resamples=0, suspicions=False)
            found.append(time.perf_counter() - begun)
        votes_seconds.append((len(votes.vote), min(found)))
        print(f"{len(votes.vote):>10,} votes: {min(found):.2f} s", flush=True)
    counts, seconds = np.array(votes_seconds).T
    slope = float(np.polyfit(np.log(counts[-3:]), np.log(seconds[-3:]), 1)[0])
    print(f"Time grows as votes to the power of {slope:.2f} at the large end")
    if plot:
        plot.parent.mkdir(parents=True, exist_ok=True)
        plot.write_text(_drawn(counts, seconds), encoding="utf-8")
        print(f"Drawn in {plot}")
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


if __name__ == "__main__":
    _analysed(Path(sys.argv[1]))
