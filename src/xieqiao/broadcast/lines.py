"""A channel as one process knows it: its last events, ready to be sent.

There is one store per channel and none per watcher. A watcher only has a position in it, so a slow
one costs no memory: when it can take more, it gets what is newest.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xieqiao.broadcast.models import Event

if TYPE_CHECKING:
    from xieqiao.broadcast.watchers import Watcher

RECENT = 200
LONGEST_NOTICE = 7000  # bytes; PostgreSQL takes less than 8000
RESET = b"event: reset\ndata: {}\n"


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it goes out; `newest_only` if a later one of its kind makes it superfluous."""

    number: int
    kind: str
    newest_only: bool
    lines: bytes

    def notice(self, channel: str) -> str:
        """Return what other processes are told: the event, or of a long one the channel alone."""
        said = [channel, self.number, self.kind, self.newest_only, self.lines.decode()]
        text = json.dumps(said, ensure_ascii=False)
        return text if len(text.encode()) <= LONGEST_NOTICE else channel


def read_notice(text: str) -> tuple[str, Told | None]:
    """Return of which channel another process has told, and the event if it was short."""
    if not text.startswith("["):
        return text, None
    channel, number, kind, newest_only, lines = json.loads(text)
    return channel, Told(number, kind, newest_only, lines.encode())


def told(event: Event) -> Told:
    """Return an event as it goes out."""
    data = json.dumps(event.data, ensure_ascii=False, separators=(",", ":"))
    lines = f"event: {event.kind}\ndata: {data}\n".encode()
    return Told(event.number, event.kind, event.newest_only, lines)


@dataclass(slots=True)
class Line:
    """A channel's last number, its last events without gaps, and who watches it."""

    name: str
    last: int = 0
    recent: deque[Told] = field(default_factory=lambda: deque(maxlen=RECENT))
    watchers: set[Watcher] = field(default_factory=set)
    _pieces: dict[int, bytes] = field(default_factory=dict)

    def begin(self, last: int, events: Sequence[Told]) -> None:
        """Take what the table holds; events before a gap are of no use."""
        self.last = last
        self.recent.clear()
        self._pieces.clear()
        expected = last
        for event in reversed(events):
            if event.number != expected:
                break
            self.recent.appendleft(event)
            expected -= 1

    def add(self, events: Iterable[Told]) -> bool:
        """Take what is new; return False if something between was missed."""
        for event in events:
            if event.number <= self.last:
                continue
            if event.number != self.last + 1:
                return False
            self.recent.append(event)
            self.last = event.number
            self._pieces.clear()
        return True

    def after(self, number: int) -> list[bytes]:
        """Return what somebody who has seen `number` has yet to see; a reset if that is gone."""
        missed = self.last - number
        if missed == 0:
            return []
        if missed < 0 or missed > len(self.recent):
            return [RESET]
        if missed == 1:
            return [self.recent[-1].lines]
        return _newest([self.recent[n] for n in range(-missed, 0)])

    def piece_after(self, number: int) -> bytes:
        """Return the same in one piece for who watches this channel alone; made once for all."""
        piece = self._pieces.get(number)
        if piece is None:
            found = self.after(number)
            if found:
                found[-1] = b"id: %d\n%b" % (self.last, found[-1])
                found.append(b"")
            piece = b"\n".join(found)
            if len(self._pieces) <= RECENT:
                self._pieces[number] = piece
        return piece

    def stir(self) -> None:
        """Wake all watchers."""
        for watcher in tuple(self.watchers):
            watcher.stir()


def _newest(events: list[Told]) -> list[bytes]:
    """Leave out what a later event of the same kind makes superfluous."""
    kept: list[bytes] = []
    seen: set[str] = set()
    for event in reversed(events):
        if event.newest_only and event.kind in seen:
            continue
        seen.add(event.kind)
        kept.append(event.lines)
    return kept[::-1]
