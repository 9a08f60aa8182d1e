"""The work between requests: what the platform ends, and what it tells."""

from __future__ import annotations

import importlib
import importlib.util

from xieqiao.acts import keys, sweep


def run_once() -> None:
    """Finish changes of keys, end what is due, and deliver what the outbox holds."""
    keys.finish_all()
    sweep.run()
    if importlib.util.find_spec("xieqiao.acts.notices"):
        importlib.import_module("xieqiao.acts.notices").deliver()
