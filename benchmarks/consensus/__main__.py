"""Run them: see the package's first lines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.consensus import prediction, scale, speed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.consensus")
    parser.add_argument("which", nargs="?", choices=["prediction", "speed", "scale"])
    parser.add_argument("sets", nargs="*", help="names of folders in ../shared/data/polis")
    parser.add_argument(
        "--peers",
        type=Path,
        help="a Python that has red-dwarf 0.4.0; else it is installed apart, for this run alone",
    )
    parser.add_argument(
        "--plot",
        type=Path,
        default=Path("build/consensus-growth.svg"),
        help="where to draw how time grows with votes, as SVG (%(default)s)",
    )
    options = parser.parse_args()
    good = True
    if options.which in (None, "prediction"):
        good &= prediction.run(options.sets)
    if options.which in (None, "speed"):
        good &= speed.run(options.peers)
    if options.which in (None, "scale"):
        good &= scale.run(options.plot)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
