"""What the console shows of the log: a line each; the full story is in the log file."""

from __future__ import annotations

import logging


class OneLine(logging.Formatter):
    """A message without its traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        text = record.getMessage().splitlines()
        error = record.exc_info[1] if record.exc_info else None
        cause = f" ({type(error).__name__})" if error else ""
        return f"{record.levelname.lower()}: {text[0] if text else ''}{cause}"
