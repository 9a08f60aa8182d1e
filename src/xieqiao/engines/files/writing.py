"""Files that appear whole, all of them, or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xieqiao.engines.files.errors import BadFile


def check_writable(path: Path) -> None:
    """Raise `BadFile` when a file of this name cannot be written: before any work is done."""
    if path.is_dir():
        raise BadFile(path, "expected the name of a file to write, found a folder")
    if not path.absolute().parent.is_dir():
        raise BadFile(path, "expected a folder that is there to write this file into")
    if not os.access(path.absolute().parent, os.W_OK):
        raise BadFile(path, "expected a folder that may be written into")


def write_all(texts: Sequence[tuple[Path, str]]) -> None:
    """Write every file beside its place first, so that no half file is ever seen."""
    ready: list[tuple[Path, Path]] = []
    try:
        for path, text in texts:
            handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name}.")
            ready.append((Path(name), path))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
            Path(name).chmod(0o644)
        for made, path in ready:
            made.replace(path)
    except OSError as error:
        for made, _ in ready:
            with contextlib.suppress(OSError):
                made.unlink(missing_ok=True)
        raise BadFile(
            Path(error.filename or texts[0][0]), f"expected to write it ({error.strerror})"
        ) from error
