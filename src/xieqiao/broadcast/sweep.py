"""What the platform does by itself: it forgets events that nobody will resume from."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from xieqiao.broadcast.models import Channel, Event

KEPT = timedelta(hours=2)
FORGOTTEN = timedelta(days=30)


def run() -> int:
    """Delete old events, and channels that have long been silent. Return how many events went.

    Who resumes from an event that is gone is told to read everything anew.
    """
    now = timezone.now()
    gone, _ = Event.objects.filter(at__lt=now - KEPT).delete()
    Channel.objects.filter(at__lt=now - FORGOTTEN).delete()
    return int(gone)
