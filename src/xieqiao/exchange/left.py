"""Rows as a body that left their partnership knew them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import F

from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import ActState, Version
from xieqiao.acts.projection import moves_of, version_payload
from xieqiao.exchange.acts.rows import RowKind


def as_left(rows: Iterable[Any]) -> list[Any]:
    """Put the words of their time into rows that changed after the asking body had left.

    Each row has `left_by_us`: None, or when the body left.
    """
    found = list(rows)
    changed = {row.id: row for row in found if _changed(row)}
    if not changed:
        return found
    versions = Version.objects.filter(
        act__subject_id__in=changed, act__state=ActState.SEALED, number=F("act__version")
    )
    ordered = versions.select_related("act", "structural", "erasable").order_by("act__ended_at")
    for version in ordered:
        row, ended = changed[version.act.subject_id], version.act.ended_at
        kind = kind_named(version.act.kind)
        if ended is not None and ended <= row.left_by_us and isinstance(kind, RowKind):
            _restore(row, kind, version)
    return found


def _changed(row: Any) -> bool:
    left = getattr(row, "left_by_us", None)
    return left is not None and row.in_force_at > left


def _restore(row: Any, kind: RowKind[Any], version: Version) -> None:
    payload = version_payload(version.act, version)
    for name, value in kind.fields(payload).items():
        setattr(row, name, value)
    row.closed = any(m.closes for m in moves_of(version) if m.id == str(row.id))
    if kind.within is not None:
        model = kind.within.model
        rows = [
            model(id=UUID(int=(row.id.int + n) % 2**128), position=n, **columns)
            for n, columns in enumerate(kind.rows(payload))
        ]
        row._prefetched_objects_cache = {kind.within.name: rows}
