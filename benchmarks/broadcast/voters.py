"""Many who vote, each by an invitation, at a steady rate; every acknowledged vote is noted.

What was not acknowledged is sent again under its key, as phones do.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

CSRF = "b" * 32
WITH_SERVER = {"accepted", "already", "older"}


@dataclass
class Tally:
    """What became of the votes."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    newest: dict[tuple[str, str], str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    sent_again: int = 0
    unsent: int = 0


@dataclass
class Phone:
    """A guest: the cookie, the running number, and one connection kept open."""

    cookie: str
    counter: int = 0
    queue: deque[dict[str, Any]] = field(default_factory=deque)
    reader: Any = None
    writer: Any = None
    busy: bool = False

    async def post(self, port: int, path: str, body: bytes) -> Any:
        """Return the answer to one request."""
        if self.writer is None or self.writer.is_closing():
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port)
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Cookie: csrftoken={CSRF}; {self.cookie}\r\nX-CSRFToken: {CSRF}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self.writer.write(head.encode() + body)
        status, length = await self.reader.readline(), 0
        while (line := await self.reader.readline()) not in {b"\r\n", b""}:
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        answer = await self.reader.readexactly(length)
        if b" 200 " not in status:
            raise ConnectionError(f"{status!r} {answer[:200]!r}")
        return json.loads(answer)

    def hang_up(self) -> None:
        """Close the connection."""
        if self.writer is not None:
            self.writer.close()
        self.writer = None


class Hall:
    """All phones."""

    def __init__(self, ports: list[int], path: str, cookies: list[str], statements: list[str]):
        self.ports, self.path, self.statements = ports, path, statements
        self.phones = [Phone(cookie) for cookie in cookies]
        self.tally = Tally()
        self._tasks: set[asyncio.Task[None]] = set()

    async def vote(self, rate: float, seconds: float) -> Tally:
        """Let so many votes a second be cast, each by somebody else; wait for all answers."""
        started, number = time.perf_counter(), 0
        while time.perf_counter() - started < seconds:
            due = int((time.perf_counter() - started) * rate)
            while number < due:
                self._cast(self.phones[number % len(self.phones)], number)
                number += 1
            await asyncio.sleep(0.005)
        limit = time.perf_counter() + 60
        while self._tasks and time.perf_counter() < limit:
            await asyncio.sleep(0.05)
        self.tally.unsent = sum(len(phone.queue) for phone in self.phones)
        return self.tally

    def _cast(self, phone: Phone, number: int) -> None:
        phone.counter += 1
        phone.queue.append(
            {
                "key": str(uuid4()),
                "statement": self.statements[number // len(self.phones) % len(self.statements)],
                "value": random.choice((1, 0, -1)),
                "counter": phone.counter,
            }
        )
        if not phone.busy:
            phone.busy = True
            task = asyncio.create_task(self._send(phone))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _send(self, phone: Phone) -> None:
        pause = 0.2
        while phone.queue:
            vote = phone.queue[0]
            before = time.perf_counter()
            try:
                port = self.ports[hash(phone.cookie) % len(self.ports)]
                body = json.dumps({"votes": [vote]}).encode()
                answer = (await phone.post(port, self.path, body))["votes"][0]
            except (OSError, asyncio.IncompleteReadError, ValueError):
                phone.hang_up()
                self.tally.sent_again += 1
                await asyncio.sleep(pause)
                pause = min(pause * 2, 2.0)
                continue
            self.tally.seconds.append(time.perf_counter() - before)
            if answer["outcome"] in WITH_SERVER:
                self.tally.acknowledged[vote["key"]] = answer["outcome"]
                self.tally.newest[phone.cookie, vote["statement"]] = vote["key"]
            else:
                self.tally.refused.append(answer["outcome"])
            phone.queue.popleft()
        phone.busy = False
