"""Measure live voting: see the package's first lines for the commands."""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.broadcast import hall
from benchmarks.broadcast.serving import BARE, OURS, Server
from benchmarks.broadcast.voters import Hall, Tally
from benchmarks.measure import table
from benchmarks.stage import set_up

GOAL = 2.0


@dataclass(frozen=True)
class Heard:
    """How events reached those who watch."""

    delays: list[float]
    clients: int
    newest: int
    numbers: int
    events: int
    skipped: int
    resets: int
    lost: int
    per_client: float
    cpu: float

    def at(self, share: float) -> float:
        """Return the delay that this share of deliveries does not exceed, in milliseconds."""
        if not self.delays:
            return math.nan
        return sorted(self.delays)[int(len(self.delays) * share) - 1] * 1000


def main() -> int:
    """Return 1 when a vote was lost or counted twice, or a goal is missed."""
    options = _options()
    with ExitStack() as stack:
        if options.postgresql:
            os.environ["XIEQIAO_DATABASE_URL"] = stack.enter_context(_postgresql())
        os.environ["XIEQIAO_ALLOWED_HOSTS"] = "127.0.0.1"
        database = set_up()
        made = hall.make(options.people, options.statements)
        print(f"{database}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, "
              f"{options.processes} web process(es); {options.clients} who watch, "
              f"{options.votes:g} votes/s for {options.seconds:g} s", flush=True)  # fmt: skip
        wrong = [] if options.only_kill else _measured(options, made)
        wrong += [] if options.no_kill else _killed(options, made)
        print("missed: " + ", ".join(wrong) if wrong else "all goals met", flush=True)
    return 1 if wrong else 0


def _options() -> Any:
    parser = argparse.ArgumentParser(prog="benchmarks.broadcast")
    parser.add_argument("--clients", type=int, default=1000)
    parser.add_argument("--votes", type=float, default=50, help="votes a second")
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--people", type=int, default=400, help="how many of them vote")
    parser.add_argument("--statements", type=int, default=40)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--postgresql", action="store_true", help="on one started for this run")
    parser.add_argument("--kill-after", type=float, default=5)
    parser.add_argument("--bare-seconds", type=float, help="how long the bare one is watched")
    parser.add_argument("--no-kill", action="store_true", help="leave out the kill -9")
    parser.add_argument("--only-kill", action="store_true", help="nothing but the kill -9")
    return parser.parse_args()


