"""`xieqiao register check`: does an exported file hold, by itself and without any database?

Checked are signatures, hashes, links and signed heads, the digests of content, and by the rules
whatever the file cites. Whose keys they are it cannot know: compare them, as printed, with what
each body says of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from xieqiao.acts.checks import (
    ChainCheck,
    Problem,
    RuleCheck,
    columns_of,
    content_fault,
    head_faults,
    named,
)
from xieqiao.acts.entries import EntryBody, EntryType, digest_of, read_entry
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.raw_rows import ContentRow, EntryRow, RegisterRow
from xieqiao.acts.slices import is_reported
from xieqiao.acts.verify import Report, tell

ERASING = "content.erase"


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    """A line of an export: one of the three."""

    register: _Register | None = None
    entry: _Entry | None = None
    content: _Content | None = None


class _Register(msgspec.Struct, forbid_unknown_fields=True):
    body: str
    head: str
    head_signature: str
    length: int
    partnership: str
    public_key: str


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    canonical: str
    signature: str


class _Content(msgspec.Struct, forbid_unknown_fields=True):
    digest: str
    nonce: str
    text: str | None


@dataclass
class Exported:
    """What a file holds, read line by line."""

    report: Report = field(default_factory=Report)
    checks: dict[tuple[str, str], ChainCheck] = field(default_factory=dict)
    last: dict[tuple[str, str], EntryRow] = field(default_factory=dict)
    counts: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    entries: dict[str, list[tuple[EntryRow, EntryBody]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    contents: dict[str, ContentRow] = field(default_factory=dict)

    def bad(self, where: str, what: str) -> None:
        """Note something that does not hold."""
        self.report.problems.append(Problem(where, what))

    def read(self, number: int, text: bytes) -> None:
        """Take a line in, and check it as far as it goes by itself."""
        where = f"line {number}"
        try:
            line = msgspec.json.decode(text, type=_Line)
        except (msgspec.DecodeError, ValueError) as error:
            return self.bad(where, f"is no part of an export: {error}")
        if line.register is not None:
            self._register(where, line.register)
        elif line.entry is not None:
            self._entry(where, line.entry)
        elif line.content is not None:
            self._content(where, line.content)
        else:
            self.bad(where, "is no part of an export")
        return None

    def _register(self, where: str, given: _Register) -> None:
        key = _plain(given.partnership), _plain(given.body)
        if key in self.checks:
            return self.bad(where, "names a register that was named before")
        self.report.registers += 1
        self.checks[key] = ChainCheck(
            RegisterRow(
                id=where, space=key[0], body=key[1], public_key=given.public_key,
                length=given.length, head=given.head, head_signature=given.head_signature, there=0,
            )
        )  # fmt: skip
        return None

    def _entry(self, where: str, given: _Entry) -> None:
        self.report.entries += 1
        text = given.canonical.encode(errors="surrogatepass")
        try:
            entry = read_entry(text)
        except (msgspec.DecodeError, ValueError) as error:
            return self.bad(where, f"its text is no entry: {error}")
        columns = columns_of(entry)
        row = EntryRow._make((digest_of(text), where, *columns, given.canonical, given.signature))
        key = row.space, row.body
        check = self.checks.get(key)
        if check is None:
            return self.bad(named(row), "its register is not in the file")
        self.counts[key] += 1
        self.last[key] = row
        _, faults = check.check(row)
        for fault in faults:
            self.bad(named(row), fault)
        self.entries[row.space].append((row, entry))
        return None

    def _content(self, where: str, given: _Content) -> None:
        self.report.contents += 1
        if given.digest in self.contents:
            self.bad(where, f"gives content {given.digest[:16]} again")
        self.contents[given.digest] = ContentRow(given.digest, given.nonce, given.text, None)

    def end(self) -> Report:
        """Check what needs the whole file: heads, rules, and whether all content is there."""
        for key, check in self.checks.items():
            register = check.register._replace(there=self.counts[key])
            self.report.problems += head_faults(register, self.last.get(key), check.key)
        wanted: dict[str, EntryRow] = {}
        erased: set[str] = set()
        for pairs in self.entries.values():
            judge = RuleCheck(Ledger(is_reported))
            for row, entry in sorted(pairs, key=lambda pair: pair[0].time):
                judge.take(row, entry)
                wanted |= dict.fromkeys(_digests(entry), row)
            self.report.problems += judge.end()
            erased |= self._erased([entry for _, entry in pairs], judge.ledger)
        self._contents(wanted, erased)
        return self.report

    def _erased(self, entries: Sequence[EntryBody], ledger: Ledger) -> set[str]:
        """Return the digests of texts that acts in force have taken out."""
        acts: set[str] = set()
        for entry in entries:
            act = ledger.act(entry.act, entry.body) if entry.kind == ERASING else None
            content = self.contents.get(entry.digests.structural or "")
            if act and act.ended and act.ended[0] is EntryType.SEAL and content:
                acts.add(_act_named(content.text))
        found = (e.digests.erasable for e in entries if e.act in acts)
        return {digest for digest in found if digest}

    def _contents(self, wanted: dict[str, EntryRow], erased: set[str]) -> None:
        for digest, content in self.contents.items():
            where = f"content {digest[:16]}"
            fault = content_fault(content, {None} if digest in erased else ())
            if fault:
                self.bad(where, fault)
            if digest not in wanted:
                self.bad(where, "belongs to no entry of the file")
        for digest in wanted.keys() - self.contents.keys():
            self.bad(named(wanted[digest]), f"its content {digest[:16]} is missing")


def _plain(id_: str) -> str:
    return id_.replace("-", "")


def _digests(entry: EntryBody) -> Iterator[str]:
    for digest in (entry.digests.structural, entry.digests.erasable):
        if digest is not None:
            yield digest


def _act_named(text: str | None) -> str:
    try:
        payload: Any = json.loads(text or "")
        return str(payload["act_id"])
    except (ValueError, KeyError, TypeError):
        return ""


def check(lines: Iterable[bytes]) -> Exported:
    """Check the lines of an export."""
    exported = Exported()
    for number, text in enumerate(lines, start=1):
        if text.strip():
            exported.read(number, text)
    exported.end()
    return exported


def main(argv: Sequence[str]) -> int:
    """Run the command. Return 1 when anything is wrong, or when nothing is there to check."""
    parser = argparse.ArgumentParser(prog="xieqiao register check", description=__doc__)
    parser.add_argument("file", help="what `xieqiao register export` wrote; - for standard input")
    options = parser.parse_args(argv)
    if options.file == "-":
        exported = check(sys.stdin.buffer)
    else:
        with Path(options.file).open("rb") as file:
            exported = check(file)
    if not exported.checks:
        exported.bad(options.file, "holds no register")
    return tell(exported.report, [_whose(one) for one in exported.checks.values()])


def _whose(check: ChainCheck) -> str:
    """Return whose keys sign a chain, the present one first."""
    register = check.register
    said = f"body {register.body} in partnership {register.space} signs with {register.public_key}"
    before = check.keys[-2::-1]
    return f"{said} (before: {', '.join(before)})" if before else said
