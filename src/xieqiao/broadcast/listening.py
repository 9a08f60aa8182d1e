"""Hearing of events that other processes commit: PostgreSQL's LISTEN, one connection a process."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connection

from xieqiao.broadcast.lines import Told, read_notice
from xieqiao.broadcast.waking import NOTIFY

LONGEST_PAUSE = 15.0
log = logging.getLogger(__name__)


async def listen(one: Callable[[str, Told | None], None], all_of_them: Callable[[], None]) -> None:
    """Call `one` with each channel that has something new; `all_of_them` after a lost connection.

    `one` gets the event too unless it is long. What was notified while there was no connection is
    lost to us; the table has it.
    """
    pause = 0.0
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as own:
                await own.execute(f"LISTEN {NOTIFY}")
                pause = 0.0
                all_of_them()
                async for notice in own.notifies():
                    one(*read_notice(notice.payload))
        except psycopg.Error as error:
            log.warning("no live events from other processes for the moment: %s", error)
        pause = min(pause * 2 + random.random(), LONGEST_PAUSE)  # noqa: S311
        await asyncio.sleep(pause)


def _address() -> dict[str, Any]:
    """Return how to reach the database, as Django does, but outside its pool."""
    own = connection.settings_dict
    named = {
        "dbname": own["NAME"],
        "user": own["USER"],
        "password": own["PASSWORD"],
        "host": own["HOST"],
        "port": own["PORT"],
    }
    options = {k: v for k, v in own["OPTIONS"].items() if isinstance(v, str | int) and k != "pool"}
    alive = {"keepalives_idle": 30, "keepalives_interval": 10, "application_name": "xieqiao live"}
    return alive | options | {k: v for k, v in named.items() if v}
