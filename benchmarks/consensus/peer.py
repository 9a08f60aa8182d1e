"""red-dwarf's run over votes in an .npz file, in a Python that has it; prints the seconds."""

from __future__ import annotations

import sys
import time
import warnings

warnings.simplefilter("ignore")


def main() -> None:
    import numpy as np
    from reddwarf.implementations.base import run_pipeline

    table = np.load(sys.argv[1])
    triples = zip(table["person"], table["statement"], table["vote"], strict=True)
    votes = [
        {"participant_id": int(i), "statement_id": int(j), "vote": int(v)} for i, j, v in triples
    ]
    run_pipeline(votes=votes)  # warm: imports and first compilations do not count
    for _ in range(int(sys.argv[2])):
        begun = time.perf_counter()
        run_pipeline(votes=votes)
        print(time.perf_counter() - begun)


if __name__ == "__main__":
    main()
