"""Many who watch, in a process of their own: `python -m benchmarks.broadcast.listeners …`.

Writes when each event arrived at each client, as JSON, once its standard input ends.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import defaultdict

from xieqiao.broadcast.open_files import allow_many

AT_ONCE = 100  # connections that are being opened


class Heard:
    """When each event arrived, at whoever it did; and when it was told, if it says so."""

    def __init__(self) -> None:
        self.arrived: dict[int, list[float]] = defaultdict(list)
        self.told: dict[int, float] = {}
        self.skipped = 0


class Listener(asyncio.Protocol):
    """A client: reads its stream, and notes number and time of each event.

    It does as little as it can for it, for it shares the machine with what is measured.
    """

    def __init__(self, head: bytes, heard: Heard) -> None:
        self.here: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.last = 0
        self.events = 0
        self.resets = 0
        self.lost = False
        self._head = head
        self._heard = heard
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the stream."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._head)

    def data_received(self, data: bytes) -> None:
        """Note what has come whole, and keep the rest."""
        now = time.time()
        whole, end, self._rest = (self._rest + data).rpartition(b"\n\n")
        if not end:
            return
        for event in whole.split(b"\n\n"):
            self._hear(event, now)

    def _hear(self, event: bytes, now: float) -> None:
        at = event.find(b"id: ")
        if at < 0:
            return
        if not self.here.done():
            fine = event.startswith(b"HTTP/1.1 200")
            self.here.set_result(None) if fine else self.here.set_exception(OSError(event[:80]))
            return
        number = int(event[at + 4 : event.find(b"\n", at)].rpartition(b".")[2])
        if number > self.last + 1 and self.last:
            self._heard.skipped += number - self.last - 1
        self.last = number
        self.events += 1
        self._heard.arrived[number].append(now)
        if number not in self._heard.told and (told := event.find(b'{"t":')) > 0:
            self._heard.told[number] = float(event[told + 5 : event.find(b"}", told)])
        if b"event: reset" in event:
            self.resets += 1

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the stream has ended."""
        self.lost = True
        if not self.here.done():
            self.here.set_exception(exc or OSError("no stream"))


async def _until_told() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)


async def main(host: str, ports: str, path: str, count: int) -> None:
    """Listen with so many clients."""
    heard = Heard()
    places = [int(port) for port in ports.split(",")]
    all_: list[Listener] = []
    while len(all_) < count:
        some = range(len(all_), min(len(all_) + AT_ONCE, count))
        new = [_connect(host, places[n % len(places)], path, heard) for n in some]
        all_ += await asyncio.gather(*new)
    print("connected", flush=True)
    await _until_told()
    found = {
        "arrived": heard.arrived,
        "told": heard.told,
        "last": [one.last for one in all_],
        "events": sum(one.events for one in all_),
        "skipped": heard.skipped,
        "resets": sum(one.resets for one in all_),
        "lost": sum(one.lost for one in all_),
    }
    print(json.dumps(found), flush=True)


async def _connect(host: str, port: int, path: str, heard: Heard) -> Listener:
    head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept: text/event-stream\r\n\r\n"
    loop = asyncio.get_running_loop()
    _transport, made = await loop.create_connection(
        lambda: Listener(head.encode(), heard), host, port
    )
    await made.here
    return made


if __name__ == "__main__":
    allow_many()
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
