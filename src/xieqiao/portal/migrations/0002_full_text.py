"""The full-text index of the search table: FTS5, or a GIN index over the `simple` vector."""

from __future__ import annotations

from typing import Any

from django.db import migrations

SQLITE = (
    "CREATE VIRTUAL TABLE portal_findable_fts USING fts5("
    "grams, content='portal_findable', content_rowid='key', tokenize='unicode61')",
    "CREATE TRIGGER portal_findable_ai AFTER INSERT ON portal_findable BEGIN "
    "INSERT INTO portal_findable_fts(rowid, grams) VALUES (new.key, new.grams); END",
    "CREATE TRIGGER portal_findable_ad AFTER DELETE ON portal_findable BEGIN "
    "INSERT INTO portal_findable_fts(portal_findable_fts, rowid, grams) "
    "VALUES ('delete', old.key, old.grams); END",
    "CREATE TRIGGER portal_findable_au AFTER UPDATE ON portal_findable BEGIN "
    "INSERT INTO portal_findable_fts(portal_findable_fts, rowid, grams) "
    "VALUES ('delete', old.key, old.grams); "
    "INSERT INTO portal_findable_fts(rowid, grams) VALUES (new.key, new.grams); END",
)
SQLITE_BACK = (
    "DROP TRIGGER portal_findable_ai",
    "DROP TRIGGER portal_findable_ad",
    "DROP TRIGGER portal_findable_au",
    "DROP TABLE portal_findable_fts",
)
POSTGRES = (
    "CREATE INDEX portal_findable_grams ON portal_findable "
    "USING gin (to_tsvector('simple', grams))",
)
POSTGRES_BACK = ("DROP INDEX portal_findable_grams",)


def _run(editor: Any, sqlite: tuple[str, ...], postgres: tuple[str, ...]) -> None:
    for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
        editor.execute(statement)


def forward(apps: Any, editor: Any) -> None:
    _run(editor, SQLITE, POSTGRES)


def backward(apps: Any, editor: Any) -> None:
    _run(editor, SQLITE_BACK, POSTGRES_BACK)


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_initial")]
    operations = [migrations.RunPython(forward, backward)]
