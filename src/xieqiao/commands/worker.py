"""`xieqiao worker`."""

from __future__ import annotations

import signal
import threading

from xieqiao.background import Background
from xieqiao.cli import parser


def main(args: list[str]) -> int:
    """Work until Ctrl-C."""
    parser("worker").parse_args(args)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    worker = Background()
    worker.start()
    print("Working in the background. Ctrl-C stops.", flush=True)
    while worker.is_alive() and not ended.wait(1):
        pass
    worker.stop()
    return 0
