"""What is wrong with a file, and where."""

from __future__ import annotations

from pathlib import Path


class BadFile(ValueError):
    """A file that cannot be used: which, where in it, and what was expected there.

    line counts from 1, the header being line 1; column is the header's word for it.
    """

    def __init__(
        self, path: Path, expected: str, line: int | None = None, column: str | None = None
    ) -> None:
        self.path, self.line, self.column, self.expected = path, line, column, expected
        place = [str(path)]
        if line is not None:
            place.append(f"line {line}")
        if column is not None:
            place.append(f"column {column!r}")
        super().__init__(f"{', '.join(place)}: {expected}")
