"""What the tests of this room share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture
def english() -> Iterator[None]:
    """Let sentences be in English, so that a test can name them."""
    with translation.override("en"):
        yield
