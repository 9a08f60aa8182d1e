"""Telling the pages that are open what happens at a meeting: what is new, never in what words."""

from __future__ import annotations

from uuid import UUID

from xieqiao.broadcast.publishing import publish

RUNNING, SPEAKERS, POINTS = "running", "speakers", "points"


def channel_of(activity_id: UUID) -> str:
    """Return the name under which pages hear what happens at an activity."""
    return f"activity:{activity_id}"


def tell(activity_id: UUID, kind: str) -> None:
    """Tell all open pages, once the transaction is committed."""
    publish(channel_of(activity_id), kind, {})
