"""What a page said is saved survives; what cannot be saved is said clearly, and nothing is half.

Each against a server of its own, as people run it: killed, without a key, behind a locked database.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPException
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults.server import Server

pytestmark = pytest.mark.skipif(
    "os.environ.get('XIEQIAO_DATABASE_URL')", reason="about a server with a database file"
)
KILLS, AT_ONCE = 2, 3
TITLE = "Clean river before the summer"


def _rows(server: Server, sql: str) -> set[str]:
    with closing(sqlite3.connect(server.folder / "xieqiao.sqlite3")) as database:
        return {row[0] for row in database.execute(sql)}


def _whole(server: Server) -> None:
    """Verify and replay what is on the disk."""
    for words in (("register", "verify"), ("register", "replay", "--orders", "1")):
        done = server.command(*words)
        assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_acknowledged_is_there_after_each_kill(server: Server) -> None:
    """Requests commit acts all the time; the process is killed in their midst, again and again."""
    acknowledged: set[str] = set()
    for number in range(KILLS):
        before = len(acknowledged)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            ending = threading.Event()
            work = [pool.submit(_propose_on, server, acknowledged, ending) for _ in range(AT_ONCE)]
            while len(acknowledged) < before + 4 + number:
                time.sleep(0.01)
            server.kill()
            ending.set()
            for one in work:
                one.result()
        server.start()
        there = _rows(server, "SELECT id FROM acts_act")
        assert {act.replace("-", "") for act in acknowledged} <= there
    assert len(acknowledged) >= KILLS * 4
    _whole(server)
    assert server.visitor().propose(TITLE).status == 302


def _propose_on(server: Server, acknowledged: set[str], ending: threading.Event) -> None:
    visitor = server.visitor()
    while not ending.is_set():
        act = str(uuid4())
        try:
            answer = visitor.propose(TITLE, act)
        except (OSError, HTTPException):
            return
        assert answer.status == 302, answer.text
        acknowledged.add(act)


def test_without_its_key_a_body_reads_but_cannot_sign(server: Server) -> None:
    visitor, other = server.visitor(), server.visitor(1)
    act = str(uuid4())
    assert other.propose("A topic of theirs", act).status == 302
    key = _key(server)
    key.rename(key.with_suffix(".away"))

    visitor.get(f"acts/{act}/").reads("A topic of theirs")
    refused = visitor.propose(TITLE)
    refused.reads("The key of this body is not in its place", "xieqiao doctor", TITLE)
    of_it = f"SELECT entry_id FROM acts_version WHERE act_id = '{act.replace('-', '')}'"
    answer = visitor.post(f"acts/{act}/consent/", digest=_rows(server, of_it).pop())
    answer.reads("The key of this body is not in its place")
    assert _rows(server, "SELECT state FROM acts_act WHERE kind = 'topic.confirm'") == {"open"}
    found = server.command("doctor")
    assert str(key) in found.stdout
    assert found.returncode == 1

    key.with_suffix(".away").rename(key)
    assert visitor.propose(TITLE).status == 302
    _whole(server)


def _key(server: Server) -> Path:
    return server.folder / "keys" / Path(server.told["people"][0]["key"]).name


def test_a_locked_database_gives_the_typed_text_back(server: Server) -> None:
    visitor, act = server.visitor(), str(uuid4())
    typed = {"question": "How do we clean it before the summer?"}
    with closing(sqlite3.connect(server.folder / "xieqiao.sqlite3")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        assert visitor.get("acts/").status == 200, "reading goes on"
        answer = visitor.propose(TITLE, act, **typed)
        other.execute("ROLLBACK")
    assert answer.status == 503
    answer.reads("The server is busy", "Nothing was changed", TITLE, typed["question"])
    assert act.replace("-", "") not in _rows(server, "SELECT id FROM acts_act")
    assert visitor.propose(TITLE, act, **typed).status == 302


def test_a_database_locked_for_a_moment_is_waited_for(server: Server) -> None:
    visitor, act = server.visitor(), str(uuid4())
    with closing(sqlite3.connect(server.folder / "xieqiao.sqlite3")) as other:
        other.isolation_level = None
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(visitor.propose, TITLE, act)
            time.sleep(0.7)
            assert not waiting.done()
            other.execute("ROLLBACK")
            assert waiting.result().status == 302
    assert act.replace("-", "") in _rows(server, "SELECT id FROM acts_act")
