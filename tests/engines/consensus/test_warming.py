"""After warming nothing is left to compile, and threads change no byte."""

from __future__ import annotations

import importlib
import os
import pkgutil
import subprocess
import sys
from pathlib import Path

from numba.core.dispatcher import Dispatcher

from tests.engines.consensus.made import planted
from xieqiao.engines import consensus
from xieqiao.engines.consensus import Live, analyse, warm
from xieqiao.engines.consensus.predicting import predict


def _versions() -> dict[str, int]:
    """How many versions of each compiled function there are by now."""
    found = {}
    for module in pkgutil.iter_modules(consensus.__path__, f"{consensus.__name__}."):
        if not module.name.endswith("__main__"):
            for name, made in vars(importlib.import_module(module.name)).items():
                if isinstance(made, Dispatcher):
                    found[f"{made.__module__}.{name}"] = len(made.signatures)
    return found


def test_after_warming_an_analysis_compiles_nothing_more() -> None:
    warm()
    before = _versions()
    assert len(before) > 20
    votes = planted(60, 15, 2, apart=2.0, seed=1).votes
    found = analyse(votes, resamples=1)
    Live(found).add(3, 3, -1)
    predict(found.model, votes.person[:9], votes.statement[:9], 0.5)
    assert _versions() == before


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    votes = planted(300, 60, 3, apart=2.0, seed=4).votes
    rows = zip(votes.person, votes.statement, votes.vote, strict=True)
    lines = [f"p{i},s{j},{v},1" for i, j, v in rows]
    text = "participant,statement,vote,time\n" + "\n".join(lines) + "\n"
    (tmp_path / "votes.csv").write_text(text, encoding="utf-8")
    found = []
    for number in ("1", "2"):
        out = tmp_path / f"{number}.json"
        subprocess.run(
            [sys.executable, "-m", "xieqiao.engines.consensus", tmp_path, "--json", out,
             "--resamples", "2"],
            check=True,
            env={**os.environ, "OPENBLAS_NUM_THREADS": number, "OMP_NUM_THREADS": number},
        )  # fmt: skip
        found.append(out.read_bytes())
    assert found[0] == found[1]
