"""Runs `xieqiao` as people do: as a program of its own, in a data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = [sys.executable, "-m", "xieqiao.cli"]
SECRET = "a-secret-of-a-test-that-is-longer-than-fifty-characters"


def environment(data: Path, **settings: str) -> dict[str, str]:
    """Return the environment for a data folder and further settings, named without prefix."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XIEQIAO_", "DJANGO_"))}
    given = {f"XIEQIAO_{name.upper()}": value for name, value in settings.items()}
    return {**kept, "XIEQIAO_DATA": str(data), "PYTHONUNBUFFERED": "1", **given}


def run(data: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [*PROGRAM, *words],
        env=environment(data, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
