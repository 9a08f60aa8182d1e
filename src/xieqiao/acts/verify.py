"""`xieqiao register verify`: is everything as the parties signed it?

Checked are, for every register: signatures, hashes, links, the signed head, indexed columns, the
digests of content, cited consents and the rules; and the digests of live matter. Rows are
streamed and the work is shared out to all cores. Memory does not grow with the number of
registers; it holds the short facts of one partnership at a time.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import importlib.util
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby, pairwise, zip_longest
from multiprocessing import get_context
from operator import attrgetter

import msgspec
from django.apps import apps
from django.db import connections

from xieqiao.acts import raw_rows
from xieqiao.acts.checks import (
    ChainCheck,
    Problem,
    RuleCheck,
    content_fault,
    head_faults,
    named,
)
from xieqiao.acts.entries import EntryBody, read_entry
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.raw_rows import EntryRow, RegisterRow
from xieqiao.acts.slices import is_reported

_CHUNK = 2_000
_DIGITS = "0123456789abcdefg"  # `g` comes after every hexadecimal digit


@dataclass
class Found:
    """What came of a piece of work."""

    problems: list[Problem] = field(default_factory=list)
    contents: int = 0
    seconds_on_contents: float = 0.0


Work = Callable[[], Found]
Clock = Callable[[], float]


@dataclass
class Report:
    """What was looked at, and what was found."""

    entries: int = 0
    registers: int = 0
    contents: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def verify(
    using: str = "default", *, workers: int | None = None, clock: Clock = time.perf_counter
) -> Report:
    """Check every register of the database and return the report, timed by `clock`.

    The seconds of the contents are those of all digests, also of looking whether an entry's
    content is there; those of the entries are the rest.
    """
    report = Report()
    gc.freeze()  # what was there before need not be looked through again and again
    try:
        _verify(using, workers, report, clock)
    finally:
        gc.unfreeze()
    return report


def _verify(using: str, workers: int | None, report: Report, clock: Clock) -> None:
    started = clock()
    work = list(_work_on_entries(using, report))
    if workers is None:
        workers = 1 if report.entries < 2 * _CHUNK else os.cpu_count() or 1
    apart = sum(found.seconds_on_contents for found in _run(work, workers, report)) / workers
    report.seconds["entries"] = clock() - started - apart
    started = clock()
    work = [partial(_check_contents, using, *pair) for pair in pairwise(_DIGITS)]
    report.contents = sum(found.contents for found in _run(work, workers, report))
    report.seconds["contents"] = clock() - started + apart
    report.problems += _live(using)


def _work_on_entries(using: str, report: Report) -> Iterator[Work]:
    """Yield work of about equal size; the registers of one space stay together where possible."""
    several: list[RegisterRow] = []
    for _, group in groupby(raw_rows.registers(using), key=attrgetter("space")):
        chains = list(group)
        size = sum(chain.there for chain in chains)
        report.registers += len(chains)
        report.entries += size
        if size > _CHUNK:
            yield partial(_check_long_space, using, chains)
            for chain in chains:
                starts = range(0, max(chain.there, 1), _CHUNK)
                for start, before in zip_longest(starts, starts[1:]):
                    yield partial(_check_stretch, using, chain, start, before)
            continue
        several += chains
        if sum(chain.there for chain in several) > _CHUNK // 2:
            yield partial(_check_spaces, using, several)
            several = []
    if several:
        yield partial(_check_spaces, using, several)


def _run(work: Sequence[Work], workers: int, report: Report) -> list[Found]:
    if workers == 1:
        done = [one() for one in work]
    else:
        connections.close_all()
        with ProcessPoolExecutor(workers, get_context("fork")) as pool:
            done = list(pool.map(_do, work, chunksize=1))
    for found in done:
        report.problems += found.problems
    return done


def _do(work: Work) -> Found:
    return work()


def _check_spaces(using: str, chains: Sequence[RegisterRow]) -> Found:
    """Check the chains of some spaces, and their entries by the rules, in one reading."""
    found = Found()
    entries: dict[str, list[tuple[EntryRow, EntryBody]]] = defaultdict(list)
    rows = raw_rows.entries(using, [chain.id for chain in chains])
    by_register = {id_: list(group) for id_, group in groupby(rows, key=attrgetter("register"))}
    for chain in chains:
        check = ChainCheck(chain)
        last: EntryRow | None = None
        for last in by_register.get(chain.id, ()):
            entry = _check(check, last, found)
            if entry is not None:
                entries[chain.space].append((last, entry))
        found.problems += head_faults(chain, last, check.key)
        _check_digests(using, check, found)
    for space in entries.values():
        judge = RuleCheck(Ledger(is_reported))
        space.sort(key=lambda pair: pair[0].time)
        for row, entry in space:
            judge.take(row, entry)
        found.problems += judge.end()
    return found


def _check_stretch(using: str, chain: RegisterRow, start: int, before: int | None) -> Found:
    """Check a stretch of one long chain; the last one has no end."""
    found = Found()
    last = next(raw_rows.entries(using, [chain.id], first=start - 1, before=start), None)
    key = _key_before(using, chain, start)
    check = ChainCheck(chain, seq=start, prev=last.hash if last else None, key=key)
    for last in raw_rows.entries(using, [chain.id], first=start, before=before):
        _check(check, last, found)
    if before is None:
        found.problems += head_faults(chain, last, check.key)
    _check_digests(using, check, found)
    return found


def _key_before(using: str, chain: RegisterRow, start: int) -> str:
    """Return the key that signs entry `start`, as the entry that gave it says.

    Whether that entry holds is found where its own stretch is checked.
    """
    if start == 0:
        return ""
    try:
        given = read_entry(raw_rows.key_entry(using, chain.id, start)).public_key
    except (msgspec.DecodeError, ValueError):
        given = None
    return given or chain.public_key


def _check_long_space(using: str, chains: Sequence[RegisterRow]) -> Found:
    """Judge the entries of a long space by the rules; its chains are checked by stretches."""
    judge = RuleCheck(Ledger(is_reported))
    for row in raw_rows.entries(using, [chain.id for chain in chains], by_time=True):
        try:
            entry = read_entry(row.canonical)
        except (msgspec.DecodeError, ValueError):
            continue  # the check of its chain says so
        judge.take(row, entry)
    return Found(judge.end())


def _check(check: ChainCheck, row: EntryRow, found: Found) -> EntryBody | None:
    entry, faults = check.check(row)
    if faults:
        found.problems += [Problem(named(row), fault) for fault in faults]
    return entry


def _check_digests(using: str, check: ChainCheck, found: Found) -> None:
    started = time.perf_counter()
    for digest in sorted(raw_rows.missing_contents(using, check.digests)):
        what = f"its content {digest[:16]} is missing"
        found.problems.append(Problem(named(check.digests[digest]), what))
    found.seconds_on_contents += time.perf_counter() - started


def _check_contents(using: str, first: str, last: str) -> Found:
    found, erasures = Found(), raw_rows.erasures(using)
    for row in raw_rows.contents(using, first, last):
        found.contents += 1
        fault = content_fault(row, erasures)
        if fault:
            found.problems.append(Problem(f"content {row.digest[:16]}", fault))
    return found


def _live(using: str) -> Iterator[Problem]:
    for config in apps.get_app_configs():
        name = f"{config.name}.live"
        if config.name.startswith("xieqiao.") and importlib.util.find_spec(name):
            check = getattr(importlib.import_module(name), "check_digests", None)
            for fault in check(using) if check else ():
                yield Problem(config.label, fault)


def main(argv: Sequence[str]) -> int:
    """Run the command. Return 1 when anything is wrong."""
    parser = argparse.ArgumentParser(prog="xieqiao register verify", description=__doc__)
    parser.add_argument("--database", default="default")
    parser.add_argument("--workers", type=int)
    options = parser.parse_args(argv)
    report = verify(options.database, workers=options.workers)
    return tell(report)


def tell(report: Report, more: Sequence[str] = ()) -> int:
    """Print figures and what was found. Return 1 when anything is wrong."""
    seconds = report.seconds.get("entries")
    rate = f" ({report.entries / seconds:,.0f} a second)" if seconds else ""
    print(f"{report.registers} registers, {report.entries} entries{rate}")
    lasted = report.seconds.get("contents")
    print(f"{report.contents} contents" + ("" if lasted is None else f" in {lasted:.2f} s"))
    for line in more:
        print(line)
    for problem in report.problems:
        print(f"BAD {problem}", file=sys.stderr)
    print(f"{len(report.problems)} problems" if report.problems else "everything holds")
    return 1 if report.problems else 0
