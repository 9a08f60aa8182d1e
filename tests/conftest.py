"""What every test may use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: object) -> Iterator[None]:
    """Give each test its own folder for keys and files."""
    settings.XIEQIAO_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
    yield
