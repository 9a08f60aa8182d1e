"""The hub of a process: reads each new event once, and hands it to all who watch.

It lives in the event loop of the web server, from the first stream on. Whatever wakes it (this
process, NOTIFY, or a look at the table from time to time), an event is handed on only as the one
after the last; whatever came before it is read from the table. So order and numbers are the same in
every process.
"""

from __future__ import annotations

import asyncio
import functools
import logging
import time
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection

from xieqiao.broadcast import reading
from xieqiao.broadcast.ending import at_the_end
from xieqiao.broadcast.lines import RECENT, Line, Told
from xieqiao.broadcast.listening import listen
from xieqiao.broadcast.open_files import allow_many
from xieqiao.broadcast.waking import no_longer_by, wake_by
from xieqiao.broadcast.watchers import Watcher

HEARTBEAT = 15.0
STUCK = 60.0  # seconds in which somebody who takes nothing is given up
LOOK_EVERY = {"postgresql": 10.0}  # there NOTIFY tells; elsewhere only a look finds others' events
LOOK_OFTEN = 1.0
T = TypeVar("T")
log = logging.getLogger(__name__)
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub_here() -> Hub:
    """Return the hub of the running loop; it starts with the first call."""
    loop = asyncio.get_running_loop()
    found = _hubs.get(loop)
    if found is None or found.closed:
        found = _hubs[loop] = Hub(loop)
        found.start()
    return found


def close_hubs() -> None:
    """End all streams of this process; callable from any thread and from a signal's handler."""
    for loop, hub in list(_hubs.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(hub.close)


class Hub:
    """All lines and watchers of one process."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.closed = False
        self.lines: dict[str, Line] = {}
        self.watchers: set[Watcher] = set()
        self._loop = loop
        self._opening: dict[str, asyncio.Task[None]] = {}
        self._stale: set[str] = set()
        self._stirred = asyncio.Event()
        self._reader = ThreadPoolExecutor(1, "broadcast")
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to listen and to look."""
        allow_many()
        wake_by(self.wake)
        at_the_end(close_hubs)
        self._begin(self._read_on())
        self._begin(self._look())
        self._begin(self._beat())
        if connection.vendor == "postgresql":
            self._begin(listen(self._heard, self._all_stale))

    def close(self) -> None:
        """End every stream, and everything of its own."""
        self.closed = True
        no_longer_by(self.wake)
        for watcher in tuple(self.watchers):
            watcher.end()
        for task in [*self._tasks, *self._opening.values()]:
            task.cancel()
        self._reader.shutdown(wait=False, cancel_futures=True)

    def wake(self, channel: str, event: Told | None) -> None:
        """Say, from any thread, that a channel has something new: this event, if it is at hand."""
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._heard, channel, event)

    async def join(self, names: Sequence[str], ends_at: float) -> Watcher:
        """Return a new watcher of these channels."""
        while closed := [name for name in names if name not in self.lines]:
            await self._open(closed[0])
        watcher = Watcher([self.lines[name] for name in names], ends_at)
        self.watchers.add(watcher)
        for line in watcher.lines:
            line.watchers.add(watcher)
        return watcher

    def leave(self, watcher: Watcher) -> None:
        """Forget a watcher. A line that nobody watches any more goes with the next beat."""
        self.watchers.discard(watcher)
        for line in watcher.lines:
            line.watchers.discard(watcher)

    # Reading

    async def _open(self, name: str) -> None:
        """Have a line ready; many who come at once share one reading."""
        task = self._opening.get(name)
        if task is None:
            task = self._opening[name] = self._loop.create_task(self._load(name))
            task.add_done_callback(functools.partial(self._opened, name))
        await asyncio.shield(task)

    def _opened(self, name: str, task: asyncio.Task[None]) -> None:
        self._opening.pop(name, None)

    async def _load(self, name: str) -> None:
        line = self.lines.get(name)
        before = line.last if line else 0
        last, events = await self._in_thread(reading.beginning, name)
        line = self.lines.setdefault(name, Line(name))
        if line.last == before:  # nothing was heard meanwhile
            line.begin(last, events)
            line.stir()
        self._stale_now(name)  # what came while it was read

    async def _read_on(self) -> None:
        while True:
            await self._stirred.wait()
            self._stirred.clear()
            names, self._stale = self._stale, set()
            known = {name: self.lines[name].last for name in names if name in self.lines}
            if known:
                await self._guarded(functools.partial(self._read, known))

    async def _read(self, known: dict[str, int]) -> None:
        for name, events in (await self._in_thread(reading.news, known)).items():
            line = self.lines.get(name)
            if line is None or not events:
                continue
            if not line.add(events) or len(events) == RECENT:
                await self._load(name)
            line.stir()

    async def _look(self) -> None:
        """Look from time to time whether something was told that nobody woke us for."""
        pause = LOOK_EVERY.get(connection.vendor, LOOK_OFTEN)
        while True:
            await asyncio.sleep(pause)
            if self.lines:
                await self._guarded(self._compare)

    async def _compare(self) -> None:
        found = await self._in_thread(reading.lasts, list(self.lines))
        for name, line in list(self.lines.items()):
            last = found.get(name, 0)
            if last > line.last:
                self._stale_now(name)
            elif last < line.last:  # the database is another one, or an older one
                await self._load(name)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            self.lines = {name: line for name, line in self.lines.items() if line.watchers}
            now, today = time.monotonic(), time.time()
            for watcher in tuple(self.watchers):
                if watcher.sending_since and now - watcher.sending_since > STUCK:
                    watcher.give_up()
                elif watcher.ends_at < today:
                    watcher.end()
                else:
                    watcher.beat()

    # Helpers

    def _heard(self, channel: str, event: Told | None) -> None:
        """Hand on what was heard; read the table if something before it was not."""
        line = self.lines.get(channel)
        if line is None or event is None or not line.add([event]):
            self._stale_now(channel)
        else:
            line.stir()

    def _stale_now(self, channel: str) -> None:
        self._stale.add(channel)
        self._stirred.set()

    def _all_stale(self) -> None:
        self._stale.update(self.lines)
        self._stirred.set()

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(self._loop.create_task(work))

    async def _in_thread(self, function: Callable[..., T], *given: Any) -> T:
        return await self._loop.run_in_executor(self._reader, functools.partial(function, *given))

    async def _guarded(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Do some work; an error of the database is logged, and the next look makes it good."""
        try:
            await work()
        except Exception:
            log.exception("live events could not be read")
