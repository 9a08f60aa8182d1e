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
from collections.abc import Callable, Iterator

from django.conf import settings
from django.db import close_old_connections, connections

LOOK_EVERY = 1.0
SWEEP_EVERY = 30.0
log = logging.getLogger(__name__)


class Background(threading.Thread):
    """Runs tasks as they come, and every room's `sweep.run` twice a minute."""

    def __init__(self) -> None:
        super().__init__(name="background", daemon=True)
        self._ending = threading.Event()
        self._swept_at = float("-inf")

    def run(self) -> None:
        """Work until `stop` is called; an error is logged and the work goes on."""
        while not self._ending.is_set():
            _guarded(run_waiting_tasks)
            if time.monotonic() - self._swept_at >= SWEEP_EVERY:
                self._swept_at = time.monotonic()
                sweep()
            close_old_connections()
            self._ending.wait(LOOK_EVERY)
        connections.close_all()

    def stop(self) -> None:
        """Ask it to end, and wait for the task at hand."""
        self._ending.set()
        self.join(timeout=10)


def sweep() -> None:
    """Let each room do what is due by itself."""
    for run in _sweeps():
        _guarded(run)


def _sweeps() -> Iterator[Callable[[], object]]:
    for room in settings.ROOMS:
        name = f"xieqiao.{room}.sweep"
        if importlib.util.find_spec(name):
            yield importlib.import_module(name).run


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


def _guarded(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception:
        log.exception("%s.%s did not end well", work.__module__, work.__name__)
