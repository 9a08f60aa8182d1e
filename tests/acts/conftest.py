"""Chains of entries, and tests that really commit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from tests.acts.chains import A, B, C, Chains
from xieqiao.acts import triggers


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
