"""Run every benchmark, one after the other: `make bench`.

    python -m benchmarks            all of them (an hour or so on two cores)
    python -m benchmarks --short    a first look at each (some ten minutes)
    python -m benchmarks --list     what there is, and what each command is
    python -m benchmarks pages text only these

Each prints what it compares and the ratios. What lacks something (open data beside the checkout, a
network for a peer) says so and is named at the end; the rest runs all the same.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
OPEN_DATA = HERE.parent.parent / "shared" / "data"


@dataclass(frozen=True)
class Part:
    """One command, its short form, and what it cannot do without."""

    command: tuple[str, ...]
    short: tuple[str, ...] | None = ()
    needs: Path | None = None

    def missing(self) -> str:
        """Return why it cannot run here, or nothing."""
        if self.needs is not None and not self.needs.exists():
            return f"{self.needs} is not there"
        return ""


# `short` is what comes after the command for a first look; None: not part of one.
PARTS = (
    Part(("acts",)),
    Part(("acts", "--postgresql"), short=None),
    Part(("verification",)),
    Part(("verification", "--postgresql"), short=None),
    Part(("pages",), short=("--short",)),
    Part(("pages", "--postgresql"), short=None),
    Part(("consensus", "prediction"), needs=OPEN_DATA / "polis"),
    Part(("consensus", "speed"), short=None, needs=OPEN_DATA / "polis"),
    Part(("consensus", "scale"), short=None),
    Part(("text", "recall")),
    Part(("text", "scale"), short=("--texts", "6000", "--needs", "1000", "--no-slopes")),
    Part(("matching", "peer")),
    Part(("matching", "growth"), short=None),
    Part(("matching", "whole"), short=None),
    Part(("matching", "national"), short=None),
    Part(("rounds",), short=None),
    Part(("broadcast",), short=("--clients", "100", "--votes", "20", "--seconds", "5")),
)


def main() -> int:
    """Return 1 when one of them misses its goal or fails."""
    asked = _asked()
    chosen = [p for p in PARTS if not asked.names or p.command[0] in asked.names]
    if asked.short:
        chosen = [p for p in chosen if p.short is not None]
    if asked.list:
        for part in chosen:
            print(" ".join(_command(part, short=asked.short)[1:]))
        return 0
    failed, skipped = [], []
    for part in chosen:
        name = " ".join(part.command)
        if why := part.missing():
            print(f"== {name}\nSKIPPED: {why}", flush=True)
            skipped.append(name)
        elif not _ran(part, short=asked.short):
            failed.append(name)
    print(f"== {len(chosen) - len(failed) - len(skipped)} of {len(chosen)} benchmarks meet their "
          f"goals; failed or missed: {', '.join(failed) or 'none'}; "
          f"SKIPPED: {', '.join(skipped) or 'none'}")  # fmt: skip
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    names = sorted({part.command[0] for part in PARTS})
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    parser.add_argument("--short", action="store_true", help="a first look")
    parser.add_argument("--list", action="store_true", help="say what there is")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(names):
        parser.error(f"no such benchmark: {', '.join(sorted(unknown))}")
    return asked


def _command(part: Part, *, short: bool) -> Sequence[str]:
    more = part.short if short and part.short else ()
    return [sys.executable, "-m", f"benchmarks.{part.command[0]}", *part.command[1:], *more]


def _ran(part: Part, *, short: bool) -> bool:
    print("==", " ".join(part.command), flush=True)
    began = time.monotonic()
    done = subprocess.run(_command(part, short=short), check=False, cwd=HERE.parent)
    print(f"-- {time.monotonic() - began:.0f} s", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
