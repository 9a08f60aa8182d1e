"""The replay's own database, for tests that name it.

Django lets a test open only databases that are there when it begins, and a replay makes its own:

    pytestmark = [
        pytest.mark.django_db(databases=["default", "replay"]),
        pytest.mark.usefixtures("replay_database"),
    ]
"""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture(scope="session")
def replay_database(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the database that replays go into."""
    from xieqiao.acts.replay import empty_database

    with django_db_blocker.unblock():
        empty_database()
