"""The digest by which minutes freeze what happened live.

Of an activity that was never run, it is that of the comments alone, as it always was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import Model

from xieqiao.meetings.counting import miscounted
from xieqiao.meetings.models import (
    ActivityComment,
    Minutes,
    PointOfOrder,
    RunningItem,
    Speaker,
)

_CHUNK = 500
_COMMENT = ("id", "body_id", "person_id", "shown_as", "text", "at")
_RUN: tuple[tuple[str, type[Any], tuple[str, ...]], ...] = (
    (
        "items",
        RunningItem,
        ("id", "place", "title", "minutes", "started_at", "ended_at", "body_id", "shown_as"),
    ),
    (
        "speakers",
        Speaker,
        ("id", "body_id", "person_id", "shown_as", "state", "item_id", "asked_at", "started_at",
         "ended_at"),
    ),
    (
        "points_of_order",
        PointOfOrder,
        ("id", "body_id", "person_id", "shown_as", "text", "at", "answer", "settled_at"),
    ),
)  # fmt: skip


def live_digest(activity_id: UUID, using: str = "default") -> str:
    """Return the SHA-256 over the canonical JSON (RFC 8785) of what happened live."""
    comments = _rows(ActivityComment, _COMMENT, activity_id, using)
    run = {name: _rows(model, names, activity_id, using) for name, model, names in _RUN}
    said: Any = {"comments": comments, **run} if any(run.values()) else comments
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def check_digests(using: str) -> Iterator[str]:
    """Name the minutes whose digest is not that of what happened live, as it is now."""
    rows = Minutes.objects.using(using).order_by("id")
    for minutes in rows.iterator(chunk_size=_CHUNK):
        if live_digest(minutes.activity_id, using) != minutes.digest:
            yield f"minutes {minutes.id}: the comments do not give their digest"
        yield from miscounted(minutes, using)


def _rows(model: type[Any], names: tuple[str, ...], activity: UUID, using: str) -> list[Any]:
    rows = model.objects.using(using).filter(activity=activity)
    in_order = sorted(rows, key=lambda row: (_first(row), row.id))
    return [{name.removesuffix("_id"): _plain(getattr(row, name)) for name in names}
            for row in in_order]  # fmt: skip


def _first(row: Model) -> datetime:
    """Return the moment by which rows of a model stand in order."""
    moment: datetime = getattr(row, row._meta.ordering[0])  # type: ignore[arg-type]
    return moment


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
