"""What waits on a desk, and what can be found."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, router
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem
from xieqiao.acts.sight import sat
from xieqiao.portal.grams import query_grams
from xieqiao.portal.models import Findable


def _sources() -> Iterator[tuple[str, Any]]:
    for room in settings.ROOMS:
        for name in ("desk", "desk_items"):
            module = f"xieqiao.{room}.{name}"
            if importlib.util.find_spec(module):
                items = getattr(importlib.import_module(module), "items", None)
                if items is not None:
                    yield room, items


def desk_items(acting: Acting) -> list[tuple[str, DeskItem]]:
    """Return what each room puts on the desk of this reader, with the room, in no order."""
    return [(room, item) for room, items in _sources() for item in items(acting)]


# ruff: noqa: S608, S611 - the table's name is ours, and what was typed goes in as a parameter
def _matching(grams: list[str]) -> Any:
    table = Findable._meta.db_table
    if connections[router.db_for_read(Findable)].vendor == "sqlite":
        match = " AND ".join('"' + g.replace('"', '""') + '"' for g in grams)
        return RawSQL(f"SELECT rowid FROM {table}_fts WHERE {table}_fts MATCH %s", (match,))
    query = " & ".join("'" + g.replace("'", "''").replace("\\", "\\\\") + "'" for g in grams)
    vector = f"to_tsvector('simple', {table}.grams)"
    return RawSQL(f"SELECT key FROM {table} WHERE {vector} @@ to_tsquery('simple', %s)", (query,))


def _audience(acting: Acting) -> Q:
    seen = sat(acting, "at", space="space")
    reads = acting.can(Capability.READ_SHARED)
    own = Q(space=None, body=acting.body_id) if acting.can(Capability.READ_OWN) else Q(pk__in=[])
    return (seen if reads else Q(pk__in=[])) | own


def found_by(acting: Acting, words: str) -> QuerySet[Findable]:
    """Return what the body may see and has all these words, the newest first."""
    grams = query_grams(words)
    if not grams:
        return Findable.objects.none()
    rows = Findable.objects.filter(_audience(acting)).filter(key__in=_matching(grams))
    return rows.order_by("-at", "key")


@dataclass(frozen=True)
class Hit:
    """A found thing as the page shows it."""

    title: str
    sort: str
    path: str
    excerpt: list[tuple[str, bool]]
    at: datetime | None
    demonstration: bool


def hits(acting: Acting, rows: list[Findable], words: str) -> list[Hit]:
    """Return the found rows with their pages; one query for each model among them."""
    by_model: dict[str, list[Findable]] = {}
    for row in rows:
        by_model.setdefault(row.model, []).append(row)
    things = {
        thing.pk: thing
        for label, found in by_model.items()
        for thing in apps.get_model(label)._default_manager.filter(pk__in=[f.thing for f in found])
    }
    return [_hit(acting, row, things[row.thing], words) for row in rows if row.thing in things]


def _hit(acting: Acting, row: Findable, thing: Any, words: str) -> Hit:
    return Hit(
        title=row.title,
        sort=str(thing._meta.verbose_name),
        path=thing.path(acting.slug),
        excerpt=_excerpt(row.text, words),
        at=row.at,
        demonstration=row.demonstration,
    )


def _excerpt(text: str, words: str, around: int = 40) -> list[tuple[str, bool]]:
    """Return the text around the first word found, in pieces: found, or not."""
    sought = [re.escape(word) for word in words.split()] or [re.escape(words)]
    pattern = re.compile("|".join(sought), re.IGNORECASE)
    match = pattern.search(text)
    start = max(0, match.start() - around) if match else 0
    end = start + 3 * around
    piece = text[start:end].replace("\n", " ")
    pieces = [
        (p, n % 2 == 1)
        for n, p in enumerate(re.split(f"({pattern.pattern})", piece, flags=re.IGNORECASE))
    ]
    return (
        [("…", False)] * bool(start)
        + [p for p in pieces if p[0]]
        + [("…", False)] * (end < len(text))
    )
