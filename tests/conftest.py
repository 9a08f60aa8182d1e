"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = [
    "pytester",
    "tests.browser",
    "tests.demo_loaded",
    "tests.emptying",
    "tests.migrated",
    "tests.replaying",
]

# Not about the database, or walks over all pages that their rooms' own tests walk on both: run
# once, with SQLite's tests.
ONCE = ("documents", "engines", "leaks", "matrix", "ui")
# The same of single files: how many queries a page takes, bits of texts, and walks over pages.
ONCE_FILES = {"test_query_counts.py", "test_page_counts.py", "test_bits.py", "test_leaks.py"}
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("dev", max_examples=25, deadline=None, suppress_health_check=_QUIET)
settings.register_profile(
    "ci", max_examples=50, deadline=None, print_blob=True, suppress_health_check=_QUIET
)
settings.register_profile(
    "long", max_examples=1000, deadline=None, print_blob=True, suppress_health_check=_QUIET
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is run once."""
    folders = {Path(__file__).parent / name for name in ONCE}
    for item in items:
        if folders & set(item.path.parents) or item.path.name in ONCE_FILES:
            item.add_marker(pytest.mark.once)


@pytest.fixture(autouse=True)
def own_keys(tmp_path: Path, settings: object) -> None:
    """Give each test its own folder for keys and files."""
    settings.XIEQIAO_KEYS = tmp_path / "keys"  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = tmp_path / "files"  # type: ignore[attr-defined]
