"""What can go wrong with an index."""

from __future__ import annotations

from pathlib import Path


class Busy(RuntimeError):
    """Another process has been writing into the index for longer than we were ready to wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the index has been written to for {seconds:.0f} seconds; try again")


class NotAnIndex(ValueError):
    """A folder that holds something else, or an index of another format: make it anew."""

    def __init__(self, folder: Path, found: str) -> None:
        self.folder = folder
        super().__init__(f"{folder}: {found}; build the index anew in an empty folder")
