"""The replay's own database, connected once: a test may otherwise open none but the default."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.acts.chains import A, B, C, Chains
from xieqiao.acts import triggers
from xieqiao.acts.replay import empty_database


@pytest.fixture(scope="session", autouse=True)
def replay_database(django_db_setup: None, django_db_blocker: Any) -> None:
    """Make the database that replays go into."""
    with django_db_blocker.unblock():
        empty_database()


@pytest.fixture
def _append_only_again(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        triggers.create(connection)


@pytest.fixture
def committed(_append_only_again: None, transactional_db: None) -> Iterator[None]:
    """Let a test really commit; afterwards the registers are emptied past their triggers."""
    yield
    triggers.drop(connection)


@pytest.fixture
def two() -> Chains:
    return Chains(A, B).founded()


@pytest.fixture
def three() -> Chains:
    return Chains(A, B, C).founded()