@contextmanager
def _postgresql() -> Iterator[str]:
    """Run a PostgreSQL that keeps its promises: what is acknowledged has reached the disk."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))
    import postgresql  # type: ignore[import-not-found]

    postgresql._FAST = ("max_connections=200",)
    with postgresql.running(postgresql.packaged()) as address:
        yield address


# Delivery


def _measured(options: Any, made: hall.Made) -> list[str]:
    servers = [Server(OURS).start() for _ in range(options.processes)]
    path = _stream_path(made)
    people = Hall([s.port for s in servers], made.votes_path, made.cookies, made.statements)
    tally: list[Tally] = []
    with _listening(servers, path, options.clients) as heard_of:
        tally.append(asyncio.run(people.vote(options.votes, options.seconds)))
        time.sleep(2)
        ours = heard_of(_told_at(made.channel))
    ended = max(server.stop() for server in servers)
    bare = _bare(options, options.seconds / max(ours.numbers, 1))
    return _report(options, made, tally[0], ours, bare, ended)


def _bare(options: Any, every: float) -> Heard:
    """Let as many watch as many bare processes, which tell something as often as ours did."""
    own = {"XIEQIAO_BARE_EVERY": str(every)}
    servers = [Server(BARE, own=own).start() for _ in range(options.processes)]
    with _listening(servers, "/", options.clients) as heard_of:
        time.sleep(options.bare_seconds or options.seconds)
        bare: Heard = heard_of(None)
    for server in servers:
        server.kill()
    return bare


def _stream_path(made: hall.Made) -> str:
    from xieqiao.broadcast.stream import PATH
    from xieqiao.broadcast.tickets import ticket_for

    return f"{PATH}?ticket={ticket_for(made.channel, seconds=7200)}"


def _told_at(channel: str) -> dict[int, float]:
    from xieqiao.broadcast.models import Event

    rows = Event.objects.filter(channel=channel).values_list("number", "at")
    return {number: at.timestamp() for number, at in rows}


@contextmanager
def _listening(servers: Sequence[Server], path: str, clients: int) -> Iterator[Any]:
    """Connect so many clients; give a function that ends it and returns what they heard."""
    before = sum(server.memory() for server in servers)
    ports = ",".join(str(server.port) for server in servers)
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.broadcast.listeners", "127.0.0.1", ports, path,
         str(clients)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    if process.stdout.readline() != "connected\n":
        raise SystemExit("not every client could connect")
    per_client = (sum(server.memory() for server in servers) - before) / clients
    used = sum(server.cpu() for server in servers)

    def heard_of(told_at: dict[int, float] | None) -> Heard:
        cpu = sum(server.cpu() for server in servers) - used
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("\n")
        process.stdin.flush()
        found = json.loads(process.stdout.readline())
        process.wait(timeout=60)
        return _heard(found, told_at, clients, per_client, cpu)

    try:
        yield heard_of
    finally:
        process.kill()


def _heard(
    found: Any, told_at: dict[int, float] | None, clients: int, per_client: float, cpu: float
) -> Heard:
    delays = []
    for number, times in found["arrived"].items():
        # Ours stands in the table; the bare application says it in each event.
        told = found["told"].get(number) if told_at is None else told_at.get(int(number))
        if told is not None:
            delays += [at - told for at in times]
    newest = max(found["last"], default=0)
    return Heard(
        delays=delays,
        clients=clients,
        newest=sum(last == newest for last in found["last"]),
        numbers=len(found["arrived"]),
        events=found["events"],
        skipped=found["skipped"],
        resets=found["resets"],
        lost=found["lost"],
        per_client=per_client,
        cpu=cpu,
    )


def _report(
    options: Any, made: hall.Made, tally: Tally, ours: Heard, bare: Heard, ended: float
) -> list[str]:
    checked = hall.check(made.consultation, tally.acknowledged, tally.newest.values())
    slow = sorted(tally.seconds)
    ratio = ours.at(0.95) / bare.at(0.95)
    print(table(
        ["from publishing to arrival", "p50 ms", "p95 ms", "p99 ms", "deliveries", "KiB/client"],
        [_row("Xieqiao", ours), _row("bare ASGI application", bare)],
    ))  # fmt: skip
    print(f"p95 against the bare application: {ratio:.2f} (goal: at most {GOAL:g})")
    print(f"clients that ended with the newest state: {ours.newest} of {ours.clients}; "
          f"coalesced {ours.skipped} of {ours.skipped + ours.events} events, "
          f"resets {ours.resets}, connections lost {ours.lost}; "
          f"bare: coalesced {bare.skipped} of {bare.skipped + bare.events}")  # fmt: skip
    print(f"events told: {ours.numbers} ours, {bare.numbers} bare")
    print(f"computing: {ours.cpu:.1f} s ours with the votes, {bare.cpu:.1f} s bare")
    print(f"votes acknowledged {len(tally.acknowledged)} of "
          f"{len(tally.acknowledged) + tally.unsent + len(tally.refused)} cast, "
          f"answered within {_at(slow, 0.5):.0f} ms (p50), {_at(slow, 0.95):.0f} ms (p95); "
          f"receipts {checked.receipts}, missing {checked.missing}, "
          f"twice {checked.receipts - checked.keys}, not the newest {checked.outdated}, "
          f"votes {checked.votes} on {checked.voted} places; "
          f"a server with all clients ended in {ended:.1f} s", flush=True)  # fmt: skip
    wrong = []
    if not checked.right or tally.refused or tally.unsent:
        wrong.append("votes")
    if ours.newest != ours.clients:
        wrong.append("state")
    if ratio > GOAL:
        wrong.append("ratio")
    return wrong


def _row(name: str, heard: Heard) -> list[str]:
    figures = [f"{heard.at(share):.0f}" for share in (0.5, 0.95, 0.99)]
    return [name, *figures, str(len(heard.delays)), f"{heard.per_client:.1f}"]


def _at(in_order: Sequence[float], share: float) -> float:
    return in_order[int(len(in_order) * share) - 1] * 1000 if in_order else math.nan


# Killing


def _killed(options: Any, made: hall.Made) -> list[str]:
    """Kill the server under load and start it again; phones send what was not acknowledged.

    All who watch lose their stream in this.
    """
    server = Server(OURS).start()
    people = Hall([server.port], made.votes_path, made.cookies, made.statements)
    for phone in people.phones:
        phone.counter = 10**6
    before = hall.check(made.consultation, [])

    async def scene() -> tuple[Tally, int]:
        voting = asyncio.create_task(people.vote(options.votes, options.kill_after * 2))
        await asyncio.sleep(options.kill_after)
        acknowledged = len(people.tally.acknowledged)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        return await voting, acknowledged

    with _listening([server], _stream_path(made), options.clients):
        tally, first = asyncio.run(scene())
    server.stop()
    after = hall.check(made.consultation, tally.acknowledged, tally.newest.values())
    already = sum(outcome == "already" for outcome in tally.acknowledged.values())
    new = after.receipts - before.receipts
    print(f"kill -9 after {options.kill_after:g} s: {first} votes acknowledged before, "
          f"{len(tally.acknowledged)} in all, of which {already} had been written without their "
          f"answer; missing {after.missing}, twice {after.receipts - after.keys}, not the newest "
          f"{after.outdated}, written "
          f"{new}, not acknowledged in the end {tally.unsent}")  # fmt: skip
    fine = after.right and new == len(tally.acknowledged) and not tally.unsent
    return [] if fine and not tally.refused else ["kill"]


if __name__ == "__main__":
    sys.exit(main())
