"""The work in the background."""

from __future__ import annotations

import logging
import sys
import time
from types import ModuleType

import pytest
from django.db import connection
from django_tasks import task
from django_tasks.base import TaskResultStatus

from xieqiao import background

_done: list[str] = []


@task()
def note(word: str) -> str:
    """Remember a word."""
    _done.append(word)
    return word


@task()
def fail() -> None:
    """Go wrong."""
    raise RuntimeError("on purpose")


@pytest.mark.django_db(transaction=True)
def test_a_task_that_waits_is_run_and_one_that_fails_holds_up_nothing() -> None:
    failing, noted = fail.enqueue(), note.enqueue("word")
    assert _done == []
    background.run_waiting_tasks()
    for result in (failing, noted):
        result.refresh()
    assert failing.status == TaskResultStatus.FAILED
    assert (noted.status, noted.return_value, _done) == (
        TaskResultStatus.SUCCESSFUL,
        "word",
        ["word"],
    )


@pytest.mark.django_db(transaction=True)
def test_without_a_task_it_only_reads(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        background.run_waiting_tasks()


def _door(monkeypatch: pytest.MonkeyPatch, room: str, function: object) -> None:
    """Open a door `dusting` in a room."""
    module = ModuleType(f"xieqiao.{room}.dusting")
    module.__spec__ = type(sys.__spec__)(module.__name__, None)
    module.run = function  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)


def test_each_room_does_its_own_and_one_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    did = []

    def break_down() -> None:
        raise RuntimeError("on purpose")

    _door(monkeypatch, "acts", break_down)
    _door(monkeypatch, "topics", lambda: did.append("topics"))
    with caplog.at_level(logging.ERROR):
        background.run_rooms("dusting", "run")
    assert did == ["topics"]
    assert "break_down did not end well" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_thread_works_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    did = []
    _door(monkeypatch, "topics", lambda: did.append(connection.vendor))
    monkeypatch.setattr(background, "DOORS", (("dusting", "run", 0.0),))
    monkeypatch.setattr(background, "LOOK_EVERY", 0.01)
    worker = background.Background()
    worker.start()
    until = time.monotonic() + 5
    while len(did) < 3 and time.monotonic() < until:
        time.sleep(0.01)
    worker.stop()
    assert len(did) >= 3
    assert not worker.is_alive()
