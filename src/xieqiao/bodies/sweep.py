"""What the directory does by itself: what was taken out, or in, thirty days ago goes for good."""

from __future__ import annotations

import time

from django.utils import timezone

from xieqiao.bodies.models.imports import TableImport
from xieqiao.bodies.removal import UNDO, purge
from xieqiao.bodies.sessions import SessionStore

_EVERY_SECONDS = 3600.0
_last = {"ran_at": float("-inf")}


def run() -> int:
    """Purge, and forget sessions that have expired; once an hour. Return how many rows went."""
    if time.monotonic() - _last["ran_at"] < _EVERY_SECONDS:
        return 0
    _last["ran_at"] = time.monotonic()
    SessionStore.clear_expired()
    return purge() + _forget_imports()


def _forget_imports() -> int:
    """Delete imported tables of thirty days ago, with their files."""
    gone = 0
    for row in TableImport.objects.filter(made_at__lte=timezone.now() - UNDO):
        for file in (row.file, row.refused):
            if file:
                file.delete(save=False)
        row.delete()
        gone += 1
    return gone
