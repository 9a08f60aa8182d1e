"""What can be checked of registers as they lie in the database, row by row.

The functions take raw rows and yield what is wrong; `verify` runs them over everything.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from xieqiao.acts.entries import (
    EntryBody,
    EntryType,
    content_digest,
    digest_of,
    from_time,
    is_canonical,
    read_entry,
)
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.rules import take_in
from xieqiao.acts.signer import signature_holds


class EntryRow(NamedTuple):
    """An entry as its columns hold it; ids as 32 hexadecimal digits."""

    hash: str
    space: str
    body: str
    seq: int
    type: str
    act: str | None
    version: int | None
    time: datetime
    canonical: str
    signature: str


@dataclass(frozen=True)
class Problem:
    """Something that does not hold, and the entry or row it was found at."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def named(row: EntryRow) -> str:
    """Return how a report names an entry."""
    return f"partnership {row.space} body {row.body} entry {row.seq} ({row.hash[:16]})"


class ChainCheck:
    """Checks the entries of one chain in the order of their numbers."""

    def __init__(self, public_key: str, *, seq: int = 0, prev: str | None = None) -> None:
        self.key, self.seq, self.prev = public_key, seq, prev
        self.digests: dict[str, str] = {}

    def check(self, row: EntryRow) -> Iterator[Problem]:
        """Yield what is wrong with the next entry: hash, signature, form, index, link."""
        where = named(row)
        if digest_of(row.canonical) != row.hash:
            yield Problem(where, "the text does not give the hash")
        if not signature_holds(self.key, row.canonical, row.signature):
            yield Problem(where, "the signature does not hold")
        try:
            entry = read_entry(row.canonical)
        except (msgspec.DecodeError, ValueError) as error:
            yield Problem(where, f"the text is no entry: {error}")
            self._step(row.hash)
            return
        if not is_canonical(row.canonical, entry):
            yield Problem(where, "the text is not canonical")
        yield from (Problem(where, what) for what in _index_faults(row, entry))
        if row.seq != self.seq or entry.prev != self.prev:
            yield Problem(where, "does not follow the entry before it")
        if entry.type is EntryType.GENESIS and entry.public_key != self.key:
            yield Problem(where, "names another key than the register")
        if (entry.type is EntryType.GENESIS) != (row.seq == 0):
            yield Problem(where, "a chain begins with its genesis, and only there")
        for digest in (entry.digests.structural, entry.digests.erasable):
            if digest is not None:
                self.digests[digest] = where
        self._step(row.hash, row.seq)

    def _step(self, digest: str, seq: int | None = None) -> None:
        self.seq, self.prev = (self.seq if seq is None else seq) + 1, digest


def _index_faults(row: EntryRow, entry: EntryBody) -> Iterator[str]:
    if row.space != entry.partnership.replace("-", ""):
        yield "column space differs from the signed text"
    if row.body != entry.body.replace("-", ""):
        yield "column body differs from the signed text"
    if row.seq != entry.seq:
        yield "column seq differs from the signed text"
    if row.type != entry.type.value:
        yield "column type differs from the signed text"
    if row.act != (entry.act.replace("-", "") if entry.act else None):
        yield "column act differs from the signed text"
    if row.version != entry.version:
        yield "column version differs from the signed text"
    if _in_utc(row.time) != _time_or_none(entry.time):
        yield "column time differs from the signed text"


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _time_or_none(text: str) -> datetime | None:
    try:
        return from_time(text)
    except ValueError:
        return None


def content_fault(digest: str, nonce: str, text: str | None, erased_by: UUID | None) -> str | None:
    """Return what is wrong with a row of content, or None."""
    if text is None:
        return None if erased_by else "the content is gone, and no act says why"
    try:
        if content_digest(nonce, text) == digest and nonce == nonce.lower():
            return None
    except ValueError:
        pass
    return "the content does not give its digest"


def judge_all(ledger: Ledger, rows: Iterable[tuple[str, str, str]]) -> Iterator[Problem]:
    """Feed a space's entries (name, canonical, hash) to the ledger; yield what does not count.

    Entries may come in any order: one that cites what has not come yet waits for it.
    """
    waiting: deque[tuple[str, EntryBody, str]] = deque()
    for where, text, digest in rows:
        try:
            entry = read_entry(text)
        except (msgspec.DecodeError, ValueError):
            continue
        if not ready(ledger, entry):
            waiting.append((where, entry, digest))
            continue
        yield from _judge(ledger, where, entry, digest)
    yield from _judge_waiting(ledger, waiting)


def ready(ledger: Ledger, entry: EntryBody) -> bool:
    """Say whether all that an entry follows and cites is there."""
    known = ledger.noted
    return (entry.prev is None or entry.prev in known) and all(c in known for c in entry.cites)


def _judge(ledger: Ledger, where: str, entry: EntryBody, digest: str) -> Iterator[Problem]:
    void = take_in(ledger, entry, digest)
    if void is not None:
        yield Problem(where, f"counts for nothing, {void}")


def _judge_waiting(ledger: Ledger, waiting: deque[tuple[str, EntryBody, str]]) -> Iterator[Problem]:
    idle = 0
    while waiting and idle < len(waiting):
        where, entry, digest = waiting.popleft()
        if ready(ledger, entry):
            yield from _judge(ledger, where, entry, digest)
            idle = 0
        else:
            waiting.append((where, entry, digest))
            idle += 1
    for where, _, _ in waiting:
        yield Problem(where, "cites an entry, or follows one, that is not there (rule 7)")
