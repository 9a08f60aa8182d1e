"""A disk that is full: a clear page, nothing half, and everything goes on once there is room.

As root on a small file system of its own; otherwise by a limit on how large files may become.
"""

from __future__ import annotations

import os
import resource
import sqlite3
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.faults.server import Server, served

pytestmark = pytest.mark.skipif(
    "os.environ.get('XIEQIAO_DATABASE_URL')", reason="about a server with a database file"
)
TITLE = "Clean river before the summer"
ROOM = 3 * 1024 * 1024
Filling = Callable[[Server], Any]


@contextmanager
def _small_file_system(folder: Path, size: int) -> Iterator[bool]:
    """Mount one, if we may; say whether it is there."""
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    mounted = (
        os.geteuid() == 0
        and subprocess.run(words, check=False, capture_output=True).returncode == 0
    )
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(folder)], check=True)


def _runs(words: list[str]) -> bool:
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


@contextmanager
def _filled_up(server: Server) -> Iterator[None]:
    """Leave no byte of the file system free."""
    ballast = server.folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        ballast.unlink()


@contextmanager
def _limited(server: Server) -> Iterator[None]:
    """Let no file of the server become larger than its database is."""
    assert server.process is not None
    size = (server.folder / "xieqiao.sqlite3").stat().st_size
    before = resource.prlimit(
        server.process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY)
    )
    assert size > 0
    try:
        yield
    finally:
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, before)


@pytest.fixture(params=["file system", "limit"])
def filling(
    request: pytest.FixtureRequest, filled: tuple[Path, dict[str, Any]], tmp_path: Path
) -> Iterator[tuple[Server, Filling]]:
    """Return a running server, and what fills its disk up."""
    if request.param == "limit":
        with served(*filled, tmp_path / "data") as server:
            yield server, _limited
        return
    size = sum(file.stat().st_size for file in filled[0].rglob("*") if file.is_file()) + ROOM
    with _small_file_system(tmp_path / "small", size) as mounted:
        if not mounted:
            missing = "no file system can be mounted here: a disk that is really full is not tried"
            warnings.warn(missing, stacklevel=1)
            pytest.skip(missing)
        with served(*filled, tmp_path / "small" / "data") as server:
            yield server, _filled_up


def test_a_full_disk_is_said_and_changes_nothing(filling: tuple[Server, Filling]) -> None:
    server, fill_up = filling
    visitor, act = server.visitor(), str(uuid4())
    typed = {"question": "How do we clean it before the summer? " * 100}
    assert visitor.propose("A topic before").status == 302
    before = _state(server)
    with fill_up(server):
        assert visitor.get("acts/").status == 200, "reading goes on"
        answers = [visitor.propose(TITLE, act, **typed)]
        while answers[-1].status == 302 and len(answers) < 50:
            before = _state(server)
            answers.append(visitor.propose(TITLE, act := str(uuid4()), **typed))
        answer = answers[-1]
        assert answer.status == 503, answer.text
        answer.reads("disk is full", "Nothing was changed", TITLE, typed["question"].strip())
        assert visitor.get("acts/").status == 200, "reading still goes on"
    assert _state(server) == before
    done = server.command("register", "verify")
    assert done.returncode == 0, done.stderr
    assert visitor.propose(TITLE, act, **typed).status == 302, "there is room again"
    assert server.command("register", "verify").returncode == 0


def _state(server: Server) -> dict[str, int]:
    """Return how many rows the tables of acts have."""
    with closing(sqlite3.connect(server.folder / "xieqiao.sqlite3")) as database:
        tables = [
            r[0] for r in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in tables
            if table.startswith(("acts_", "topics_", "portal_"))
        }
