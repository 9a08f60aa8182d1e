"""The threads in which Django answers: a few that stay, each with its own database connection.

Django's ASGI handler starts a thread for each request, and with it, on SQLite, a new connection
that reads the whole schema first; at two hundred votes a second that is most of the work.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from weakref import WeakKeyDictionary

from asgiref.sync import ThreadSensitiveContext

MOST = 20
Application = Callable[..., Awaitable[None]]
_free: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.LifoQueue[ThreadPoolExecutor]] = (
    WeakKeyDictionary()
)


def in_lanes(django: Application) -> Application:
    """Return an application whose requests share MOST threads; more wait until one is free."""

    async def application(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        free = _lanes_here()
        lane = await free.get()
        try:
            async with ThreadSensitiveContext(executor=lane):
                await django(scope, receive, send)
        finally:
            free.put_nowait(lane)

    return application


def _lanes_here() -> asyncio.LifoQueue[ThreadPoolExecutor]:
    """Return the free lanes of this loop; the one used last comes first, it is warm."""
    loop = asyncio.get_running_loop()
    found = _free.get(loop)
    if found is None:
        found = _free[loop] = asyncio.LifoQueue()
        for number in range(MOST, 0, -1):
            found.put_nowait(ThreadPoolExecutor(1, f"lane-{number}"))
    return found
