"""Names of time zones in the IANA list."""

from __future__ import annotations

from functools import cache
from typing import Any
from zoneinfo import available_timezones


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


def is_zone(name: Any) -> bool:
    """Say whether there is a zone of this name. The list is read from disk once."""
    return isinstance(name, str) and name in _known()
