"""What a page needs so that it is told what happens."""

from __future__ import annotations

from dataclasses import dataclass

from xieqiao.broadcast.publishing import latest
from xieqiao.broadcast.stream import PATH
from xieqiao.broadcast.tickets import ticket_for


@dataclass(frozen=True)
class Watch:
    """Where the stream is, what opens it, and up to where the page knows it already."""

    path: str
    ticket: str
    after: str


def watch(*channels: str) -> Watch:
    """Return what `broadcast/watch.html` shows as `watch`.

    Call it before reading what the page shows: then nothing falls between page and stream. Only
    for who may read everything that is told on the channels.
    """
    after = ".".join(str(latest(channel)) for channel in channels)
    return Watch(PATH, ticket_for(*channels), after)
