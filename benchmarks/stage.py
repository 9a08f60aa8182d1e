"""A database for one benchmark; thrown away afterwards, unless it is to be kept in a folder."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import django
from django.core.management import call_command


def set_up(kept: Path | None = None) -> str:
    """Prepare Django, and an empty database in a folder of its own. Return which database it is.

    With `--postgresql` it is a PostgreSQL of its own, started for the run (its commits do not wait
    for the disk); with XIEQIAO_DATABASE_URL that one: name an empty one. `kept` is a folder in
    which what the benchmark makes, and a PostgreSQL of its own, stay for its next run.
    """
    if "--postgresql" in sys.argv:
        sys.argv.remove("--postgresql")
        os.environ["XIEQIAO_DATABASE_URL"] = _postgresql(kept / "postgresql" if kept else None)
    if kept is None:
        folder = Path(tempfile.mkdtemp(prefix="xieqiao-bench-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    else:
        folder = kept
        folder.mkdir(parents=True, exist_ok=True)
    os.environ |= {"XIEQIAO_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "xieqiao.settings"}
    django.setup()
    from django.db import connection

    call_command("migrate", verbosity=0)
    version = connection.cursor().execute(
        "SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version"
    )
    return f"{connection.display_name} {version.fetchone()[0]}"


def _postgresql(kept: Path | None) -> str:
    sys.path.append(str(Path(__file__).resolve().parent.parent / "scripts"))
    from postgresql import packaged, running

    until_the_end = ExitStack()
    atexit.register(until_the_end.close)
    return until_the_end.enter_context(running(packaged(), kept))
