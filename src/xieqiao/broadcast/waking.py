"""Who is woken in this process when a channel has something new.

On PostgreSQL other processes hear it by NOTIFY; this wakes the process itself on any database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

NOTIFY = "xieqiao_live"
Listener = Callable[[str], None]
_lock = threading.Lock()
_listeners: tuple[Listener, ...] = ()


def wake_by(listener: Listener) -> None:
    """Have `listener` called, from any thread, with each channel that has something new."""
    global _listeners  # noqa: PLW0603
    with _lock:
        _listeners = (*_listeners, listener)


def no_longer_by(listener: Listener) -> None:
    """Leave off calling `listener`."""
    global _listeners  # noqa: PLW0603
    with _lock:
        _listeners = tuple(one for one in _listeners if one != listener)


def woken(channel: str) -> None:
    """Say that a channel has something new."""
    for listener in _listeners:
        listener(channel)
