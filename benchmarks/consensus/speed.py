"""Time beside red-dwarf 0.4.0 (Polis' method in Python), in the same run on the same machine."""

from __future__ import annotations

import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np

from benchmarks.consensus import sets
from xieqiao.engines.consensus import analyse
from xieqiao.engines.consensus.polis import polis_map

RUNS = 5
WANTED = {"vtaiwan": 20, "bowling-green": 10}


def run(peers: Path | None) -> bool:
    print(
        "Seconds, the best of five. Same work: positions of rank 2, groups, statistics, consensus"
    )
    print(f"{'set':<28}{'red-dwarf':>10}{'same work':>10}{'times':>7}{'whole':>8}  its parts")
    good = True
    for name in sets.names([]):
        votes = sets.load(name)
        other = _peer(peers, votes) if peers else float("nan")
        same = _best(lambda votes=votes: polis_map(votes.crossing()))
        found = None

        def whole(votes=votes):
            nonlocal found
            found = analyse(votes, resamples=0, suspicions=False)

        seconds = _best(whole, 3)
        parts = ", ".join(f"{k} {v:.3f}" for k, v in found.seconds.items())
        times = other / same
        print(f"{name[:27]:<28}{other:>10.3f}{same:>10.4f}{times:>7.1f}{seconds:>8.3f}  {parts}")
        if peers:
            wanted = next((w for key, w in WANTED.items() if key in name), None)
            good &= wanted is None or (times >= wanted and seconds <= other)
    return good


def _best(work, runs=RUNS):
    work()
    found = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return min(found)


def _peer(python: Path, votes) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.npz"
        np.savez(path, person=votes.person, statement=votes.statement, vote=votes.vote)
        script = Path(__file__).with_name("peer.py")
        done = subprocess.run(
            [python, script, path, str(RUNS)], check=True, capture_output=True, text=True
        )
    return min(float(line) for line in done.stdout.split())
