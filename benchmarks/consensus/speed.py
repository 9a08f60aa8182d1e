"""Time beside red-dwarf 0.4.0 (Polis' method in Python), in the same run on the same machine."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.consensus import sets
from xieqiao.engines.consensus import analyse
from xieqiao.engines.consensus.polis import polis_map

RUNS = 7
WANTED = {"vtaiwan": 20, "bowling-green": 10}
PEER = "red-dwarf==0.4.0"


def run(peers: Path | None) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        python = peers or _installed(Path(folder) / "peers")
        _warm_up(Path(folder))
        print(
            f"Seconds, least and median of {RUNS} runs each. 'Same work': positions of rank 2, "
            "groups, statistics,\nconsensus, from arrays of votes; 'times': red-dwarf's median, in "
            "brackets without the time it takes to\nmake its matrix out of dictionaries, over ours."
            " 'Alike': adjusted Rand index of the groups, and the\ncorrelation of the places. "
            "'Whole': the engine with choice of rank and comparison with the null;\n'all': with "
            "20 resamples and suspicions too."
        )
        print(
            f"{'set':<20}{'red-dwarf':>15}{'same work':>17}{'times':>15}{'alike':>12}"
            f"{'whole':>15}{'all':>8}  the whole's parts"
        )
        return all([_measured(name, python, Path(folder)) for name in sets.names([])])  # noqa: C419 (all run)


def _measured(name: str, python: Path | None, folder: Path) -> bool:
    votes = sets.load(name)
    other = _of_peer(python, votes, folder) if python else None
    map_ = polis_map(votes.crossing())
    same = _seconds(lambda: polis_map(votes.crossing()))
    found = analyse(votes, resamples=0, suspicions=False)
    whole = _seconds(lambda: analyse(votes, resamples=0, suspicions=False))
    begun = time.perf_counter()
    analyse(votes)
    everything = time.perf_counter() - begun
    parts = ", ".join(f"{k} {v:.3f}" for k, v in found.seconds.items())
    line = f"{name[:19]:<20}"
    if other is None:
        line += f"{'not there':>15}{_pair(same, 4):>17}{'':>27}"
    else:
        alike = rand_index(other.label, map_.label), _correlation(other.place, map_.place)
        line += f"{_pair(other.seconds):>15}{_pair(same, 4):>17}"
        line += f"{_times(other.seconds, same):>8.1f} ({_times(other.bare, same):.1f})"
        line += f"{alike[0]:>7.2f} {alike[1]:.2f}"
    print(f"{line}{_pair(whole):>15}{everything:>8.3f}  {parts}", flush=True)
    if other is None:
        return False
    wanted = next((w for key, w in WANTED.items() if key in name), None)
    quick = wanted is None or _times(other.seconds, same) >= wanted
    return quick and bool(np.median(whole) <= np.median(other.seconds))


@dataclass(frozen=True)
class Other:
    """What red-dwarf took, and found of all people; `bare`: without making its matrix."""

    seconds: np.ndarray
    bare: np.ndarray
    place: np.ndarray
    label: np.ndarray


def _of_peer(python: Path, votes, folder: Path) -> Other:
    given, found = folder / "votes.npz", folder / "found.npz"
    np.savez(given, person=votes.person, statement=votes.statement, vote=votes.vote)
    script = Path(__file__).with_name("peer.py")
    subprocess.run([python, script, given, str(RUNS), found], check=True, capture_output=True)
    told, people = np.load(found), len(votes.participants)
    place, label = np.zeros((people, 2)), np.full(people, -1)
    place[told["person"]], label[told["person"]] = told["place"], told["label"]
    return Other(told["seconds"], told["seconds"] - told["reading"], place, label)


def _installed(folder: Path) -> Path | None:
    """Return a Python of its own that has red-dwarf, or None, said aloud."""
    python = folder / "bin" / "python"
    for command in (
        [sys.executable, "-m", "venv", folder],
        [python, "-m", "pip", "install", "--quiet", PEER],
    ):
        if subprocess.run(command, check=False).returncode:
            print(
                f"NOT COMPARED: {PEER} could not be installed; name a Python that has it: --peers"
            )
            return None
    return python


def _warm_up(folder: Path) -> None:
    """Say what the first run costs: when nothing is compiled yet, and in every new process."""
    code = (
        "import time; b = time.perf_counter()\n"
        "from xieqiao.engines.consensus import warm\n"
        "warm(); print(time.perf_counter() - b)"
    )
    found = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "NUMBA_CACHE_DIR": str(folder / "compiled")},
        )
        found.append(float(done.stdout))
    print(
        f"Warm-up, not counted below: {found[0]:.1f} s once in an installation (compiling), "
        f"{found[1]:.1f} s in every process (loading)"
    )


def _seconds(work: Callable[[], object]) -> np.ndarray:
    found = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        work()
        found.append(time.perf_counter() - begun)
    return np.array(found)


def _pair(seconds: np.ndarray, digits: int = 3) -> str:
    return f"{seconds.min():.{digits}f} {np.median(seconds):.{digits}f}"


def _times(other: np.ndarray, ours: np.ndarray) -> float:
    return float(np.median(other) / np.median(ours))


def _correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Return the least canonical correlation of two sets of places."""
    a, b = (np.linalg.qr(x - x.mean(axis=0))[0] for x in (first, second))
    return float(np.linalg.svd(a.T @ b, compute_uv=False).min())


def rand_index(first: np.ndarray, second: np.ndarray) -> float:
    """Return the adjusted Rand index (Hubert & Arabie 1985)."""
    counts = np.zeros((first.max() + 2, second.max() + 2))
    np.add.at(counts, (first + 1, second + 1), 1)

    def pairs(x: np.ndarray) -> float:
        return float((x * (x - 1) / 2).sum())

    both, rows, columns = pairs(counts), pairs(counts.sum(axis=1)), pairs(counts.sum(axis=0))
    chance = rows * columns / (len(first) * (len(first) - 1) / 2)
    most = (rows + columns) / 2
    return 1.0 if most == chance else (both - chance) / (most - chance)
