"""The stream of server-sent events: a small ASGI application in front of Django.

It needs no session, no middleware and no thread: the ticket in the address says what may be
watched. Five thousand of them cost five thousand small objects.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs

from django.db import DatabaseError

from xieqiao.broadcast.hub import Hub, hub_here
from xieqiao.broadcast.tickets import read_ticket
from xieqiao.broadcast.watchers import Watcher
from xieqiao.broadcast.wire import EXTENSION

PATH = "/live/stream"
MOST_STREAMS = 20_000
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),  # nginx passes each event on at once
    (b"x-content-type-options", b"nosniff"),
]


def with_streams(django: Application) -> Application:
    """Return an application that answers streams itself, and leaves the rest to Django."""

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH:
            await _stream(scope, receive, send)
        else:
            await django(scope, receive, send)

    return application


async def _stream(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["method"] != "GET":
        return await _refuse(send, 405)
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    ticket = read_ticket(asked.get("ticket", [""])[0])
    if ticket is None:
        return await _refuse(send, 403)
    hub = hub_here()
    if len(hub.watchers) >= MOST_STREAMS:
        return await _refuse(send, 503)
    try:
        watcher = await hub.join(ticket.channels, ticket.ends_at)
    except DatabaseError:
        return await _refuse(send, 503)
    watcher.resume(_header(scope, b"last-event-id") or asked.get("after", [""])[0])
    wired = scope.get("extensions", {}).get(EXTENSION)
    await _serve(hub, watcher, wired, receive, send)
    return None


async def _serve(hub: Hub, watcher: Watcher, wired: Any, receive: Receive, send: Send) -> None:
    async def piece(body: bytes) -> None:
        await send({"type": "http.response.body", "body": body, "more_body": True})

    serve = _directly if wired is not None else _in_pieces
    try:
        await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
        await piece(_greeting(watcher))
        await serve(watcher, wired or piece, receive, send)
    except asyncio.CancelledError:
        if not watcher.over:
            raise
    finally:
        hub.leave(watcher)


async def _directly(watcher: Watcher, wired: Any, receive: Receive, send: Send) -> None:
    """Let the hub write to the connection itself; only wait here for its end."""
    ending: set[asyncio.Task[None]] = set()

    def finish() -> None:
        ending.add(asyncio.ensure_future(_end(send)))

    watcher.attach(wired(watcher.stir), finish)
    await _gone(receive)
    watcher.over = True
    if ending:
        await asyncio.wait(ending)


async def _in_pieces(watcher: Watcher, piece: Any, receive: Receive, send: Send) -> None:
    """Send as any ASGI server takes it."""
    gone = asyncio.create_task(_until_gone(watcher, receive))
    try:
        await watcher.run(piece)
        await _end(send)
    finally:
        gone.cancel()


async def _end(send: Send) -> None:
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def _greeting(watcher: Watcher) -> bytes:
    """Return the first event, which gives the reader an id to resume from.

    After a restart not all come back in the same second.
    """
    pause = random.randint(1500, 5000)  # noqa: S311
    return f"retry: {pause}\nid: {watcher.id}\nevent: here\ndata: {{}}\n\n".encode()


async def _until_gone(watcher: Watcher, receive: Receive) -> None:
    await _gone(receive)
    watcher.end()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


def _header(scope: Scope, name: bytes) -> str:
    found = next((value for key, value in scope["headers"] if key == name), b"")
    return str(found.decode("latin-1"))
