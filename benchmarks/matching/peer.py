"""Beside openreview-matcher's MinMax, and SciPy's HiGHS, on the same instance in the same run.

openreview-matcher 2.0.7 is on no package index: OPENREVIEW_MATCHER names a folder with its source,
which needs nothing beyond NumPy and OR-Tools for this solver.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
from scipy import optimize, sparse

from benchmarks.matching.made import affinities, everything, plain
from xieqiao.engines.matching import match

NEEDS, PEOPLE = 1000, 2000
TIMES = 100
NEAR = 1e-4


def run() -> bool:
    score = affinities(NEEDS, PEOPLE)
    print(f"{NEEDS:,} needs of two people each × {PEOPLE:,} people of two duties, all pairs scored")
    seconds, objective, optimal = ours(score)
    print(f"ours           {seconds:9.3f} s   {objective:.4f}   {'proven' if optimal else 'bound'}")
    good = optimal
    took, other = highs(score)
    print(f"SciPy's HiGHS  {took:9.3f} s   {other:.4f}   LP over all pairs, {took / seconds:.0f} ×")
    good &= abs(objective - other) <= 1e-5 * other
    folder = os.environ.get("OPENREVIEW_MATCHER")
    if folder is None:
        print("SKIPPED: openreview-matcher (OPENREVIEW_MATCHER names no folder with its source)")
        return good
    took, other = minmax(folder, score)
    print(f"MinMax         {took:9.3f} s   {other:.4f}   {took / seconds:.0f} × as long as ours")
    return good and took >= TIMES * seconds and objective >= other - NEAR


def ours(score: np.ndarray) -> tuple[float, float, bool]:
    problem = plain(*score.shape)
    scores = everything(score)
    match(problem, scores)  # warm
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        found = match(problem, scores)
        taken.append(time.perf_counter() - begun)
    return sorted(taken)[1], found.objective, found.optimal


def highs(score: np.ndarray) -> tuple[float, float]:
    """The same as a linear programme, whole by itself (its matrix is totally unimodular)."""
    n, m = score.shape
    begun = time.perf_counter()
    need, person = np.divmod(np.arange(n * m), m)
    one = np.ones(n * m)
    at = np.arange(n * m)
    matrix = sparse.csr_array(
        (np.concatenate([one, one]), (np.concatenate([need, n + person]), np.tile(at, 2)))
    )
    solved = optimize.linprog(
        -score.ravel(), A_ub=matrix, b_ub=np.full(n + m, 2.0), bounds=(0, 1), method="highs"
    )
    return time.perf_counter() - begun, float(-solved.fun)


def minmax(folder: str, score: np.ndarray) -> tuple[float, float]:
    """MinMax with the same limits: people are its reviewers, needs its papers, by rows."""
    n, m = score.shape
    solver_of = _solver(Path(folder))
    # Its encoder hands over hundredths, which the solver truncates.
    encoded = SimpleNamespace(cost_matrix=-100 * score, constraint_matrix=np.zeros((n, m)))
    begun = time.perf_counter()
    flow = np.asarray(solver_of([0] * m, [2] * m, [2] * n, encoded).solve())
    return time.perf_counter() - begun, float((flow * score).sum())


def _solver(folder: Path):
    """MinMaxSolver alone: its package would also load solvers that need a licence."""
    for name in ("matcher", "matcher.solvers"):
        package = ModuleType(name)
        package.__path__ = [str(folder.joinpath(*name.split(".")))]
        sys.modules[name] = package
    return importlib.import_module("matcher.solvers.minmax_solver").MinMaxSolver
