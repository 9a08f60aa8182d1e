"""Telling everyone who watches a channel that something has happened.

An event is a row, written in the caller's transaction: if that is rolled back, nothing was told.
The channel's row is locked from the number's assignment until the commit, so the numbers have no
gaps and appear in their order; whoever has seen number 7 has seen 6. Publish last in a
transaction, and in a transaction that publishes in several channels, in the order of their names.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from xieqiao.broadcast.lines import told
from xieqiao.broadcast.models import Channel, Event
from xieqiao.broadcast.often import later
from xieqiao.broadcast.waking import NOTIFY, woken
from xieqiao.turns import in_turn_to_write

_CHANNEL = re.compile(r"[A-Za-z0-9:._-]{1,120}")
_NEXT = (
    "INSERT INTO broadcast_channel (name, last, at) VALUES (%s, 1, %s) ON CONFLICT (name) "
    "DO UPDATE SET last = broadcast_channel.last + 1, at = excluded.at RETURNING last"
)
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")


def publish(channel: str, kind: str, data: dict[str, Any], *, often: bool = False) -> None:
    """Tell what happened to everyone who watches the channel, once the transaction commits.

    `channel` is like `activity:<id>`, `kind` like `running`; `data` must be plain JSON and hold
    nothing that not every watcher may know. With `often`, only the newest event of a kind counts:
    it is told at most a few times a second and costs the caller's transaction nothing.
    Raises ValueError for a name that is none.
    """
    if not _CHANNEL.fullmatch(channel) or not _KIND.fullmatch(kind):
        raise ValueError(f"{channel!r}, {kind!r}: not the names of a channel and a kind")
    if often:
        transaction.on_commit(lambda: later(channel, kind, data, _write))
    else:
        _write(channel, kind, data)


def latest(channel: str) -> int:
    """Return the number of the last event of a channel; read it before what a page shows."""
    row = Channel.objects.filter(name=channel).values_list("last", flat=True).first()
    return int(row or 0)


def _write(channel: str, kind: str, data: dict[str, Any], newest_only: bool = False) -> None:
    with in_turn_to_write(), transaction.atomic():
        now = timezone.now()
        row = Event.objects.create(
            channel=channel,
            number=_next(channel, now),
            kind=kind,
            data=data,
            newest_only=newest_only,
            at=now,
        )
        event = told(row)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", [NOTIFY, event.notice(channel)])
        transaction.on_commit(lambda: woken(channel, event))


def _next(channel: str, now: datetime) -> int:
    """Return the next number of a channel, whose row is locked from here on."""
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [channel, at])
        return int(cursor.fetchone()[0])
