"""The counter of a process: what comes while a transaction is being written is written together.

The busier it is, the more votes share a transaction, and the less each of them takes.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from weakref import WeakKeyDictionary

from django.db import close_old_connections
from django.http import HttpResponse

from xieqiao.consultations.booth.taking import Envelope, take_all

MOST_TOGETHER = 64  # requests in one transaction
MOST_BYTES = 256 * 1024
PAUSE = 0.02  # seconds that the next ones have to come together, when several came at once
log = logging.getLogger(__name__)
_counters: WeakKeyDictionary[asyncio.AbstractEventLoop, Counter] = WeakKeyDictionary()


def counter_here() -> Counter:
    """Return the counter of the running loop."""
    loop = asyncio.get_running_loop()
    found = _counters.get(loop)
    if found is None:
        found = _counters[loop] = Counter(loop)
    return found


class Counter:
    """Requests that wait, and the one thread that takes them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiting: deque[tuple[Envelope, asyncio.Future[HttpResponse | None]]] = deque()
        self._thread = ThreadPoolExecutor(1, "booth")
        self._task: asyncio.Task[None] | None = None

    async def take(self, scope: MutableMapping[str, Any], body: bytes) -> HttpResponse | None:
        """Return the answer to a request, its votes committed; None if it must go the long way."""
        answer: asyncio.Future[HttpResponse | None] = self._loop.create_future()
        self._waiting.append((Envelope(scope, body), answer))
        if self._task is None or self._task.done():
            self._task = self._loop.create_task(self._take_on())
        return await answer

    async def _take_on(self) -> None:
        while self._waiting:
            some = self._next()
            envelopes = [envelope for envelope, _answer in some]
            found = await self._loop.run_in_executor(self._thread, _taken, envelopes)
            for (_envelope, answer), response in zip(some, found, strict=True):
                if not answer.done():
                    answer.set_result(response)
            if len(some) > 1:
                await asyncio.sleep(PAUSE)

    def _next(self) -> list[tuple[Envelope, asyncio.Future[HttpResponse | None]]]:
        some = [self._waiting.popleft()]
        size = len(some[0][0].body)
        while self._waiting and len(some) < MOST_TOGETHER:
            size += len(self._waiting[0][0].body)
            if size > MOST_BYTES:
                break
            some.append(self._waiting.popleft())
        return some


def _taken(envelopes: list[Envelope]) -> list[HttpResponse | None]:
    """Take requests; if that fails, each goes the long way, so that none spoils the others."""
    close_old_connections()
    try:
        return take_all(envelopes)
    except Exception:
        log.exception("votes could not be taken together; each is taken by itself")
        return [None] * len(envelopes)
    finally:
        close_old_connections()
