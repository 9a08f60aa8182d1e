"""`xieqiao worker`."""

from __future__ import annotations

import signal
import time
from types import FrameType
from typing import NoReturn

from xieqiao.background import Background
from xieqiao.cli import parser


def main(args: list[str]) -> int:
    """Work until Ctrl-C."""
    parser("worker").parse_args(args)
    signal.signal(signal.SIGTERM, _end)
    worker = Background()
    worker.start()
    print("Working in the background. Ctrl-C stops.", flush=True)
    try:
        while worker.is_alive():
            time.sleep(1)
    except KeyboardInterrupt:
        pass
    worker.stop()
    return 0


def _end(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
