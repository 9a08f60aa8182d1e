"""Loses the process between any two statements of something, and looks at what is left.

Nothing that Python would run afterwards may touch the database: once the process is lost, only the
rollback that the database does by itself goes through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

from xieqiao.acts.models import Act, Comment, Draft, Entry, Stance, Subject, Version
from xieqiao.acts.replay import replay
from xieqiao.acts.verify import verify

# Who is signed in, and until when, is renewed by the way.
_BESIDE = {"bodies.Session", "bodies.Account"}


class Lost(BaseException):
    """The process is gone: no handler of ours may catch it."""


class Losing:
    """Lets so many statements that change something through, and then none but those that undo.

    A loss before a statement that only reads leaves what the loss before the next change leaves.
    """

    def __init__(self, after: int | None = None) -> None:
        self.after, self.changes = after, 0
        self.wrote: set[str] = set()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.replace('"', "").split()
        reads = words[0] == "SELECT"
        if self.after is not None and self.changes >= self.after and not reads:
            if words[0] != "ROLLBACK":
                raise Lost
            return execute(sql, params, many, context)
        self.changes += not reads
        if words[0] in {"INSERT", "UPDATE", "DELETE"}:
            self.wrote.add(words[1] if words[0] == "UPDATE" else words[2])
        return execute(sql, params, many, context)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def our_tables() -> set[str]:
    """Return the tables whose rows count."""
    ours = (m for m in apps.get_models() if m.__module__.startswith("xieqiao."))
    return {m._meta.db_table for m in ours if m._meta.label not in _BESIDE}


def rows(tables: Iterable[str]) -> dict[str, set[tuple[Any, ...]]]:
    """Return all rows of these tables."""
    found: dict[str, set[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = {tuple(map(repr, row)) for row in cursor.fetchall()}
    return found


def outline(tables: Iterable[str]) -> dict[str, Any]:
    """Return what does not depend on chance: how many rows there are, and where things stand."""
    return {
        "rows": {table: len(held) for table, held in rows(tables).items()},
        "entries": Counter(Entry.objects.values_list("type", flat=True)),
        "acts": Counter(Act.objects.values_list("kind", "state", "version")),
        "versions": Counter(Version.objects.values_list("number", "closed")),
        "words": Counter(Stance.objects.values_list("consent", flat=True)),
        "subjects": Counter(Subject.objects.values_list("type", "revision", "closed")),
        "remarks": Counter(Comment.objects.values_list("field", "taken_in")),
        "drafts": sorted(
            (draft.title, draft.released_at is None, draft.deleted_at is None)
            for draft in Draft.objects.all()
        ),
    }


def everything_holds(*, with_replay: bool) -> None:
    """Verify all registers, and rebuild all state from them."""
    assert verify(workers=1).problems == []
    if with_replay:
        assert replay("default", seed=1) == []


def lose_everywhere(
    action: Callable[[], object], *, halfway: Callable[[], object] | None = None
) -> int:
    """Lose the process before each statement of `action` in its turn.

    After each loss the state is the one before, or the one after, or, where an action is several
    acts one after the other, the one `halfway`; then the action is done again, to its end. Return
    the number of losses.
    """
    whole, between = Losing(), []
    with undone(), connection.execute_wrapper(whole):
        action()
    tables = whole.wrote & our_tables()
    assert tables, "the action writes nothing"
    before = rows(tables)
    for part in (halfway, action):
        if part is not None:
            with undone():
                part()
                between.append(outline(tables))
                everything_holds(with_replay=True)
    for number in range(whole.changes):
        with undone():
            wrote = _lost(action, number)
            assert wrote <= whole.wrote
            assert rows(tables) == before or outline(tables) in between, f"lost before {number}"
            action()
            assert outline(tables) == between[-1], f"not the same again, lost before {number}"
            everything_holds(with_replay=False)
    assert rows(tables) == before
    return whole.changes


def _lost(action: Callable[[], object], number: int) -> set[str]:
    losing = Losing(number)
    try:
        with connection.execute_wrapper(losing):
            action()
    except Lost:
        transaction.set_rollback(False)  # the test's own transaction goes on
    return losing.wrote
