"""Tickets: what lets a page's stream be opened without a session or a query.

A page that somebody may read carries one; it names the channels and when it ends. It ends soon,
so that who loses a right loses the stream; the page is then asked for a new one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core import signing

VALID_FOR = 30 * 60
MOST_CHANNELS = 4
_SALT = "xieqiao.broadcast.ticket"


@dataclass(frozen=True)
class Ticket:
    """The channels that may be watched, and until when (seconds since 1970)."""

    channels: tuple[str, ...]
    ends_at: float


def ticket_for(*channels: str, seconds: float = VALID_FOR) -> str:
    """Return a signed ticket. Only a view that has checked the reader's right makes one."""
    if not 1 <= len(channels) <= MOST_CHANNELS:
        raise ValueError(f"a stream has 1 to {MOST_CHANNELS} channels, not {len(channels)}")
    return signing.dumps([*channels, int(time.time() + seconds)], salt=_SALT)


def read_ticket(text: str) -> Ticket | None:
    """Return what a ticket lets watch, or None if it was not made here or has ended."""
    try:
        *channels, ends_at = signing.loads(text, salt=_SALT)
    except signing.BadSignature:
        return None
    ticket = Ticket(tuple(channels), float(ends_at))
    return ticket if ticket.ends_at > time.time() else None
