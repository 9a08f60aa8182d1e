"""`xieqiao demo reset`."""

from __future__ import annotations

import sys

from xieqiao.cli import parser
from xieqiao.database import make_anew


def main(args: list[str]) -> int:
    """Throw away database, keys and files, and load the demonstration."""
    options = parser("demo reset")
    options.add_argument("--yes", action="store_true", help="do not ask")
    if not options.parse_args(args).yes and not _sure():
        print("Nothing was changed.")
        return 1
    make_anew()
    from xieqiao.demo.load import main as load

    return load([])


def _sure() -> bool:
    if not sys.stdin.isatty():
        return False
    print("All bodies, registers, keys and files of this data folder will be deleted.")
    return input("Type yes to go on: ").strip() == "yes"
