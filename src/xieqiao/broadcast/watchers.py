"""One open stream: where it stands on each of its channels, and what it is sent next."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from xieqiao.broadcast.lines import Line

BEAT = b": \n\n"
Send = Callable[[bytes], Awaitable[None]]


class Direct(Protocol):
    """A connection that takes a piece at once, or says that it is not ready (see `wire`)."""

    @property
    def ready(self) -> bool:
        """Whether a piece may be written."""

    def write(self, piece: bytes) -> None:
        """Write a piece."""

    def abort(self) -> None:
        """Cut the connection."""


class Watcher:
    """Sends what its lines hold, as fast as it is taken and no faster.

    What comes while it is sending is collected from the lines afterwards, so it needs no queue.
    It sends either by `run`, or at once when it is stirred, to a connection it was `attach`ed to.
    """

    __slots__ = (
        "_beat",
        "_direct",
        "_finish",
        "_quiet",
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
        self._beat = False
        self._quiet = True
        self._direct: Direct | None = None
        self._finish: Callable[[], None] | None = None
        self._stirred: asyncio.Event | None = None
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

    def attach(self, direct: Direct, finish: Callable[[], None]) -> None:
        """Send to this connection from now on; `finish` is called when it is over."""
        self._direct, self._finish = direct, finish
        if self.over:
            finish()
        else:
            self.stir()

    def stir(self) -> None:
        """Have it look whether there is something to send."""
        if self._direct is not None:
            self._push(self._direct)
        elif self._stirred is not None:
            self._stirred.set()

    def beat(self) -> None:
        """Have it send a sign of life, unless it has sent something since the last one."""
        self._beat = self._quiet
        self._quiet = True
        if self._beat:
            self.stir()

    def end(self) -> None:
        """Have it end after what is at hand."""
        if self.over:
            return
        self.over = True
        if self._finish is not None:
            self._finish()
        self.stir()

    def give_up(self) -> None:
        """Leave somebody who has taken nothing for long."""
        self.over = True
        if self._direct is not None:
            self._direct.abort()
        if self._task is not None:
            self._task.cancel()

    def collect(self) -> bytes:
        """Return what it has yet to be sent, in one piece, with the id on the last event.

        Cut in the middle, the reader has an older id, and gets the piece again.
        """
        if len(self.lines) == 1:  # most have one, and stand where the others stand
            (line,), at = self.lines, self.positions[0]
            self.positions[0] = line.last
            return line.piece_after(at)
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
        self._stirred = asyncio.Event()
        while not self.over:
            self._stirred.clear()
            piece = self._next()
            if piece:
                self.sending_since = time.monotonic()
                await send(piece)
                self.sending_since = 0.0
            else:
                await self._stirred.wait()

    def _push(self, direct: Direct) -> None:
        if self.over:
            return
        if not direct.ready:
            self.sending_since = self.sending_since or time.monotonic()
            return
        self.sending_since = 0.0
        piece = self._next()
        if piece:
            direct.write(piece)

    def _next(self) -> bytes:
        piece = self.collect()
        if piece:
            self._quiet = False
        elif self._beat:
            piece = BEAT
        self._beat = False
        return piece


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
