"""What the tests of this room share."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def quick_passwords(settings: Any) -> None:
    """Hash passwords cheaply where hundreds of attempts are made."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
