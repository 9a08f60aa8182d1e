"""A server of its own, as a program, and somebody who visits it as a browser would."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from tests.ground.commands import PROGRAM, environment, run
from tests.migrated import spare_migrating

ROOT = Path(__file__).resolve().parents[2]
_CSRF = "x" * 32


@dataclass(frozen=True)
class Answer:
    """What a page answers."""

    status: int
    text: str
    location: str

    def reads(self, *wanted: str) -> None:
        """See these words on the page."""
        missing = [one for one in wanted if one not in self.text]
        assert not missing, f"{self.status}: {missing} not in {words(self.text)}"


def words(page: str) -> str:
    """Return a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@dataclass
class Server:
    """A server that runs on a data folder, and the people who know it."""

    folder: Path
    told: dict[str, Any]
    process: subprocess.Popen[str] | None = None
    port: int = 0

    def start(self, *words_: str) -> Server:
        """Start it, and wait until it says its address."""
        self.process = subprocess.Popen(
            [*PROGRAM, "serve", "--port", "18400", *(words_ or ("--no-background",))],
            env=surroundings(self.folder),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        assert "http://" in said, said
        self.port = urlsplit(said.split()[-1]).port or 0
        return self

    def kill(self) -> None:
        """End it as a power cut would: nothing of it runs any more."""
        assert self.process is not None
        self.process.kill()
        self.process.communicate()
        self.process = None

    def visitor(self, number: int = 0) -> Visitor:
        """Return the secretary-general of one of the two bodies."""
        return Visitor(self, self.told["people"][number])

    def command(self, *words_: str) -> subprocess.CompletedProcess[str]:
        """Run a command on the server's data folder."""
        return run(self.folder, *words_)


class Visitor:
    """Somebody signed in, in English."""

    def __init__(self, server: Server, who: dict[str, str]) -> None:
        self.server, self.who = server, who

    def get(self, path: str) -> Answer:
        """Open a page of the own body."""
        return self._ask("GET", path)

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form of the own body."""
        marks = {"acting": self.who["acting"], "csrfmiddlewaretoken": _CSRF}
        return self._ask("POST", path, urlencode({**marks, **fields}))

    def propose(self, title: str, act: str = "", **fields: str) -> Answer:
        """Propose a topic."""
        path = f"acts/new/topic.confirm/?partnership={self.server.told['partnership']}"
        return self.post(path, title=title, _act=act or str(uuid4()), **fields)

    def _ask(self, method: str, path: str, data: str | None = None) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.who['session']}; csrftoken={_CSRF}",
            "Accept-Language": "en",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, f"/b/{self.who['slug']}/{path}", data, headers)
            answer = connection.getresponse()
            text = html.unescape(answer.read().decode())
            return Answer(answer.status, text, answer.headers.get("Location", ""))
        finally:
            connection.close()


def surroundings(folder: Path) -> dict[str, str]:
    """Return the environment of the server's programs."""
    given = environment(folder)
    return given | {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "PYTHONPATH": _paths(given)}


def _paths(given: dict[str, str]) -> str:
    return ":".join([str(ROOT), *filter(None, [given.get("PYTHONPATH")])])


def staged(folder: Path, stage: str = "tests.faults.stage") -> dict[str, Any]:
    """Fill a data folder; return what visitors need to know."""
    spare_migrating(folder)
    done = subprocess.run(
        [sys.executable, "-m", stage], env=surroundings(folder),
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


@contextmanager
def served(filled: Path, told: dict[str, Any], folder: Path) -> Iterator[Server]:
    """Run a server on a copy of a filled folder."""
    shutil.copytree(filled, folder, dirs_exist_ok=True)
    server = Server(folder, told)
    try:
        yield server.start()
    finally:
        if server.process is not None:
            server.kill()
