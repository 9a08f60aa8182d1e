"""Telling the pages that are open what has happened in a consultation.

An event says what sort of thing is new, never who did it. Of votes it does not even say which
statement they are on: who sits beside a voter could put the two together.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.broadcast.publishing import publish


def channel_of(consultation_id: UUID) -> str:
    """Return the name under which pages hear what happens in a consultation."""
    return f"consultation:{consultation_id}"


def tell(consultation_id: UUID, kind: str, **data: Any) -> None:
    """Tell all open pages, once the transaction is committed."""
    publish(channel_of(consultation_id), kind, data)


def tell_of_votes(consultation_id: UUID) -> None:
    """Tell all open pages, a few times a second at most, that votes have come in."""
    publish(channel_of(consultation_id), "votes", {}, often=True)
