"""An error that no command expected: a line for people, the full story for the log file."""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError
from django.db.utils import InterfaceError, OperationalError


def tell(error: Exception) -> int:
    """Say what went wrong and what to do, and return the exit status."""
    if isinstance(error, CommandError):
        return _say(str(error), error.returncode)
    if isinstance(error, OperationalError | InterfaceError):
        return _say(f"the database does not answer: {_first_line(error)}. Try: xieqiao doctor", 1)
    if isinstance(error, OSError) and error.filename:
        return _say(f"{error.strerror}: {error.filename}", 1)
    if isinstance(error, ImproperlyConfigured):
        return _say(_first_line(error), 2)
    _keep(error)
    return _say(f"something went wrong: {_first_line(error)} ({type(error).__name__})", 1)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or ["no more is known"])[0]


def _say(line: str, status: int) -> int:
    print(f"xieqiao: {line}", file=sys.stderr)
    return status


def _keep(error: Exception) -> None:
    """Write the traceback to the log file; only a developer sees it at once."""
    story = "".join(traceback.format_exception(error))
    try:
        if not settings.PRODUCTION:
            print(story, file=sys.stderr)
        with Path(settings.XIEQIAO_LOG).open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n{story}")
        print(f"xieqiao: the full report is in {settings.XIEQIAO_LOG}", file=sys.stderr)
    except (OSError, ImproperlyConfigured, ImportError):
        return
