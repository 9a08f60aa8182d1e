"""Writers of one process take turns, on SQLite.

SQLite lets one write at a time, and whoever waits for it sleeps and looks again, the longer the
more wait: of fifty who vote in the same second, some are never lucky. Waiting here is in order and
costs nothing. Other processes are still kept apart by SQLite itself.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_turn = threading.Lock()


@contextmanager
def in_turn_to_write() -> Iterator[None]:
    """Hold the turn for the transaction that is opened inside.

    Who is in a transaction already has SQLite's lock, and must not wait for anybody.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _turn:
        yield
