"""The ASGI application."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xieqiao.settings")

# Under ASGI each request has its own thread, so connections are kept in a pool, not by thread.
# Only here: a pool does not survive the fork of `register verify`.
POOL = {"min_size": 1, "max_size": 20, "timeout": 10}


def keep_connections() -> None:
    """Serve requests from a pool of connections, on PostgreSQL."""
    default = connections.settings["default"]
    if default["ENGINE"].endswith("postgresql"):
        default["OPTIONS"].setdefault("pool", POOL)


keep_connections()
_django = get_asgi_application()

from xieqiao.broadcast.stream import with_streams  # noqa: E402

application = with_streams(_django)
