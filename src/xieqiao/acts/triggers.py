"""Database triggers that keep the registers append-only, on both databases."""

from __future__ import annotations

from typing import Any

# Content may lose its text, by an erasure, and change in no other way.
_SQLITE = """
CREATE TRIGGER acts_entry_no_update BEFORE UPDATE ON acts_entry
BEGIN SELECT RAISE(ABORT, 'register entries are never changed'); END;
CREATE TRIGGER acts_entry_no_delete BEFORE DELETE ON acts_entry
BEGIN SELECT RAISE(ABORT, 'register entries are never deleted'); END;
CREATE TRIGGER acts_content_no_delete BEFORE DELETE ON acts_content
BEGIN SELECT RAISE(ABORT, 'content is never deleted, only its text is taken out'); END;
CREATE TRIGGER acts_content_no_update BEFORE UPDATE ON acts_content
WHEN NEW.digest IS NOT OLD.digest OR NEW.nonce IS NOT OLD.nonce
  OR NEW.text IS NOT NULL OR NEW.erased_by IS NULL
BEGIN SELECT RAISE(ABORT, 'content is never changed, only its text is taken out'); END;
"""

_POSTGRES = """
CREATE FUNCTION acts_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'register entries and content are never changed or deleted'
  USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER acts_entry_no_change BEFORE UPDATE OR DELETE ON acts_entry
FOR EACH ROW EXECUTE FUNCTION acts_refuse();
CREATE TRIGGER acts_entry_no_truncate BEFORE TRUNCATE ON acts_entry
FOR EACH STATEMENT EXECUTE FUNCTION acts_refuse();
CREATE TRIGGER acts_content_no_delete BEFORE DELETE ON acts_content
FOR EACH ROW EXECUTE FUNCTION acts_refuse();
CREATE TRIGGER acts_content_no_truncate BEFORE TRUNCATE ON acts_content
FOR EACH STATEMENT EXECUTE FUNCTION acts_refuse();
CREATE TRIGGER acts_content_no_update BEFORE UPDATE ON acts_content FOR EACH ROW
WHEN (NEW.digest IS DISTINCT FROM OLD.digest OR NEW.nonce IS DISTINCT FROM OLD.nonce
  OR NEW.text IS NOT NULL OR NEW.erased_by IS NULL)
EXECUTE FUNCTION acts_refuse();
"""

_NAMES = {
    "acts_entry": ("acts_entry_no_update", "acts_entry_no_delete", "acts_entry_no_change",
                   "acts_entry_no_truncate"),
    "acts_content": ("acts_content_no_update", "acts_content_no_delete",
                     "acts_content_no_truncate"),
}  # fmt: skip


def create(connection: Any) -> None:
    """Create the triggers. A replay's scratch database, which is emptied again, has none."""
    if connection.alias == "replay":
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for statement in _SQLITE.split("END;")[:-1]:
                cursor.execute(f"{statement}END;")
        else:
            cursor.execute(_POSTGRES)


def drop(connection: Any) -> None:
    """Drop the triggers: for a migration backwards and the tests that play an intruder."""
    with connection.cursor() as cursor:
        for table, names in _NAMES.items():
            for name in names:
                if connection.vendor == "sqlite":
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                else:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        if connection.vendor != "sqlite":
            cursor.execute("DROP FUNCTION IF EXISTS acts_refuse()")
