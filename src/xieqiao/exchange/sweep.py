"""What the room does by itself: what was deleted thirty days ago goes for good."""

from __future__ import annotations

import time

from xieqiao.exchange.models import Need, OwnEntry, Strength
from xieqiao.exchange.queries import gone_for_good

OWN: tuple[type[OwnEntry], ...] = (Need, Strength)
_EVERY_SECONDS = 3600.0
_last = {"ran_at": float("-inf")}


def run() -> int:
    """Delete what nobody can bring back any more, once an hour. Return how many rows went."""
    if time.monotonic() - _last["ran_at"] < _EVERY_SECONDS:
        return 0
    _last["ran_at"] = time.monotonic()
    gone = 0
    for model in OWN:
        for row in gone_for_good(model):
            row.delete()
            gone += 1
    return gone
