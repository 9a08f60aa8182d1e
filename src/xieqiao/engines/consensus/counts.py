"""Who voted how: counts by delegation or group, and the share of agreement they allow to say."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Ints
from xieqiao.engines.consensus.crossing import Crossing


def counted(votes: Crossing, label: Ints, size: int) -> Ints:
    """Return counts (size, m, 3) of disagree, pass, agree; label (n,) in 0…size − 1 or −1."""
    of_vote = np.repeat(label, votes.seen)
    cell = (of_vote * votes.statements + votes.places) * 3 + votes.vote + 1
    total = size * votes.statements * 3
    found = np.bincount(cell[of_vote >= 0], minlength=total)
    return found.reshape(size, votes.statements, 3)
