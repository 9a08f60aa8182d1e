"""Checks the votes of consultations against what minutes say of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID


def miscounted(minutes: Any, using: str = "default") -> Iterator[str]:
    """Name the consultations whose votes are not those that the minutes were made of."""
    from xieqiao.consultations.results.minutes import figures_now

    for said in minutes.consultations:
        now = figures_now(UUID(said["consultation"]), using)
        if (now.digest, now.votes) != (said["digest"], said["votes"]):
            yield (
                f"minutes {minutes.id}: the votes of consultation {said['consultation']} "
                "do not give their digest"
            )
