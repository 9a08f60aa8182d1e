"""Runs the tests on SQLite with the browser journeys, then on a PostgreSQL that it starts itself.

python scripts/test.py                       both
python scripts/test.py sqlite -k topic       one of them; the rest goes to pytest
python scripts/test.py postgresql
python scripts/test.py --binaries /usr/lib/postgresql/15/bin postgresql -m database
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
from postgresql import packaged, running

ROOT = Path(__file__).resolve().parent.parent
# No test collected (pytest's status 5) is no failure of a narrowed run.
_NOTHING_CHOSEN = 5
_TEMPLATE = "migrated"


def pytest(title: str, more: list[str], **environment: str) -> int:
    """Run pytest with as many workers as there are cores. Return its exit status."""
    print(f"== {title}", flush=True)
    workers = str(min(os.cpu_count() or 1, 8))
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", *more]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    return 0 if more and done.returncode == _NOTHING_CHOSEN else done.returncode


def migrate(data: str, address: str = "") -> None:
    """Bring a database up to date once, for tests to copy."""
    environment = {**os.environ, "XIEQIAO_DATA": data, "XIEQIAO_DATABASE_URL": address}
    command = [sys.executable, "-m", "xieqiao.cli", "manage", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def on_sqlite(more: list[str]) -> int:
    """Run everything, the browser journeys too."""
    with tempfile.TemporaryDirectory(prefix="xieqiao-migrated-") as data:
        migrate(data)
        made = {"XIEQIAO_DATABASE_URL": "", "TESTS_MIGRATED": f"{data}/xieqiao.sqlite3"}
        return pytest("SQLite, with the browser journeys", more, **made)


def on_postgresql(binaries: Path, more: list[str]) -> int:
    """Run everything but the browser journeys, and what does not depend on the database."""
    chosen = more if "-m" in more else ["-m", "not journey and not once", *more]
    with running(binaries) as address, tempfile.TemporaryDirectory() as data:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        migrate(data, address.replace("/postgres?", f"/{_TEMPLATE}?"))
        made = {"XIEQIAO_DATABASE_URL": address, "TESTS_MIGRATED": _TEMPLATE}
        return pytest(f"PostgreSQL of {binaries}", chosen, **made)


def main() -> int:
    """Run what was asked for; return 1 when anything failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--binaries", type=Path, help="of another PostgreSQL")
    parser.add_argument("database", nargs="?", choices=["sqlite", "postgresql"])
    options, more = parser.parse_known_args()
    statuses = []
    if options.database != "postgresql":
        statuses.append(on_sqlite(more))
    if options.database != "sqlite":
        statuses.append(on_postgresql(options.binaries or packaged(), more))
    return 1 if any(statuses) else 0


if __name__ == "__main__":
    raise SystemExit(main())
