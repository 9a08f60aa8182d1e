"""Who is woken in this process when a channel has something new.

On PostgreSQL other processes hear it by NOTIFY; this wakes the process itself on any database.
"""

from __future__ import annotations

from collections.abc import Callable

NOTIFY = "xieqiao_live"
_listeners: list[Callable[[str], None]] = []


def wake_by(listener: Callable[[str], None]) -> None:
    """Have `listener` called, from any thread, with each channel that has something new."""
    _listeners.append(listener)


def no_longer_by(listener: Callable[[str], None]) -> None:
    """Leave off calling `listener`."""
    if listener in _listeners:
        _listeners.remove(listener)


def woken(channel: str) -> None:
    """Say that a channel has something new."""
    for listener in list(_listeners):
        listener(channel)
