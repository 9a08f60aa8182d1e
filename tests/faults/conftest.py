"""A server on a data folder of its own, for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.server import Server, served, staged


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Return a data folder with two bodies and a partnership, made once."""
    folder = tmp_path_factory.mktemp("filled")
    return folder, staged(folder)


@pytest.fixture
def server(filled: tuple[Path, dict[str, Any]], tmp_path: Path) -> Iterator[Server]:
    """Return a running server on a copy of that folder."""
    with served(*filled, tmp_path / "data") as running:
        yield running
