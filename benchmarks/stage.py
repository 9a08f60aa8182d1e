"""A database for one benchmark, with invented bodies in it; thrown away afterwards."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

import django
from django.core.management import call_command


def set_up() -> str:
    """Prepare Django, and an empty database in a folder of its own. Return which database it is.

    With XIEQIAO_DATABASE_URL it is that PostgreSQL instead: name an empty one.
    """
    folder = tempfile.mkdtemp(prefix="xieqiao-bench-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ |= {"XIEQIAO_DATA": folder, "DJANGO_SETTINGS_MODULE": "xieqiao.settings"}
    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    version = connection.cursor().execute(
        "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    )
    return f"{connection.display_name} {version.fetchone()[0]}"
