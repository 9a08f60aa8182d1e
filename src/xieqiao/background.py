"""Work in the background: tasks that pages have put off, and what is due by itself.

`xieqiao serve` runs it as a thread; several web processes on one PostgreSQL leave it to
`xieqiao worker`. Running it twice is harmless.
"""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
import platform
import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connections

LOOK_EVERY = 1.0
# What a room may do by itself: the function of a door, and how often, in seconds.
DOORS = (("background", "run_once", 3.0), ("sweep", "run", 30.0))
log = logging.getLogger(__name__)


class Background(threading.Thread):
    """Runs tasks as they come, and what the rooms do by themselves, each in its rhythm."""

    def __init__(self) -> None:
        super().__init__(name="background", daemon=True)
        self._ending = threading.Event()
        self._ran_at: dict[str, float] = {}

    def run(self) -> None:
        """Work until `stop` is called; an error is logged and the work goes on."""
        while not self._ending.is_set():
            guarded(run_waiting_tasks)
            for door, function, every in DOORS:
                if self._is_due(door, every):
                    run_rooms(door, function)
            close_old_connections()
            self._ending.wait(LOOK_EVERY)
        connections.close_all()

    def _is_due(self, door: str, every: float) -> bool:
        now = time.monotonic()
        due = now - self._ran_at.get(door, float("-inf")) >= every
        if due:
            self._ran_at[door] = now
        return due

    def stop(self) -> None:
        """Ask it to end, and wait for the task at hand."""
        self._ending.set()
        if self.is_alive():
            self.join(timeout=10)


def run_rooms(door: str, function: str) -> None:
    """Call the function of this door in every room that has it."""
    for room in settings.ROOMS:
        name = f"xieqiao.{room}.{door}"
        if importlib.util.find_spec(name):
            guarded(getattr(importlib.import_module(name), function))


def run_waiting_tasks() -> None:
    """Run every task that waits; without one, this is a single read."""
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    if not DBTaskResult.objects.ready().exists():
        return
    Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{platform.node()[:40]}-{os.getpid()}",
        excluded_queue_names=[],
    ).run()


def guarded(work: Callable[[], object]) -> None:
    """Do some work; an error is logged, and ends nothing else."""
    try:
        work()
    except Exception:
        log.exception("%s.%s did not end well", work.__module__, work.__name__)
