"""Lets the database be emptied after a test that really committed, past the append-only triggers.

Outside tests nothing gets past them but `demo reset`, which makes the database anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from xieqiao.acts import triggers

_OURS = {
    "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE %s",
}
Flush = Callable[[BaseDatabaseOperations, Iterable[str]], None]


def _are_there(connection: Any) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_OURS[connection.vendor], ["acts_%"])
        return bool(cursor.fetchone()[0])


def _past_the_triggers(flush: Flush) -> Flush:
    def emptied(operations: BaseDatabaseOperations, statements: Iterable[str]) -> None:
        connection = operations.connection
        if not _are_there(connection):
            return flush(operations, statements)
        triggers.drop(connection)
        try:
            flush(operations, statements)
        finally:
            triggers.create(connection)

    return emptied


def pytest_configure(config: pytest.Config) -> None:
    """Take effect for the whole run."""
    flush = BaseDatabaseOperations.execute_sql_flush
    BaseDatabaseOperations.execute_sql_flush = _past_the_triggers(flush)  # type: ignore[method-assign, assignment]
