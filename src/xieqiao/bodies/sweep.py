"""What the directory does by itself: what was taken out thirty days ago goes for good."""

from __future__ import annotations

import time

from xieqiao.bodies.removal import purge
from xieqiao.bodies.sessions import SessionStore

_EVERY_SECONDS = 3600.0
_last = {"ran_at": float("-inf")}


def run() -> int:
    """Purge, and forget sessions that have expired; once an hour. Return how many rows went."""
    if time.monotonic() - _last["ran_at"] < _EVERY_SECONDS:
        return 0
    _last["ran_at"] = time.monotonic()
    SessionStore.clear_expired()
    return purge()
