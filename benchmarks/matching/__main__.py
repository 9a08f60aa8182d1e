"""Run them: see the package's first lines."""

from __future__ import annotations

import argparse
import sys

from benchmarks.matching import growth, national, peer, whole

PARTS = {"peer": peer.run, "growth": growth.run, "whole": whole.run, "national": national.run}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.matching")
    parser.add_argument("which", nargs="?", choices=list(PARTS))
    options = parser.parse_args()
    good = True
    for name, run in PARTS.items():
        if options.which in (None, name):
            good &= run()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
