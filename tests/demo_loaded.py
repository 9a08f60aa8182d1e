"""The whole demonstration for any test: `from tests.demo_loaded import Demo`, and ask for `demo`.

    def test_something(demo: Demo) -> None:
        client = demo.client("deqing", "chair")       # signed in as 演示 主席 01 of Deqing
        assert client.get("/b/deqing/").status_code == 200
        topic = demo.made("old-brands/topic")         # the id of what an act of the script made

It is loaded once in each process, by the command's own code, in three to ten seconds; every later
test gets the same rows, keys and files back in a fraction of a second. With `live_server` or
`transactional_db` they are really committed, and are gone after the test like everything else.
The days in it are counted from the day of the run.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client

_MOST_VALUES = 30_000  # in one statement; SQLite allows a few more, PostgreSQL twice as many
_FILLED_AT_FIRST = ("django_content_type", "auth_permission")  # by every migration


class Copy:
    """Every row of every table, and what lay beside the database."""

    def __init__(self, beside: Path) -> None:
        self.beside = beside
        self.tables: list[tuple[str, list[str], list[tuple[Any, ...]]]] = []

    def take(self, keys: Path, files: Path) -> None:
        """Copy what is there now."""
        with connection.cursor() as cursor:
            for model in apps.get_models(include_auto_created=True):
                table = model._meta.db_table
                if not model._meta.managed or table == "django_migrations":
                    continue
                cursor.execute(f"SELECT * FROM {_quoted(table)}")
                columns = [column[0] for column in cursor.description or ()]
                self.tables.append((table, columns, cursor.fetchall()))
        for name, folder in (("keys", keys), ("files", files)):
            if folder.exists():
                shutil.copytree(folder, self.beside / name)

    def put(self, keys: Path, files: Path) -> None:
        """Put the copy where nothing is."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in _FILLED_AT_FIRST:
                cursor.execute(f"DELETE FROM {_quoted(table)}")
            for table, columns, rows in self.tables:
                _insert(cursor, table, columns, rows)
            _count_on(cursor)
        for name, folder in (("keys", keys), ("files", files)):
            if (self.beside / name).exists():
                shutil.copytree(self.beside / name, folder, dirs_exist_ok=True)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _insert(cursor: Any, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
    into = f"INSERT INTO {_quoted(table)} ({', '.join(map(_quoted, columns))}) VALUES "
    places = f"({', '.join(['%s'] * len(columns))})"
    most = _MOST_VALUES // len(columns)
    for start in range(0, len(rows), most):
        some = rows[start : start + most]
        values = [value for row in some for value in row]
        cursor.execute(into + ", ".join([places] * len(some)), values)


def _count_on(cursor: Any) -> None:
    """Let numbers that the database gives go on after the highest one."""
    from django.core.management.color import no_style

    for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
        cursor.execute(statement)


class Demo:
    """What tests ask of the loaded demonstration."""

    def client(self, slug: str, role: str, number: int = 1, *, language: str = "zh-hans") -> Client:
        """Return a client signed in as one of the invented people."""
        from django.conf import settings

        client = Client()
        client.force_login(self.account(slug, role, number))
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        return client

    def account(self, slug: str, role: str, number: int = 1) -> Any:
        """Return the account of one of the invented people; `role` as the matrix names it."""
        from xieqiao.bodies.models import Account

        return Account.objects.get(sign_in_name=f"{slug}-{role.replace('_', '-')}-{number}")

    def acting(self, slug: str, role: str, number: int = 1) -> Any:
        """Return one of the invented people acting for a body."""
        from xieqiao.bodies.middleware import acting_for

        return acting_for(self.account(slug, role, number), slug)

    def made(self, label: str) -> UUID:
        """Return the id of the subject that an act of the script made."""
        from xieqiao.demo.references import made

        return UUID(made(label))

    def act(self, label: str) -> Any:
        """Return an act of the script."""
        from xieqiao.acts.models import Act
        from xieqiao.demo.names import id_of

        return Act.objects.get(id=id_of(f"act:{label}"))


@pytest.fixture(scope="session")
def copy_of_the_demo(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """Where the loaded demonstration is kept between tests; empty until the first asks for it."""
    return Copy(tmp_path_factory.mktemp("demo"))


@pytest.fixture
def demo(db: None, copy_of_the_demo: Copy, settings: Any, own_keys: None) -> Demo:
    """Return the demonstration, loaded into the database of this test."""
    settings.XIEQIAO_DEMO = True
    keys, files = Path(settings.XIEQIAO_KEYS), Path(settings.MEDIA_ROOT)
    if copy_of_the_demo.tables:
        copy_of_the_demo.put(keys, files)
    else:
        from xieqiao.demo.load import load

        load()
        copy_of_the_demo.take(keys, files)
    return Demo()
