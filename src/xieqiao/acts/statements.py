"""What the gate asks the database at every act, as SQL that both databases know.

Building these few questions by the ORM takes longer than everything else that an act does, so
they are written out. They only read; every row is written by the models.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db import connections, router
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from xieqiao.acts.models import Entry

M = TypeVar("M", bound=Model)
Touched = Sequence[tuple[UUID, int, bool]]

_LOCK = {
    "space": "SELECT id FROM acts_space WHERE id = %s FOR UPDATE",
    "act": "SELECT id FROM acts_space WHERE id = "
    "(SELECT space_id FROM acts_act WHERE id = %s) FOR UPDATE",
    "subject": "SELECT id FROM acts_space WHERE id = "
    "(SELECT space_id FROM acts_subject WHERE id = %s) FOR UPDATE",
    # Rows that point to the body may come meanwhile.
    "body": "SELECT id FROM bodies_body WHERE id = %s FOR NO KEY UPDATE",
}


def lock_by(way: str, id_: UUID) -> None:
    """Lock a space, found by its own id or that of an act or subject, until the transaction ends.

    Way `body` locks a body, against a change of its key; always after all spaces.

    On SQLite a transaction that will write has the whole database to itself from its beginning.
    """
    if _connection().features.has_select_for_update:
        _ask(_LOCK[way], [id_.hex])


def chains_of(space: UUID) -> list[tuple[UUID, UUID, int, str, str, datetime | None]]:
    """Return id, body, length, head, key, and the last entry's time of a space's registers."""
    rows = _ask(
        "SELECT r.id, r.body_id, r.length, r.head, r.public_key, e.time FROM acts_register r "
        "LEFT JOIN acts_entry e ON e.hash = r.head WHERE r.space_id = %s",
        [space.hex],
    )
    return [
        (_uuid(id_), _uuid(body), length, head, key, time and in_utc(time))
        for id_, body, length, head, key, time in rows
    ]


def key_of(body: UUID) -> str:
    """Return the key that all registers of a body name; nothing when it has none yet."""
    rows = _ask("SELECT public_key FROM acts_register WHERE body_id = %s LIMIT 1", [body.hex])
    return str(rows[0][0]) if rows else ""


def spaces_of(body: UUID) -> list[UUID]:
    """Return the spaces in which a body has a register, in order."""
    rows = _ask("SELECT space_id FROM acts_register WHERE body_id = %s", [body.hex])
    return sorted(_uuid(id_) for (id_,) in rows)


def entries_of(touched: Touched, act: UUID) -> list[tuple[str, str]]:
    """Return text and hash of the entries of one act, and of those that touch these revisions.

    Acts in force are left out: a revision that one moved is past, and one that only relied on it
    has ended there. So are seals.
    """
    where = "e.act = %s"
    values: list[str | int] = [act.hex]
    if touched:
        one = "(t.subject_id = %s AND t.revision = %s{})"
        rivals = " OR ".join(one.format("" if moves else " AND t.moves") for _, _, moves in touched)
        where = (
            "e.act IN (SELECT t.act_id "  # noqa: S608 - only our own words
            "FROM acts_touch t JOIN acts_act a ON a.id = t.act_id "
            f"WHERE a.state <> 'sealed' AND ({rivals}) "
            "UNION SELECT id FROM acts_act WHERE id = %s)"
        )
        values = [value for s, r, _ in touched for value in (s.hex, r)] + values
    return _ask(
        "SELECT e.canonical, e.hash FROM acts_entry e "  # noqa: S608 - only our own words
        f"WHERE {where} AND e.type <> 'seal' ORDER BY e.time, e.seq",
        values,
    )


def row_of(model: type[M], sql: str, *values: UUID | int) -> M:
    """Return the one row that a question has for an answer. Raises DoesNotExist."""
    given = [value.hex if isinstance(value, UUID) else value for value in values]
    for row in model._default_manager.raw(sql, given):
        return row
    raise ObjectDoesNotExist


def text_of(digest: str) -> str:
    """Return the text of an entry."""
    return str(_ask("SELECT canonical FROM acts_entry WHERE hash = %s", [digest])[0][0])


def contents_of(digests: Sequence[str]) -> dict[str, str | None]:
    """Return the texts of contents by digest; of what was erased there is none."""
    marks = ", ".join(["%s"] * len(digests))
    sql = f"SELECT digest, text FROM acts_content WHERE digest IN ({marks})"  # noqa: S608
    return dict(_ask(sql, digests))


def are_relied_on(revisions: Sequence[tuple[str, int]]) -> bool:
    """Say whether an act in force relied on one of these revisions without moving it."""
    if not revisions:
        return False
    one = " OR ".join("(t.subject_id = %s AND t.revision = %s)" for _ in revisions)
    rows = _ask(
        "SELECT 1 FROM acts_touch t JOIN acts_act a ON a.id = t.act_id "  # noqa: S608 - as above
        f"WHERE NOT t.moves AND a.state = 'sealed' AND ({one}) LIMIT 1",
        [value for subject, revision in revisions for value in (UUID(subject).hex, revision)],
    )
    return bool(rows)


def places_of(hashes: Iterable[str]) -> list[tuple[str, str, int]]:
    """Return hash, body and number of entries."""
    wanted = list(hashes)
    if not wanted:
        return []
    marks = ", ".join(["%s"] * len(wanted))
    rows = _ask(
        f"SELECT hash, body_id, seq FROM acts_entry WHERE hash IN ({marks})",  # noqa: S608
        wanted,
    )
    return [(digest, str(_uuid(body)), seq) for digest, body, seq in rows]


def touching(revisions: Sequence[tuple[str, int]], but: UUID) -> list[UUID]:
    """Return the open acts whose present version touches one of these revisions, or an earlier."""
    if not revisions:
        return []
    one = " OR ".join("(t.subject_id = %s AND t.revision <= %s)" for _ in revisions)
    rows = _ask(
        "SELECT DISTINCT a.id FROM acts_touch t JOIN acts_act a ON a.id = t.act_id "  # noqa: S608
        "JOIN acts_version v ON v.id = t.version_id AND v.number = a.version "
        f"WHERE a.state = 'open' AND a.id <> %s AND ({one})",
        [but.hex]
        + [value for subject, revision in revisions for value in (UUID(subject).hex, revision)],
    )
    return [_uuid(id_) for (id_,) in rows]


def _ask(sql: str, values: Sequence[Any]) -> list[Any]:
    with _connection().cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def _connection() -> BaseDatabaseWrapper:
    return connections[router.db_for_write(Entry)]  # a replay has a database of its own


def in_utc(moment: datetime) -> datetime:
    """Return a time as the databases give it, SQLite without a zone, in UTC."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _uuid(value: Any) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)
