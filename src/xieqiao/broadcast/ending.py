"""Ending streams when the server is asked to stop.

A web server waits for open answers before it stops, and a stream would never end by itself.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def at_the_end(close: Callable[[], None]) -> None:
    """Have `close` called by the signals that stop the server, before what they do anyway.

    Outside the main thread nothing can be done about signals; who runs the server there calls
    `close` himself.
    """
    if threading.current_thread() is threading.main_thread():
        for number in _SIGNALS:
            _put_before(number, close)


def _put_before(number: signal.Signals, close: Callable[[], None]) -> None:
    former: Any = signal.getsignal(number)
    if getattr(former, "closes_streams", False):
        return

    def handler(received: int, frame: FrameType | None) -> None:
        close()
        if callable(former):
            former(received, frame)
        elif former == signal.SIG_DFL:
            signal.signal(received, signal.SIG_DFL)
            signal.raise_signal(received)

    handler.closes_streams = True  # type: ignore[attr-defined]
    signal.signal(number, handler)
