"""Serving: where, how fast, and how it ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.db import connection

from tests.ground.commands import PROGRAM, SECRET, environment, run
from tests.migrated import MADE, spare_migrating


@dataclass
class Served:
    """A server that runs: its process, what it said at the start, and its address."""

    process: subprocess.Popen[str]
    said: str

    @property
    def address(self) -> str:
        return self.said.splitlines()[0].split()[-1]

    def get(self, path: str) -> Any:
        return urlopen(self.address + path, timeout=10)

    def end(self, number: int) -> tuple[int, str, str]:
        """Send a signal; return the status, and what it said to both outputs."""
        self.process.send_signal(number)
        said, errors = self.process.communicate(timeout=10)
        return self.process.returncode, said, errors


Serve = Callable[..., Served]


@pytest.fixture
def taken() -> Iterator[int]:
    """Return a port that somebody else listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Return a function that starts the server and waits until it names its address."""
    started: list[subprocess.Popen[str]] = []
    spare_migrating(tmp_path)

    def start(*words: str, **settings: str) -> Served:
        process = subprocess.Popen(
            [*PROGRAM, "serve", *words],
            env=environment(tmp_path, **settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        said = ""
        while not said.endswith("stops the server.\n"):
            line = process.stdout.readline()
            assert line, process.communicate()
            said += line
        return Served(process, said)

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.once
def test_it_takes_the_next_free_port_answers_and_ends_cleanly(serve: Serve, taken: int) -> None:
    server = serve("--port", str(taken))
    port = int(server.address.rstrip("/").rsplit(":", 1)[1])
    assert taken < port < taken + 50
    assert "xieqiao body create" in server.said
    with server.get("sign-in/") as answer:
        assert answer.status == 200
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert server.end(signal.SIGINT) == (0, "Xieqiao has stopped. 协桥已停止。\n", "")


@pytest.mark.once
def test_the_second_start_takes_less_than_four_seconds_and_ends_at_sigterm(serve: Serve) -> None:
    status, _, errors = serve("--port", "18000").end(signal.SIGTERM)
    assert (status, errors) == (0, "")
    began = time.monotonic()
    with serve("--port", "18000").get("sign-in/") as answer:
        assert answer.status == 200
    assert time.monotonic() - began < 4


def test_in_production_a_taken_port_is_not_exchanged_for_another(
    tmp_path: Path, taken: int
) -> None:
    done = run(tmp_path, "serve", port=str(taken), mode="production", secret_key=SECRET)
    assert done.returncode == 2
    assert done.stderr.startswith(f"xieqiao: XIEQIAO_PORT: cannot listen on port {taken} ")


def test_a_host_that_is_not_this_machine_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "serve", "--host", "no.such.host.invalid")
    assert done.returncode == 2
    assert "XIEQIAO_HOST: there is no address" in done.stderr


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_it_serves_from_a_pool_on_postgresql(serve: Serve) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("about PostgreSQL")
    folder, name = connection.settings_dict["OPTIONS"]["host"], f"served_{time.time_ns()}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}{f' TEMPLATE {MADE}' if MADE else ''}")
    address = f"postgresql://postgres@/{name}?host={folder}"
    server = serve("--port", "18100", database_url=address)
    for _ in range(30):
        with server.get("sign-in/") as answer:
            assert answer.status == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name])
        assert 1 <= cursor.fetchone()[0] <= 6
    assert server.end(signal.SIGINT)[0] == 0
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
