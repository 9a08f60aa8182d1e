"""What happens often is told a few times a second: of each kind only the newest.

Two hundred votes a second must neither wait for one channel's row nor reach five thousand phones
as two hundred events. One thread per process writes what is newest, after the votes' commits.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.db import connections

PAUSE = 0.25  # seconds between two events of one kind
Write = Callable[[str, str, dict[str, Any], bool], None]
log = logging.getLogger(__name__)


class _Teller:
    """Holds what is newest, and writes it from a thread of its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._newest: dict[tuple[str, str], tuple[dict[str, Any], Write]] = {}
        self._thread: threading.Thread | None = None

    def take(self, channel: str, kind: str, data: dict[str, Any], write: Write) -> None:
        """Remember what is newest, and see that somebody writes it."""
        with self._lock:
            self._newest[channel, kind] = (data, write)
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="often", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        pause = threading.Event()
        while waiting := self._taken():
            for (channel, kind), (data, write) in waiting.items():
                try:
                    write(channel, kind, data, True)
                except Exception:
                    log.exception("an event of %s was not told", channel)
            pause.wait(PAUSE)

    def _taken(self) -> dict[tuple[str, str], tuple[dict[str, Any], Write]]:
        """Return what waits; with nothing left, end the thread, which gives its connection back."""
        with self._lock:
            waiting, self._newest = self._newest, {}
            if not waiting:
                self._thread = None
        if not waiting:
            connections.close_all()
        return waiting

    def settle(self) -> None:
        """Wait until all is told."""
        thread = self._thread
        if thread is not None:
            thread.join()


_teller = _Teller()
later = _teller.take
settle = _teller.settle
