"""A bare ASGI application that only fans out: what the web server itself takes.

A number and the time, as often as XIEQIAO_BARE_EVERY says, to everyone. No tickets, no database,
nothing missed is ever sent again.
"""

from __future__ import annotations

import asyncio
import os
import time
from typing import Any

EVERY = float(os.environ.get("XIEQIAO_BARE_EVERY", "0.25"))  # seconds
_HEADERS = [(b"content-type", b"text/event-stream")]


class Fan:
    """All who listen."""

    def __init__(self) -> None:
        self.waiting: set[asyncio.Event] = set()
        self.line = b""
        self.number = 0
        self._task: asyncio.Task[None] | None = None

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            self.number += 1
            self.line = b'id: %d\nevent: votes\ndata: {"t":%.6f}\n\n' % (self.number, time.time())
            for one in self.waiting:
                one.set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one client."""
        if scope["type"] != "http":
            return
        if self._task is None:
            self._task = asyncio.create_task(self._beat())
        stirred = asyncio.Event()
        self.waiting.add(stirred)
        gone = asyncio.create_task(self._gone(receive, stirred))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            await send({"type": "http.response.body", "body": b"id: 0\nevent: here\ndata: {}\n\n",
                        "more_body": True})  # fmt: skip
            while not gone.done():
                await stirred.wait()
                stirred.clear()
                await send({"type": "http.response.body", "body": self.line, "more_body": True})
        finally:
            self.waiting.discard(stirred)
            gone.cancel()

    async def _gone(self, receive: Any, stirred: asyncio.Event) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        stirred.set()


application = Fan()
