"""What the embedded database promises."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, connections, transaction

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def on_sqlite() -> Iterator[None]:
    """Leave these tests out on PostgreSQL; drop the table they make."""
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS promise")


def ask(question: str) -> Any:
    """Return the first value of the first row."""
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", 20_000),
    ],
)
def test_each_connection_is_as_promised(pragma: str, value: object) -> None:
    assert ask(f"PRAGMA {pragma}") == value


def test_a_transaction_takes_the_lock_when_it_begins_not_when_it_writes() -> None:
    name = connection.settings_dict["NAME"]
    with transaction.atomic():
        ask("SELECT 1")
        other = sqlite3.connect(name, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_who_comes_second_waits_and_nothing_is_lost() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE promise (n INTEGER)")
        cursor.execute("INSERT INTO promise VALUES (0)")

    def add() -> None:
        for _ in range(20):
            with transaction.atomic():
                value = ask("SELECT n FROM promise")
                with connection.cursor() as cursor:
                    cursor.execute("UPDATE promise SET n = %s", [value + 1])
        connections.close_all()

    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask("SELECT n FROM promise") == 60


def test_replacing_a_row_fires_the_trigger_that_forbids_deleting() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE promise (n INTEGER PRIMARY KEY, text TEXT)")
        cursor.execute(
            "CREATE TRIGGER promise_kept BEFORE DELETE ON promise "
            "BEGIN SELECT RAISE(ABORT, 'never'); END"
        )
        cursor.execute("INSERT INTO promise VALUES (1, 'first')")
        with pytest.raises(IntegrityError, match="never"):
            cursor.execute("INSERT OR REPLACE INTO promise VALUES (1, 'second')")
    assert ask("SELECT text FROM promise") == "first"
