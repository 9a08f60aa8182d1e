"""The application under a real server in a thread, and readers of its streams."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import uvicorn
from django.core.handlers.asgi import ASGIHandler

from xieqiao.broadcast.hub import close_hubs
from xieqiao.broadcast.stream import PATH, with_streams
from xieqiao.broadcast.tickets import ticket_for
from xieqiao.broadcast.wire import StreamProtocol


@contextmanager
def served(application: Any = None, *, wired: bool = True) -> Iterator[int]:
    """Serve the application as long as the block lasts; give the port.

    `wired` serves as `xieqiao serve` does; otherwise as any ASGI server would.
    """
    own = socket.socket()
    own.bind(("127.0.0.1", 0))
    app = application or with_streams(ASGIHandler())  # type: ignore[arg-type]
    http: Any = StreamProtocol if wired else "h11"
    config = uvicorn.Config(
        app, http=http, lifespan="off", log_config=None, timeout_graceful_shutdown=3
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [own]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield own.getsockname()[1]
    finally:
        close_hubs()
        server.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive(), "a stream kept the server from stopping"


@dataclass(frozen=True)
class Heard:
    """An event as it arrived."""

    id: str
    kind: str
    data: Any


class Listener:
    """Somebody who reads a stream."""

    def __init__(self, port: int, *channels: str, last: str = "", **more: Any) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        asked = {"ticket": ticket_for(*channels) if channels else "", **more}
        headers = {"Last-Event-ID": last} if last else {}
        self._connection.request("GET", f"{PATH}?{urlencode(asked)}", headers=headers)
        self.answer = self._connection.getresponse()

    def hear(self) -> Heard | None:
        """Return the next event, or None at the end of the stream."""
        fields: dict[str, str] = {}
        while line := self.answer.readline().decode():
            if line == "\n":
                if "event" in fields:
                    data = json.loads(fields["data"])
                    return Heard(fields.get("id", ""), fields["event"], data)
                fields = {}
                continue
            name, _, value = line.rstrip("\n").partition(": ")
            fields[name] = value
        return None

    def start(self) -> Listener:
        """Wait until the stream is there."""
        first = self.hear()
        assert first is not None
        assert first.kind == "here"
        return self

    def leave(self) -> None:
        """Break off."""
        self.answer.close()
        self._connection.close()
