"""Who is woken in this process when a channel has something new.

On PostgreSQL other processes hear it by NOTIFY; this wakes the process itself on any database.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xieqiao.broadcast.lines import Told

NOTIFY = "xieqiao_live"
Listener = Callable[[str, "Told | None"], None]
_lock = threading.Lock()
_listeners: tuple[Listener, ...] = ()


def wake_by(listener: Listener) -> None:
    """Have `listener` called, from any thread, with each channel that has something new.

    It is given the event too, if that is at hand.
    """
    global _listeners  # noqa: PLW0603
    with _lock:
        _listeners = (*_listeners, listener)


def no_longer_by(listener: Listener) -> None:
    """Leave off calling `listener`."""
    global _listeners  # noqa: PLW0603
    with _lock:
        _listeners = tuple(one for one in _listeners if one != listener)


def woken(channel: str, event: Told | None = None) -> None:
    """Say that a channel has something new: this event, if it is at hand."""
    for listener in _listeners:
        listener(channel, event)
