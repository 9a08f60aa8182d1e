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

from xieqiao.meetings.counting import miscounted
from xieqiao.meetings.models import (
    ActivityComment,
    Minutes,
    PointOfOrder,
    RunningItem,
    Speaker,
)

_CHUNK = 500
# What of a row goes into the digest; the first is the moment by which rows stand in order.
_COMMENTS: tuple[type[Any], tuple[str, ...]] = (
    ActivityComment,
    ("at", "id", "body_id", "person_id", "shown_as", "text"),
)
_RUN: dict[str, tuple[type[Any], tuple[str, ...]]] = {
    "items": (
        RunningItem,
        ("started_at", "id", "place", "title", "minutes", "ended_at", "body_id", "shown_as"),
    ),
    "speakers": (
        Speaker,
        ("asked_at", "id", "body_id", "person_id", "shown_as", "state", "item_id", "started_at",
         "ended_at"),
    ),
    "points_of_order": (
        PointOfOrder,
        ("at", "id", "body_id", "person_id", "shown_as", "text", "answer", "settled_at"),
    ),
}  # fmt: skip


def live_digest(activity_id: UUID, using: str = "default") -> str:
    """Return the SHA-256 over the canonical JSON (RFC 8785) of what happened live."""
    comments = _rows(*_COMMENTS, activity_id, using)
    run = {name: _rows(*table, activity_id, using) for name, table in _RUN.items()}
    said: Any = {"comments": comments, **run} if any(run.values()) else comments
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def check_digests(using: str) -> Iterator[str]:
    """Name the minutes whose digest is not that of what happened live, as it is now."""
    rows = Minutes.objects.using(using).order_by("id")
    for minutes in rows.iterator(chunk_size=_CHUNK):
        if live_digest(minutes.activity_id, using) != minutes.digest:
            yield f"minutes {minutes.id}: the comments do not give their digest"
        yield from miscounted(minutes, using)


def _rows(
    model: type[Any], names: tuple[str, ...], activity: UUID, using: str
) -> list[dict[str, Any]]:
    """Return the rows as plain values; the first of `names` is the moment that orders them."""
    rows = model.objects.using(using).filter(activity=activity).order_by(names[0], "id")
    return [
        {name.removesuffix("_id"): _plain(getattr(row, name)) for name in names} for row in rows
    ]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return str(value) if isinstance(value, UUID) else value
