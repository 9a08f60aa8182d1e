"""One flipped bit, in whatever byte of a register that grew at random, is found and named."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random
from typing import Any

import pytest
from django.db import connection

from tests.acts.intruder import past_the_triggers
from tests.acts.test_histories import Histories
from xieqiao.acts import raw_rows
from xieqiao.acts.checks import ChainCheck, Problem, content_fault, head_faults, named
from xieqiao.acts.entries import read_entry
from xieqiao.acts.models import Entry, Stance
from xieqiao.acts.raw_rows import EntryRow, RegisterRow
from xieqiao.acts.verify import verify

pytestmark = [
    pytest.mark.django_db(databases=["default", "replay"]),
    pytest.mark.usefixtures("replay_database"),
]
FIFTY = 50
SEED = 20210527
WANTED = {"genesis", "propose", "amend", "consent", "decline", "seal", "key-change"}


@pytest.fixture
def grown() -> None:
    """Registers of three parties that did what they like, until there are enough entries."""
    random = Random(SEED)
    history: Any = Histories()
    history.found(4)

    def number() -> int:
        return random.randrange(10_000)

    def coin() -> bool:
        return random.random() < 0.5

    moves: list[Any] = [
        lambda: history.make(number(), coin(), coin()),
        lambda: history.change(number(), number(), number(), coin()),
        lambda: history.plan(number()),
        lambda: history.say(number()),
        lambda: history.consent(number(), number(), coin()),
        lambda: history.everyone_consents(number()),
        lambda: history.decline(number(), number()),
        lambda: history.end_or_amend(number(), random.choice(["withdraw", "lapse", "amend"])),
        lambda: history.join_or_leave(number(), coin(), number()),
        lambda: history.standing(number(), number(), coin(), number()),
        lambda: history.change_key(number()),
    ]
    while not _enough():  # ids are drawn anew each time, and so are the ways that it takes
        random.choice(moves)()
    history.block.__exit__(None, None, None)


def _enough() -> bool:
    """Say whether there are enough entries, of every type, and reasons to look at."""
    types = list(Entry.objects.values_list("type", flat=True))
    reasons = Stance.objects.exclude(reason=None).count()
    return len(types) >= FIFTY + 10 and set(types) >= WANTED and reasons >= 2


def _flips(text: str, *, every: bool = False) -> Iterator[str]:
    """Yield the text with one bit of each byte flipped, or every bit of each in its turn.

    What is no text then is given as a verification reads it from SQLite, with its bytes escaped.
    """
    raw = bytearray(text.encode())
    for place in range(len(raw)):
        for bit in range(8) if every else (place % 8,):
            raw[place] ^= 1 << bit
            yield raw.decode(errors="surrogateescape")
            raw[place] ^= 1 << bit


def _chains() -> list[tuple[RegisterRow, list[EntryRow]]]:
    return [(r, list(raw_rows.entries("default", [r.id]))) for r in raw_rows.registers("default")]


def _found(
    register: RegisterRow, rows: list[EntryRow], place: int, changed: EntryRow
) -> list[Problem]:
    """Check an entry that was changed, and its neighbour unless it shows by itself."""
    key = raw_rows.key_entry("default", register.id, place) if place else b""
    check = ChainCheck(
        register,
        seq=place,
        prev=rows[place - 1].hash if place else None,
        key=str(read_entry(key).public_key) if key else "",
    )
    found = [Problem(named(changed), fault) for fault in check.check(changed)[1]]
    for row in rows[place + 1 : place + 2] if not found else ():
        found += [Problem(named(row), fault) for fault in check.check(row)[1]]
    return found


def _name(row: EntryRow) -> str:
    return f"body {row.body} entry {row.seq} "


def test_nothing_is_found_where_nothing_was_changed(grown: None) -> None:
    for register, rows in _chains():
        assert all(_found(register, rows, n, row) == [] for n, row in enumerate(rows))
    assert verify(workers=1).problems == []
    assert set(Entry.objects.values_list("type", flat=True)) >= WANTED


def test_a_flipped_bit_in_any_byte_of_fifty_entries_is_found_and_named(grown: None) -> None:
    """Of texts, signatures and hashes; of one entry every bit."""
    tried = entries = 0
    for register, rows in _chains():
        for place, row in enumerate(rows):
            if entries == FIFTY:
                break
            entries += 1
            every = entries == 1
            for column in ("canonical", "signature", "hash"):
                for flipped in _flips(getattr(row, column), every=every):
                    tried += 1
                    changes: dict[str, Any] = {column: flipped}
                    changed = row._replace(**changes)
                    problems = _found(register, rows, place, changed)
                    assert any(_name(row) in p.where for p in problems), (column, flipped)
    assert entries == FIFTY
    assert tried > 40_000


def test_a_flipped_bit_in_any_byte_of_content_is_found(grown: None) -> None:
    rows = list(islice(raw_rows.contents("default", "0", "g"), FIFTY))
    assert len(rows) >= 20
    for row in rows:
        assert content_fault(row, set()) is None
        for column in ("text", "nonce", "digest"):
            for flipped in _flips(getattr(row, column), every=True):
                assert content_fault(row._replace(**{column: flipped}), set()), (column, flipped)


def test_a_flipped_bit_in_any_byte_of_a_register_is_found(grown: None) -> None:
    for register, rows in _chains():
        assert list(head_faults(register, rows[-1], register.public_key)) == []
        for column in ("public_key", "head", "head_signature"):
            for flipped in _flips(getattr(register, column), every=column != "public_key"):
                changes: dict[str, Any] = {column: flipped}
                changed = register._replace(**changes)
                found = list(head_faults(changed, rows[-1], register.public_key))
                assert found, (column, flipped)


def test_bytes_that_are_no_text_any_more_are_found_and_named(grown: None) -> None:
    """SQLite keeps them; a verification must name the row instead of stumbling over it."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps no such bytes")
    random = Random(SEED)
    rows = [row for _, rows in _chains() for row in rows]
    for column in ("canonical", "signature"):
        for row in random.sample(rows, 10):
            with _damaged("acts_entry", column, row.hash, "hash", getattr(row, column), random):
                assert any(_name(row) in p.where for p in verify(workers=1).problems), column
    contents = list(raw_rows.contents("default", "0", "g"))
    for content in random.sample(contents, 10):
        assert content.text is not None
        with _damaged("acts_content", "text", content.digest, "digest", content.text, random):
            where = f"content {content.digest[:16]}"
            assert any(where in p.where for p in verify(workers=1).problems)
    assert verify(workers=1).problems == []


class _damaged:  # noqa: N801
    """Flips the highest bit of one byte in a row, past the triggers, and puts it right again."""

    def __init__(
        self, table: str, column: str, key: str, named: str, text: str, random: Random
    ) -> None:
        self.sql = f"UPDATE {table} SET {column} = CAST(%s AS TEXT) WHERE {named} = %s"
        self.key, self.before = key, text.encode()
        raw = bytearray(self.before)
        raw[random.randrange(len(raw))] ^= 0x80
        self.after = bytes(raw)

    def __enter__(self) -> None:
        self._put(self.after)

    def __exit__(self, *_: object) -> None:
        self._put(self.before)

    def _put(self, value: bytes) -> None:
        with past_the_triggers() as cursor:
            cursor.execute(self.sql, [value, self.key])


def test_a_number_that_is_none_any_more_is_found_and_named(grown: None) -> None:
    """SQLite keeps whatever is put into a column of numbers."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps numbers only")
    row = _chains()[0][1][5]
    with past_the_triggers() as cursor:
        cursor.execute("UPDATE acts_entry SET seq = 'five' WHERE hash = %s", [row.hash])
    found = [str(problem) for problem in verify(workers=1).problems]
    assert any(f"entry five ({row.hash[:16]})" in one for one in found), found
