"""`xieqiao prepare`."""

from __future__ import annotations

import importlib

from xieqiao.assets import collect_if_changed
from xieqiao.cli import parser
from xieqiao.database import bring_up_to_date


def main(args: list[str]) -> int:
    """Do what an installation or an upgrade needs; what is done already is left alone.

    The engine is compiled here, so that nobody waits for it before the first result of all.
    """
    options = parser("prepare")
    options.add_argument("--no-database", action="store_true", help="leave the database alone")
    chosen = options.parse_args(args)
    failed: int = importlib.import_module("xieqiao.ui.messages").main(["compile"])
    collect_if_changed()
    importlib.import_module("xieqiao.engines.consensus").warm()
    if not chosen.no_database:
        bring_up_to_date()
    return failed
