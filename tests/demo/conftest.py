"""The replay's own database, connected once: a test may otherwise open none but the default."""

from __future__ import annotations

from typing import Any

import pytest

from xieqiao.acts.replay import empty_database


@pytest.fixture(scope="session", autouse=True)
def replay_database(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the database that replays go into."""
    with django_db_blocker.unblock():
        empty_database()
