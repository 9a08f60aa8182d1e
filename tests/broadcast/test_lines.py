"""Whoever is slow gets what is newest, and costs no memory."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from xieqiao.broadcast.lines import RECENT, RESET, Line, Told
from xieqiao.broadcast.watchers import Watcher

KINDS = ("votes", "running", "speakers")


def event(number: int, kind: str = "votes", newest_only: bool = True) -> Told:
    """Return an event that says its number."""
    return Told(number, kind, newest_only, f"event: {kind}\ndata: {number}\n".encode())


def line_of(*events: Told) -> Line:
    """Return a line that holds these events."""
    line = Line("a")
    assert line.add(events)
    return line


def test_of_a_kind_that_is_coalesced_a_slow_reader_gets_the_newest_alone() -> None:
    line = line_of(event(1), event(2, "running", False), event(3), event(4))
    assert line.after(0) == [event(2, "running").lines, event(4).lines]


def test_events_that_all_count_all_come() -> None:
    line = line_of(*(event(n, "speakers", False) for n in (1, 2, 3)))
    assert len(line.after(0)) == 3


def test_a_gap_is_noticed() -> None:
    assert not line_of(event(1)).add([event(3)])


def test_a_line_never_holds_more_than_its_share() -> None:
    line = line_of(*(event(n) for n in range(1, 5 * RECENT)))
    assert len(line.recent) == RECENT
    assert line.after(1) == [RESET]


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.booleans()), max_size=40), st.data())
def test_whenever_somebody_looks_he_ends_with_the_newest_of_each_kind(
    told: list[tuple[str, bool]], data: st.DataObject
) -> None:
    line = Line("a")
    watcher = Watcher([line], 0)
    heard: dict[bytes, bytes] = {}
    for number, (kind, newest_only) in enumerate(told, 1):
        line.add([event(number, kind, newest_only)])
        if data.draw(st.booleans()) or number == len(told):
            heard |= _heard(watcher.collect())
    newest = {kind.encode(): str(n).encode() for n, (kind, _) in enumerate(told, 1)}
    assert heard == newest
    assert watcher.collect() == b""


def _heard(piece: bytes) -> dict[bytes, bytes]:
    events = [dict(row.split(b": ", 1) for row in one.splitlines()) for one in piece.split(b"\n\n")]
    return {one[b"event"]: one[b"data"] for one in events if one}


def test_one_who_takes_nothing_holds_nobody_up() -> None:
    async def scene() -> tuple[int, bytes]:
        line, taken = Line("a"), []
        blocked = asyncio.Event()
        slow, quick = Watcher([line], 0), Watcher([line], 0)
        line.watchers |= {slow, quick}

        async def never(piece: bytes) -> None:
            taken.append(piece)
            await blocked.wait()

        got: list[bytes] = []

        async def at_once(piece: bytes) -> None:
            got.append(piece)

        tasks = [asyncio.create_task(slow.run(never)), asyncio.create_task(quick.run(at_once))]
        for number in range(1, 501):
            line.add([event(number)])
            line.stir()
            await asyncio.sleep(0)
        blocked.set()
        for watcher in (slow, quick):
            watcher.end()
        await asyncio.gather(*tasks)
        assert len(got) > 400
        return len(taken), slow.collect()

    with ThreadPoolExecutor(1) as own:  # this thread may have a loop already, of a browser
        pieces, rest = own.submit(lambda: asyncio.run(scene())).result()
    assert pieces == 1
    assert rest == RESET.replace(b"event", b"id: 500\nevent", 1) + b"\n"
