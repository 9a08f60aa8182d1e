"""Entries and content as their columns hold them, streamed past the models.

A verification looks at what lies in the database, not at what a model makes of it: ids are 32
hexadecimal digits, times are as a signed text would write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db import OperationalError, connections

_CHUNK = 2_000
_MOST_NAMED = 500  # ids within one statement

_ID = {"sqlite": "{}", "postgresql": "replace({}::text, '-', '')"}
_TIME = {
    # Past the driver, which would parse it; whole seconds are kept without their fraction.
    "sqlite": "replace(CAST({0} AS TEXT), ' ', 'T') || "
    "CASE length(CAST({0} AS TEXT)) WHEN 26 THEN 'Z' ELSE '.000000Z' END",
    "postgresql": """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
}


class EntryRow(NamedTuple):
    """An entry as its columns hold it."""

    hash: str
    register: str
    space: str
    body: str
    seq: int
    type: str
    act: str | None
    version: int | None
    time: str
    canonical: str
    signature: str


class RegisterRow(NamedTuple):
    """A register: whose, with which key, and how far it goes by its signed head."""

    id: str
    space: str
    body: str
    public_key: str
    length: int
    head: str
    head_signature: str
    there: int


class ContentRow(NamedTuple):
    """A piece of content."""

    digest: str
    nonce: str
    text: str | None
    erased_by: str | None


def registers(using: str) -> Iterator[RegisterRow]:
    """Yield all registers by space, each with the number of entries that are there."""
    ids = [_as_id(using, f"r.{name}") for name in ("id", "space_id", "body_id")]
    sql = (
        f"SELECT {', '.join(ids)}, r.public_key, r.length, r.head, r.head_signature, "  # noqa: S608
        "COALESCE(e.count, 0) FROM acts_register r LEFT JOIN (SELECT register_id, "
        "COUNT(*) AS count FROM acts_entry GROUP BY register_id) e ON e.register_id = r.id "
        "ORDER BY r.space_id, r.body_id"
    )
    return map(RegisterRow._make, _stream(using, sql, []))


def entries(
    using: str, registers_: Sequence[str], *, first: int = 0, before: int | None = None,
    by_time: bool = False,
) -> Iterator[EntryRow]:  # fmt: skip
    """Yield the entries of registers, chain by chain (or by time), from `first` up to `before`."""
    ids = [_as_id(using, f"e.{name}") for name in ("register_id", "space_id", "body_id")]
    columns = [
        "e.hash", *ids, "e.seq", "e.type", _as_id(using, "e.act"), "e.version",
        _TIME[_vendor(using)].format("e.time"), "e.canonical", "e.signature",
    ]  # fmt: skip
    order = "e.time, e.seq" if by_time else "e.register_id, e.seq"
    limits = "AND e.seq >= %s" + ("" if before is None else " AND e.seq < %s")
    marks = ", ".join(["%s"] * len(registers_))
    sql = (
        f"SELECT {', '.join(columns)} FROM acts_entry e "  # noqa: S608 - only our own words
        f"WHERE e.register_id IN ({marks}) {limits} ORDER BY {order}"
    )
    rows = _stream(using, sql, [*registers_, first, *([] if before is None else [before])])
    return map(EntryRow._make, rows)


def key_entry(using: str, register: str, before: int) -> bytes:
    """Return the text of the last entry before number `before` that gave the register its key.

    That is the last key-change, or the genesis; nothing when neither is there.
    """
    sql = (
        "SELECT canonical FROM (SELECT canonical, seq FROM acts_entry "
        "WHERE register_id = %s AND type = 'key-change' AND seq < %s UNION ALL "
        "SELECT canonical, seq FROM acts_entry WHERE register_id = %s AND seq = 0) given "
        "ORDER BY seq DESC LIMIT 1"
    )
    for (text,) in _stream(using, sql, [register, before, register]):
        return str(text).encode(errors="surrogateescape")
    return b""


def contents(using: str, first: str, last: str) -> Iterator[ContentRow]:
    """Yield the content whose digest lies between `first` and `last`."""
    sql = (
        f"SELECT digest, nonce, text, {_as_id(using, 'erased_by')} FROM acts_content "  # noqa: S608
        "WHERE digest >= %s AND digest < %s ORDER BY digest"
    )
    return map(ContentRow._make, _stream(using, sql, [first, last]))


def missing_contents(using: str, digests: Iterable[str]) -> set[str]:
    """Return those digests of which no content is there."""
    wanted = list(digests)
    there: set[str] = set()
    for start in range(0, len(wanted), _MOST_NAMED):
        some = wanted[start : start + _MOST_NAMED]
        marks = ", ".join(["%s"] * len(some))
        sql = f"SELECT digest FROM acts_content WHERE digest IN ({marks})"  # noqa: S608
        there |= {row[0] for row in _stream(using, sql, some)}
    return set(wanted) - there


def erasures(using: str) -> set[str | None]:
    """Return the acts in force by which content was taken out."""
    sql = (
        f"SELECT {_as_id(using, 'id')} FROM acts_act "  # noqa: S608 - only our own words
        "WHERE kind = 'content.erase' AND state = 'sealed'"
    )
    return {row[0] for row in _stream(using, sql, [])}


def _vendor(using: str) -> str:
    return connections[using].vendor


def _as_id(using: str, column: str) -> str:
    return _ID[_vendor(using)].format(column)


def _stream(using: str, sql: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield rows. What is no text any more, as SQLite would keep it, comes with its bytes escaped.

    Taking that into account costs time, so it is done only once a row could not be read.
    """
    given = [v.hex if isinstance(v, UUID) else v for v in values]
    done = 0
    try:
        for rows in _chunks(using, sql, given):
            yield from rows
            done += len(rows)
    except OperationalError:
        if _vendor(using) != "sqlite":
            raise
        with _every_byte(using):
            yield from islice(chain.from_iterable(_chunks(using, sql, given)), done, None)


def _chunks(using: str, sql: str, values: Sequence[Any]) -> Iterator[list[tuple[Any, ...]]]:
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(sql, values)
        while rows := cursor.fetchmany(_CHUNK):
            yield rows


@contextmanager
def _every_byte(using: str) -> Iterator[None]:
    raw = connections[using].connection
    raw.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str
