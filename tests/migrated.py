"""A database that is up to date already: made once for a run, and copied instead of made anew.

`scripts/test.py` makes it and names it in `TESTS_MIGRATED`: a file on SQLite, a template database
on PostgreSQL. Without it, as when pytest is called alone, each process migrates for itself.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from django.db import connection

MADE = os.environ.get("TESTS_MIGRATED", "")
_ON_SQLITE = bool(MADE) and not os.environ.get("XIEQIAO_DATABASE_URL")


def spare_migrating(data: Path) -> None:
    """Put an up-to-date database file into a data folder, if this run has one."""
    if _ON_SQLITE:
        data.mkdir(parents=True, exist_ok=True)
        shutil.copy(MADE, data / "xieqiao.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Begin with the copy. It lies in a folder that is thrown away after the run."""
    return _ON_SQLITE


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Copy the file to where this process has its database."""
    if _ON_SQLITE:
        shutil.copy(MADE, connection.settings_dict["TEST"]["NAME"])
