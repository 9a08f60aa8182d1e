"""What can be checked of registers as they lie in the database, row by row.

The functions take raw rows and say what is wrong; `verify` runs them over everything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from xieqiao.acts.chain import head_text
from xieqiao.acts.entries import EntryBody, EntryType, content_digest, digest_of, read_entry
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.raw_rows import ContentRow, EntryRow, RegisterRow
from xieqiao.acts.rules import take_in
from xieqiao.acts.signer import is_key, signature_holds

KEY_GIVING = frozenset({EntryType.GENESIS, EntryType.KEY_CHANGE})


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
    """Checks the entries of one chain in the order of their numbers.

    `key` is the one that signs the next entry: a genesis is signed with the key that it names, a
    key-change with the key before. What does not hold introduces no key; the register's is next.
    """

    def __init__(
        self, register: RegisterRow, *, seq: int = 0, prev: str | None = None, key: str = ""
    ) -> None:
        self.register, self.seq, self.prev, self.key = register, seq, prev, key
        self.keys: list[str] = []
        self.digests: dict[str, EntryRow] = {}

    def check(self, row: EntryRow) -> tuple[EntryBody | None, list[str]]:
        """Return the next entry, and what is wrong with it: hash, signature, form, index, link."""
        faults: list[str] = []
        data = row.canonical.encode(errors="surrogateescape")
        if digest_of(data) != row.hash:
            faults.append("the text does not give the hash")
        try:
            entry = read_entry(data)
        except (msgspec.DecodeError, ValueError) as error:
            self.seq, self.prev = self.seq + 1, row.hash
            return None, [*faults, f"the text is no entry: {error}"]
        if entry.type in KEY_GIVING:
            faults += self._key_given(entry, data, row)
        elif not signature_holds(self.key or self.register.public_key, data, row.signature):
            faults.append("the signature does not hold")
        elif entry.public_key is not None:
            faults.append("names a key, which is for a genesis or a key-change")
        if entry.encoded() != data:
            faults.append("the text is not canonical")
        if row[2:9] != columns_of(entry):
            faults += _index_faults(row, entry)
        if (row.space, row.body) != (self.register.space, self.register.body):
            faults.append("stands in the register of another body or partnership")
        if row.seq != self.seq or entry.prev != self.prev:
            faults.append("does not follow the entry before it")
        if (entry.type is EntryType.GENESIS) != (row.seq == 0):
            faults.append("a chain begins with its genesis, and only there")
        for digest in (entry.digests.structural, entry.digests.erasable):
            if digest is not None:
                self.digests[digest] = row
        self.seq, self.prev = entry.seq + 1, row.hash
        return entry, faults

    def _key_given(self, entry: EntryBody, data: bytes, row: EntryRow) -> list[str]:
        """Return what is wrong with an entry that gives a key, and take the key over."""
        faults = list(key_faults(entry, self.key))
        signing = entry.public_key if entry.type is EntryType.GENESIS else self.key
        if not signature_holds(signing or self.register.public_key, data, row.signature):
            faults.append("the signature does not hold")
        given = self.register.public_key if faults else str(entry.public_key)
        self.key = given
        self.keys.append(given)
        return faults


def key_faults(entry: EntryBody, present: str) -> Iterator[str]:
    """Yield what is wrong with the key that a genesis or a key-change names."""
    if not is_key(entry.public_key):
        yield "names no key"
    elif entry.public_key == present:
        yield "changes the key to the same key"


def columns_of(entry: EntryBody) -> tuple[Any, ...]:
    """Return what the columns must hold, from the space to the time."""
    return (
        entry.partnership.replace("-", ""),
        entry.body.replace("-", ""),
        entry.seq,
        entry.type.value,
        entry.act.replace("-", "") if entry.act else None,
        entry.version,
        entry.time,
    )


def _index_faults(row: EntryRow, entry: EntryBody) -> Iterator[str]:
    for name, held, signed in zip(row._fields[2:9], row[2:9], columns_of(entry), strict=True):
        if held != signed:
            yield f"column {name} differs from the signed text"


def head_faults(register: RegisterRow, last: EntryRow | None, key: str) -> Iterator[Problem]:
    """Yield what is wrong with a register's signed head, given its last entry and key."""
    where = f"partnership {register.space} body {register.body} register"
    if key != register.public_key:
        yield Problem(where, "its chain names another key than the register")
    try:
        text = head_text(
            _dashed(register.body), _dashed(register.space), register.length, register.head
        )
    except ValueError:  # its head is no text any more
        text = ""
    if not signature_holds(register.public_key, text, register.head_signature):
        yield Problem(where, "the signature of its head does not hold")
    if register.there != register.length or last is None or last.hash != register.head:
        yield Problem(
            where, f"its head names {register.length} entries, {register.there} are there"
        )


def _dashed(id_: str) -> str:
    return f"{id_[:8]}-{id_[8:12]}-{id_[12:16]}-{id_[16:20]}-{id_[20:]}"


def content_fault(row: ContentRow, erasures: Collection[str | None]) -> str | None:
    """Return what is wrong with a row of content, or None; `erasures` are acts that erased."""
    if row.text is None:
        return None if row.erased_by in erasures else "the content is gone, and no act says why"
    try:
        if row.nonce == row.nonce.lower() and content_digest(row.nonce, row.text) == row.digest:
            return None
    except ValueError:
        pass
    return "the content does not give its digest"


class RuleCheck:
    """Judges the entries of one space by the rules, whatever order they come in.

    An entry waits until all that it follows and cites has come.
    """

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.waiting: dict[str, list[tuple[EntryRow, EntryBody]]] = defaultdict(list)
        self.heads: dict[str, EntryRow] = {}
        self.problems: list[Problem] = []

    def take(self, row: EntryRow, entry: EntryBody) -> None:
        """Judge an entry, and then all that waited for it."""
        ready = [(row, entry)]
        while ready:
            row, entry = ready.pop()
            missing = self._missing(entry)
            if missing is not None:
                self.waiting[missing].append((row, entry))
                continue
            void = take_in(self.ledger, entry, row.hash)
            if void is not None:
                self.problems.append(Problem(named(row), f"counts for nothing, {void}"))
            for head in entry.heads.values():
                if head not in self.ledger.noted:
                    self.heads[head] = row
            if self.waiting:
                ready += self.waiting.pop(row.hash, ())

    def _missing(self, entry: EntryBody) -> str | None:
        known = self.ledger.noted
        if entry.prev is not None and entry.prev not in known:
            return entry.prev
        return next((cited for cited in entry.cites if cited not in known), None)

    def end(self) -> list[Problem]:
        """Return all that was found, once every entry has come."""
        for waiting in self.waiting.values():
            for row, _ in waiting:
                what = "cites an entry, or follows one, that is not there (rule 7)"
                self.problems.append(Problem(named(row), what))
        for head, row in self.heads.items():
            if head not in self.ledger.noted:
                what = f"has seen an entry {head[:16]} of another body that is not there"
                self.problems.append(Problem(named(row), what))
        return self.problems
