"""The ASGI application."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")

# Requests share the threads of `lanes`. On PostgreSQL their connections come from a pool, so that
# an idle thread holds none; on SQLite each thread keeps its own.
# Only here: a pool does not survive the fork of `register verify`.
POOL = {"min_size": 1, "max_size": 20, "timeout": 10}


def keep_connections() -> None:
    """Serve requests from a pool of connections on PostgreSQL, from kept ones on SQLite."""
    default = connections.settings["default"]
    if default["ENGINE"].endswith("postgresql"):
        default["OPTIONS"].setdefault("pool", POOL)
    else:
        default["CONN_MAX_AGE"] = None


keep_connections()
_django = get_asgi_application()

from xieqiao.broadcast.stream import with_streams  # noqa: E402
from xieqiao.consultations.booth.front import with_booth  # noqa: E402
from xieqiao.lanes import in_lanes  # noqa: E402

application = with_streams(with_booth(in_lanes(_django)))
