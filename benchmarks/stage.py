"""A database for one benchmark, with invented bodies in it; thrown away afterwards."""

from __future__ import annotations

import django
from django.core.management import call_command


def set_up() -> str:
    """Prepare Django and an empty database. Return which database it is."""
    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    version = connection.cursor().execute(
        "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    )
    return f"{connection.display_name} {version.fetchone()[0]}"
