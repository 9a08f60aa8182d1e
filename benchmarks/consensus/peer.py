"""red-dwarf's run over votes in an .npz file, in a Python that has it.

python peer.py VOTES.npz RUNS FOUND.npz writes the seconds of each run, those of them that went into
making its matrix out of a list of dictionaries, and the places and groups that it found.
"""

from __future__ import annotations

import sys
import time
import warnings

warnings.simplefilter("ignore")


def main() -> None:
    import numpy as np
    from reddwarf.implementations import base

    table = np.load(sys.argv[1])
    triples = zip(table["person"], table["statement"], table["vote"], strict=True)
    votes = [
        {"participant_id": int(i), "statement_id": int(j), "vote": int(v)} for i, j, v in triples
    ]
    found = base.run_pipeline(votes=votes)  # warm: imports and first compilations do not count
    seconds, reading = [], []
    for _ in range(int(sys.argv[2])):
        begun = time.perf_counter()
        base.run_pipeline(votes=votes)
        seconds.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        base.generate_raw_matrix(votes=votes)
        reading.append(time.perf_counter() - begun)
    people = found.participants_df.sort_index()
    np.savez(
        sys.argv[3],
        seconds=seconds,
        reading=reading,
        person=people.index.to_numpy(np.int64),
        place=people[["x", "y"]].to_numpy(float),
        label=people["cluster_id"].fillna(-1).to_numpy(np.int64),
    )


if __name__ == "__main__":
    main()
