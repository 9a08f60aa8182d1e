"""Reading events for the hub, in its own thread. No connection is held between two readings."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connections

from xieqiao.broadcast.lines import RECENT, Told, told
from xieqiao.broadcast.models import Channel, Event


def beginning(name: str) -> tuple[int, list[Told]]:
    """Return a channel's last number, and its last events up to it in order."""
    try:
        last = Channel.objects.filter(name=name).values_list("last", flat=True).first() or 0
        rows = Event.objects.filter(channel=name, number__lte=last).order_by("-number")[:RECENT]
        return last, [told(row) for row in rows][::-1]
    finally:
        connections.close_all()


def news(known: dict[str, int]) -> dict[str, list[Told]]:
    """Return of each channel what came after the number known, in order and not endlessly."""
    try:
        return {
            name: [
                told(row)
                for row in Event.objects.filter(channel=name, number__gt=last).order_by("number")[
                    :RECENT
                ]
            ]
            for name, last in known.items()
        }
    finally:
        connections.close_all()


def lasts(names: Iterable[str]) -> dict[str, int]:
    """Return the last numbers of channels."""
    try:
        return dict(Channel.objects.filter(name__in=list(names)).values_list("name", "last"))
    finally:
        connections.close_all()
