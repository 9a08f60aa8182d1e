"""One open stream: where it stands on each of its channels, and what it is sent next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence

from xieqiao.broadcast.lines import Line

BEAT = b": \n\n"
Send = Callable[[bytes], Awaitable[None]]


class Watcher:
    """Sends what its lines hold, as fast as it is taken and no faster.

    What comes while it is sending is collected from the lines afterwards, so it needs no queue.
    """

    __slots__ = (
        "_beat",
        "_stirred",
        "_task",
        "ends_at",
        "lines",
        "over",
        "positions",
        "sending_since",
    )

    def __init__(self, lines: Sequence[Line], ends_at: float) -> None:
        self.lines = tuple(lines)
        self.positions = [line.last for line in lines]
        self.ends_at = ends_at
        self.over = False
        self.sending_since = 0.0
        self._stirred = asyncio.Event()
        self._beat = False
        self._task: asyncio.Task[None] | None = None

    def resume(self, text: str) -> None:
        """Go on after the events that `text`, an id that was sent earlier, stands for."""
        numbers = text.split(".")
        if len(numbers) == len(self.lines) and all(_is_number(n) for n in numbers):
            self.positions = [int(n) for n in numbers]

    @property
    def id(self) -> str:
        """The id of where it stands."""
        return ".".join(map(str, self.positions))

    def stir(self) -> None:
        """Have it look whether there is something to send."""
        self._stirred.set()

    def beat(self) -> None:
        """Have it send a sign of life."""
        self._beat = True
        self._stirred.set()

    def end(self) -> None:
        """Have it end after what is at hand."""
        self.over = True
        self._stirred.set()

    def give_up(self) -> None:
        """Leave somebody who has taken nothing for long."""
        self.over = True
        if self._task is not None:
            self._task.cancel()

    def collect(self) -> bytes:
        """Return what it has yet to be sent, in one piece, with the id on the last event.

        Cut in the middle, the reader has an older id, and gets the piece again.
        """
        found: list[bytes] = []
        for place, line in enumerate(self.lines):
            at = self.positions[place]
            if line.last != at:
                found += line.after(at)
                self.positions[place] = line.last
        if not found:
            return b""
        found[-1] = b"id: " + self.id.encode() + b"\n" + found[-1]
        return b"\n".join(found) + b"\n"

    async def run(self, send: Send) -> None:
        """Send until it is over."""
        self._task = asyncio.current_task()
        while not self.over:
            self._stirred.clear()
            piece = self.collect()
            if not piece and self._beat:
                piece = BEAT
            self._beat = False
            if piece:
                self.sending_since = time.monotonic()
                await send(piece)
                self.sending_since = 0.0
            else:
                await self._stirred.wait()


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
