"""What the tests of imports share."""

from __future__ import annotations

import pytest

from tests.exchange.steps import Browser
from tests.imports.journey import office


@pytest.fixture
def clerk() -> Browser:
    """An office whose directory has the term and the sections of the files."""
    return office(1)
