"""The short way out: a stream's bytes are given to the connection itself.

An ASGI application sends each piece through a task, a state machine and a queue of its own. For
one stream that is nothing; for five thousand it is most of the work. uvicorn's protocol, extended
here, offers a stream its connection; a server that does not is served the ordinary way.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

EXTENSION = "xieqiao.wire"


class StreamProtocol(H11Protocol):
    """uvicorn's HTTP/1.1, with an extension of the scope that gives a stream its wire."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.on_ready: Callable[[], None] | None = None
        self.app = functools.partial(_offering, self, self.app)

    def resume_writing(self) -> None:
        """Hear that what was written has left; called by the transport."""
        super().resume_writing()
        if self.on_ready is not None:
            self.on_ready()

    def connection_lost(self, exc: Exception | None) -> None:
        """Hear that the other side is gone; called by the transport."""
        self.on_ready = None
        super().connection_lost(exc)


async def _offering(protocol: StreamProtocol, app: Any, scope: Any, receive: Any, send: Any) -> Any:
    scope.setdefault("extensions", {})[EXTENSION] = functools.partial(Wire, protocol)
    return await app(scope, receive, send)


class Wire:
    """The connection of one stream, once its answer has begun.

    It keeps at most one piece that has not left: while it is not `ready`, nothing may be written.
    """

    __slots__ = ("_chunked", "_protocol", "_transport")

    def __init__(self, protocol: StreamProtocol, on_ready: Callable[[], None]) -> None:
        self._protocol = protocol
        self._transport: asyncio.Transport = protocol.transport
        self._chunked = protocol.scope["http_version"] == "1.1"
        self._transport.set_write_buffer_limits(high=0)
        protocol.on_ready = on_ready

    @property
    def ready(self) -> bool:
        """Whether all that was written has left."""
        return not (self._protocol.flow.write_paused or self._transport.is_closing())

    def write(self, piece: bytes) -> None:
        """Send a piece of the answer's body, framed as HTTP/1.1 wants it (RFC 9112, 7.1)."""
        if self._chunked:
            piece = b"%x\r\n%b\r\n" % (len(piece), piece)
        self._transport.write(piece)

    def abort(self) -> None:
        """Cut the connection."""
        self._transport.abort()
