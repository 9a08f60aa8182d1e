"""Who voted how: counts by delegation or group."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Codes, Ints, Signs
from xieqiao.engines.consensus.compiled import compiled
from xieqiao.engines.consensus.crossing import Crossing


def counted(votes: Crossing, label: Ints, size: int) -> Ints:
    """Return counts (size, m, 3) of disagree, pass, agree; label (n,) in 0…size − 1 or −1."""
    found = np.zeros((size, votes.statements, 3), np.int64)
    _count(votes.starts, votes.statement, votes.vote, label.astype(np.int64), found)
    return found


@compiled
def _count(starts: Ints, statement: Codes, vote: Signs, label: Ints, found: Ints) -> None:
    for i in range(len(label)):
        if label[i] >= 0:
            for t in range(starts[i], starts[i + 1]):
                found[label[i], statement[t], vote[t] + 1] += 1
