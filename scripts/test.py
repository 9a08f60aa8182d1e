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
from pathlib import Path

from postgresql import packaged, running

ROOT = Path(__file__).resolve().parent.parent
# No test collected (pytest's status 5) is no failure of a narrowed run.
_NOTHING_CHOSEN = 5


def pytest(title: str, more: list[str], **environment: str) -> int:
    """Run pytest with as many workers as there are cores. Return its exit status."""
    print(f"== {title}", flush=True)
    workers = str(min(os.cpu_count() or 1, 8))
    command = [sys.executable, "-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", *more]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False)
    return 0 if more and done.returncode == _NOTHING_CHOSEN else done.returncode


def on_sqlite(more: list[str]) -> int:
    """Run everything, the browser journeys too."""
    return pytest("SQLite, with the browser journeys", more, XIEQIAO_DATABASE_URL="")


def on_postgresql(binaries: Path, more: list[str]) -> int:
    """Run everything but the browser journeys, and what does not depend on the database."""
    with running(binaries) as address:
        chosen = more if "-m" in more else ["-m", "not journey and not once", *more]
        return pytest(f"PostgreSQL of {binaries}", chosen, XIEQIAO_DATABASE_URL=address)


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
