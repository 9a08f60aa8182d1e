"""The database as a whole: bringing it up to date, and making it anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

from xieqiao.config import stop


def waiting_migrations() -> list[str]:
    """Return the migrations that this version brings and the database lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date() -> None:
    """Migrate if anything is to be migrated."""
    if waiting_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def make_anew() -> None:
    """Throw away the database, keys and files, and make an empty database.

    Ends the program in production, where nothing may ever be thrown away.
    """
    if settings.PRODUCTION:
        stop("XIEQIAO_MODE: in production nothing is ever reset; use another data folder")
    if connection.vendor == "sqlite":
        _remove_sqlite()
    else:
        _empty_postgresql()
    for folder in (settings.XIEQIAO_KEYS, settings.MEDIA_ROOT):
        shutil.rmtree(folder, ignore_errors=True)
    bring_up_to_date()


def _remove_sqlite() -> None:
    name = str(settings.DATABASES["default"]["NAME"])
    connections.close_all()
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(name + suffix).unlink(missing_ok=True)


def _empty_postgresql() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    connections.close_all()
