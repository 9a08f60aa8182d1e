"""`xieqiao register replay`: all shared and reported state again, from the registers alone.

The registers and their content go into an empty database in a random order that the citations
allow; what follows from them is compared row by row with what the pages show.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random
from typing import Any

from django.apps import apps
from django.db import connections, models, transaction

from xieqiao.acts.entries import EntryBody, read_entry
from xieqiao.acts.ledger import Ledger
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, Content, Entry, Register, Seat, Space, Stance, Subject, Version
from xieqiao.acts.orders import causal_order
from xieqiao.acts.projection import project
from xieqiao.acts.rules import take_in
from xieqiao.acts.slices import is_reported

REPLAY = "replay"
_target: ContextVar[str | None] = ContextVar("replay_target", default=None)
_DIRECTORY = ("bodies.Region", "bodies.Body")


class ReplayRouter:
    """Sends every query of a running replay to its own database."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the replay's database while one runs."""
        return _target.get()

    def db_for_write(self, model: type[models.Model], **hints: Any) -> str | None:
        """Return the replay's database while one runs."""
        return _target.get()

    def allow_relation(self, one: models.Model, other: models.Model, **hints: Any) -> bool | None:
        """Let rows of the replay's database point to each other."""
        return True if _target.get() else None


@contextmanager
def replaying() -> Iterator[None]:
    """Send all queries to the replay's database."""
    token = _target.set(REPLAY)
    try:
        yield
    finally:
        _target.reset(token)


def compared_models() -> list[type[models.Model]]:
    """Return every table of shared and reported matter."""
    wanted = {Matter.SHARED, Matter.REPORTED}
    found = [m for m in apps.get_models() if getattr(m, "matter", None) in wanted]
    return sorted(found, key=lambda m: m._meta.label)


def empty_database() -> None:
    """Make the replay's database, in memory, or empty it."""
    if REPLAY not in connections.databases:
        like = connections["default"].settings_dict
        connections.databases[REPLAY] = {
            **like,
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": ":memory:",
            "OPTIONS": {},
            "TEST": {**like["TEST"], "NAME": None},
            "ATOMIC_REQUESTS": False,
        }
        _make_tables()
    with connections[REPLAY].cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        for table in connections[REPLAY].introspection.django_table_names(only_existing=True):
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own tables' names


def _make_tables() -> None:
    """Make the tables as the models say: quicker than all migrations one after the other."""
    connections[REPLAY].disable_constraint_checking()
    with connections[REPLAY].schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connections[REPLAY]):
                editor.create_model(model)


def _copy(model: type[models.Model], using: str) -> None:
    rows = model._default_manager.using(using).all()
    model._default_manager.using(REPLAY).bulk_create(list(rows), batch_size=500)


def replay(using: str, seed: int) -> list[str]:
    """Rebuild everything in one random order. Return what differs, in words."""
    empty_database()
    for label in _DIRECTORY:
        _copy(apps.get_model(label), using)
    for model in (Space, Register, Entry, Content):
        _copy(model, using)
    entries = {
        digest: read_entry(text)
        for digest, text in Entry.objects.using(using)
        .order_by("hash")
        .values_list("hash", "canonical")
    }
    with replaying(), transaction.atomic(using=REPLAY):
        _feed(entries, Random(seed))  # noqa: S311 - an order, no secret
    return list(differences(using, REPLAY))


def _feed(entries: dict[str, EntryBody], random: Random) -> None:
    ledger = Ledger(is_reported)
    for digest in causal_order(entries, random):
        if take_in(ledger, entries[digest], digest) is None:
            project(entries[digest], digest, ledger)


def differences(one: str, other: str) -> Iterator[str]:
    """Yield what differs between two databases in shared, reported and act tables."""
    for model in compared_models():
        yield from _unlike(model._meta.label, _rows(model, one), _rows(model, other))
    for model, fields in (
        (Subject, ("id", "type", "revision", "deciders_json", "seal", "label", "closed")),
        (Act, ("id", "kind", "state", "version", "deadline", "ended_at", "ended_by")),
        (Seat, ("space_id", "body_id", "joined_at", "left_at")),
        (Version, ("act_id", "number", "entry_id", "closed")),
        (Stance, ("entry_id", "body_id", "consent", "reason_id")),
    ):
        yield from _unlike(
            model._meta.label, _rows(model, one, fields), _rows(model, other, fields)
        )


def _rows(
    model: type[models.Model], using: str, fields: tuple[str, ...] | None = None
) -> dict[str, Any]:
    names = fields or tuple(f.attname for f in model._meta.concrete_fields)
    rows = model._default_manager.using(using).values_list(*names)
    keys = 2 if names[0].endswith("_id") and fields else 1
    return {repr(row[:keys]): dict(zip(names, row, strict=True)) for row in rows}


def _unlike(label: str, one: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    for key in sorted(one.keys() | other.keys()):
        if key not in other:
            yield f"{label} {key} does not follow from the registers"
        elif key not in one:
            yield f"{label} {key} follows from the registers and is missing"
        elif one[key] != other[key]:
            names = [n for n in one[key] if one[key][n] != other[key][n]]
            yield f"{label} {key} differs in {', '.join(names)}"


def main(argv: Sequence[str]) -> int:
    """Run the command. Return 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="xieqiao register replay", description=__doc__)
    parser.add_argument("--database", default="default")
    parser.add_argument("--orders", type=int, default=3, help="how many random orders (3)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(argv)
    found: list[str] = []
    for number in range(options.orders):
        unlike = replay(options.database, options.seed + number)
        print(f"order {number + 1}: {len(unlike)} differences")
        found += unlike
    for line in found[:50]:
        print(f"BAD {line}", file=sys.stderr)
    rows = sum(m._default_manager.count() for m in compared_models())
    print(f"{Entry.objects.count()} entries, {rows} shared and reported rows compared")
    return 1 if found else 0
