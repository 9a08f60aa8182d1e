"""Run the benchmarks that end within minutes, one after the other: `make bench`."""

from __future__ import annotations

import subprocess
import sys

SUBJECTS = (
    ("acts",),
    ("verification",),
    ("consensus", "prediction"),
    ("text", "recall"),
    ("matching", "growth"),
)


def main() -> int:
    """Return 1 when one of them misses its goal or fails."""
    failed = 0
    for subject in SUBJECTS:
        print("==", *subject, flush=True)
        command = [sys.executable, "-m", f"benchmarks.{subject[0]}", *subject[1:]]
        done = subprocess.run(command, check=False)
        failed |= done.returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
