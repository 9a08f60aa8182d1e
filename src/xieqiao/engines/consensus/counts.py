"""Who voted how: counts by delegation or group, and the share of agreement they allow to say."""

from __future__ import annotations

import numpy as np

from xieqiao.engines.consensus.arrays import Ints, Singles
from xieqiao.engines.consensus.crossing import Crossing


def counted(votes: Crossing, label: Ints, size: int) -> Ints:
    """Return counts (size, m, 3) of disagree, pass, agree; label (n,) in 0…size − 1 or −1."""
    table = members(label, size)
    parts = [votes.over_people((votes.vote == sign).astype(np.float32), table) for sign in (-1, 0)]
    seen = votes.over_people(np.ones(len(votes.vote), np.float32), table)
    found = np.stack([*parts, seen - parts[0] - parts[1]], axis=2).transpose(1, 0, 2)
    return np.asarray(np.rint(found).astype(np.int64))


def members(label: Ints, size: int) -> Singles:
    """Return who is in which delegation as ones and zeros, shape (n, size)."""
    return np.asarray(label[:, None] == np.arange(size)).astype(np.float32)
