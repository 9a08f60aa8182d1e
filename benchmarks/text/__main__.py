"""Run them: see the package's first lines."""

from __future__ import annotations

import argparse
import sys

from benchmarks.text import calibrate, recall, scale

SETS = ("needs", "tuning", "held_out", "untouched")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.text")
    parser.add_argument("which", choices=["recall", "calibrate", "scale"])
    parser.add_argument("--set", default="needs", choices=SETS, help="which needs to look up")
    parser.add_argument("--texts", type=int, default=60_000, help="how many texts to index")
    parser.add_argument("--needs", type=int, default=10_000, help="how many needs to look up")
    parser.add_argument("--no-slopes", action="store_true", help="leave out a quarter of the size")
    options = parser.parse_args()
    if options.which == "recall":
        good = recall.run(options.set)
    elif options.which == "calibrate":
        good = calibrate.run()
    else:
        good = scale.run(options.texts, options.needs, slopes=not options.no_slopes)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
