"""What the room does by itself: what was deleted thirty days ago goes for good, files too."""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from xieqiao.acts.files import purge, put_away
from xieqiao.duty.queries import UNDO_DAYS, gone_for_good

_EVERY_SECONDS = 3600.0
_last = {"ran_at": float("-inf")}


def run() -> int:
    """Delete what nobody can bring back any more, once an hour. Return how many rows went."""
    if time.monotonic() - _last["ran_at"] < _EVERY_SECONDS:
        return 0
    _last["ran_at"] = time.monotonic()
    gone = 0
    for row in gone_for_good():
        put_away(row.files.values_list("file_id", flat=True))
        row.delete()
        gone += 1
    return gone + purge(timezone.now() - timedelta(days=UNDO_DAYS))
