"""`xieqiao register verify`: is everything as the parties signed it?

Checked are, for every register: signatures, hashes, links, the signed head, indexed columns, the
digests of content, cited consents and the rules; and the digests of live matter. Rows are
streamed and the work is shared out to all cores. Memory does not grow with the number of
registers; it holds the short facts of one partnership at a time.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connections

from xieqiao.acts.chain import head_text
from xieqiao.acts.checks import (
    ChainCheck,
    EntryRow,
    Problem,
    content_fault,
    judge_all,
    named,
)
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.models import Act, ActState, Content, Entry, Register
from xieqiao.acts.signer import signature_holds
from xieqiao.acts.slices import is_reported

_CHUNK = 2_000
_COLUMNS = (
    "hash", "space_id", "body_id", "seq", "type", "act", "version", "time", "canonical",
    "signature",
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """A piece of work: a stretch of one chain, or the rules of one space."""

    using: str
    space: UUID
    register: UUID | None = None
    start: int = 0


@dataclass
class Report:
    """What was looked at, and what was found."""

    entries: int = 0
    registers: int = 0
    contents: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def verify(using: str = "default", *, workers: int | None = None) -> Report:
    """Check every register of the database and return the report."""
    report = Report()
    tasks = list(_tasks(using, report))
    started = time.perf_counter()
    for problems in _run(tasks, _workers(workers, report.entries)):
        report.problems += problems
    report.seconds["entries"] = time.perf_counter() - started
    started = time.perf_counter()
    report.problems += _contents(using, report)
    report.seconds["contents"] = time.perf_counter() - started
    report.problems += _live(using)
    return report


def _workers(wanted: int | None, entries: int) -> int:
    if wanted is not None:
        return wanted
    return 1 if entries < 2 * _CHUNK else os.cpu_count() or 1


def _tasks(using: str, report: Report) -> Iterator[Task]:
    spaces: dict[UUID, None] = {}
    for register in Register.objects.using(using).order_by("space_id", "body_id").iterator():
        report.registers += 1
        count = Entry.objects.using(using).filter(register=register).count()
        report.entries += count
        report.problems += _head_faults(register, count, using)
        spaces[register.space_id] = None
        for start in range(0, max(count, 1), _CHUNK):
            yield Task(using, register.space_id, register.id, start)
    for space in spaces:
        yield Task(using, space)


def _head_faults(register: Register, count: int, using: str) -> Iterator[Problem]:
    where = f"partnership {register.space_id.hex} body {register.body_id.hex} register"
    text = head_text(str(register.body_id), str(register.space_id), register.length, register.head)
    if not signature_holds(register.public_key, text, register.head_signature):
        yield Problem(where, "the signature of its head does not hold")
    last = Entry.objects.using(using).filter(register=register).order_by("-seq").first()
    if count != register.length or last is None or last.hash != register.head:
        yield Problem(where, f"its head names {register.length} entries, {count} are there")


def _run(tasks: Sequence[Task], workers: int) -> Iterator[list[Problem]]:
    if workers == 1:
        yield from map(_work, tasks)
        return
    connections.close_all()
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        yield from pool.map(_work, tasks, chunksize=1)


def _work(task: Task) -> list[Problem]:
    if task.register is None:
        return list(_check_rules(task))
    return list(_check_chain(task, task.register))


def _check_chain(task: Task, register_id: UUID) -> Iterator[Problem]:
    register = Register.objects.using(task.using).get(id=register_id)
    entries = Entry.objects.using(task.using).filter(register=register)
    before = entries.filter(seq=task.start - 1).values_list("hash", flat=True).first()
    check = ChainCheck(register.public_key, seq=task.start, prev=before)
    rows = entries.filter(seq__gte=task.start, seq__lt=task.start + _CHUNK).order_by("seq")
    for row in _raw(rows):
        yield from check.check(row)
    found = Content.objects.using(task.using).filter(digest__in=check.digests)
    for digest in check.digests.keys() - set(found.values_list("digest", flat=True)):
        yield Problem(check.digests[digest], f"its content {digest[:16]} is missing")


def _raw(rows: Any) -> Iterator[EntryRow]:
    """Yield rows with ids as plain hexadecimal digits, as they lie in the database."""
    for values in rows.values_list(*_COLUMNS).iterator(chunk_size=_CHUNK):
        hash_, space, body, seq, type_, act, *rest = values
        act = act.hex if act else None
        yield EntryRow(hash_, space.hex, body.hex, seq, type_, act, *rest)


def _check_rules(task: Task) -> Iterator[Problem]:
    ledger = Ledger(is_reported)
    rows = Entry.objects.using(task.using).filter(space=task.space).order_by("time", "seq")
    yield from judge_all(ledger, ((named(r), r.canonical, r.hash) for r in _raw(rows)))


def _contents(using: str, report: Report) -> Iterator[Problem]:
    erasers = set(
        Act.objects.using(using)
        .filter(kind="content.erase", state=ActState.SEALED)
        .values_list("id", flat=True)
    )
    rows = Content.objects.using(using)
    for digest, nonce, text, by in rows.values_list(
        "digest", "nonce", "text", "erased_by"
    ).iterator(chunk_size=_CHUNK):
        report.contents += 1
        fault = content_fault(digest, nonce, text, by if by in erasers else None)
        if fault:
            yield Problem(f"content {digest[:16]}", fault)


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
    seconds = report.seconds["entries"]
    rate = f"{report.entries / seconds:,.0f} a second" if seconds else "none"
    print(f"{report.registers} registers, {report.entries} entries ({rate})")
    print(f"{report.contents} contents in {report.seconds['contents']:.2f} s")
    for problem in report.problems:
        print(f"BAD {problem}", file=sys.stderr)
    print(f"{len(report.problems)} problems" if report.problems else "everything holds")
    return 1 if report.problems else 0
