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


class Listener:
    """A client: reads its stream, and notes number and time of each event."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.last = 0
        self.events = 0
        self.resets = 0
        self.lost = False

    async def run(self, host: str, port: int, path: str, heard: Heard,
                  ready: asyncio.Semaphore) -> None:  # fmt: skip
        """Listen until the connection ends."""
        async with ready:
            reader, writer = await asyncio.open_connection(host, port, limit=2**14)
            head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            writer.write(f"{head}Accept: text/event-stream\r\n\r\n".encode())
            status = await reader.readline()
            if b" 200 " not in status:
                raise SystemExit(f"no stream: {status!r}")
            await reader.readuntil(b"event: here")
        try:
            while line := await reader.readline():
                if line.startswith(b"id: "):
                    self.last = int(line[4:].split(b".")[-1])
                    self.events += 1
                    heard.arrived[self.last].append(time.time())
                elif line.startswith(b'data: {"t":'):
                    heard.told[self.last] = float(line[11:].rstrip(b"}\n"))
                elif line.startswith(b"event: reset"):
                    self.resets += 1
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        self.lost = True


async def _until_told() -> None:
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, sys.stdin.readline)


async def main(host: str, ports: str, path: str, count: int) -> None:
    """Listen with so many clients."""
    heard = Heard()
    ready = asyncio.Semaphore(AT_ONCE)
    places = [int(port) for port in ports.split(",")]
    all_ = [Listener(n) for n in range(count)]
    tasks = [
        asyncio.create_task(one.run(host, places[one.number % len(places)], path, heard, ready))
        for one in all_
    ]
    async with asyncio.TaskGroup() as group:
        group.create_task(_connected(ready, tasks))
    print("connected", flush=True)
    await _until_told()
    for task in tasks:
        task.cancel()
    found = {
        "arrived": heard.arrived,
        "told": heard.told,
        "last": [one.last for one in all_],
        "events": sum(one.events for one in all_),
        "resets": sum(one.resets for one in all_),
        "lost": sum(one.lost for one in all_),
    }
    print(json.dumps(found), flush=True)


async def _connected(ready: asyncio.Semaphore, tasks: list[asyncio.Task[None]]) -> None:
    """Wait until every client has its first event."""
    await asyncio.sleep(0.1)
    for _ in range(AT_ONCE):
        await ready.acquire()
    for task in tasks:
        if task.done():
            task.result()


if __name__ == "__main__":
    allow_many()
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
