"""What the beamer shows besides: the open consultation, and how one takes part by phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString

from xieqiao.acts.access import Acting
from xieqiao.meetings.models import Activity
from xieqiao.ui import qr


@dataclass(frozen=True)
class Joining:
    """An address to type, and the same as a code to point a phone at."""

    address: str
    code: SafeString


def joining(request: HttpRequest, activity: Activity) -> Joining:
    """Return how members of all parties come to the meeting's page on their phones.

    The address is the public one; where none is set, that under which the beamer was opened.
    """
    path = reverse("meetings_root:join", args=[activity.id])
    public = settings.CONFIG.public_url
    address = f"{public}{path}" if public else request.build_absolute_uri(path)
    return _joining(address)


def joining_as_guest(acting: Acting, consultation: Any) -> Joining | None:
    """Return how guests take part, where the reader's own office has invited some."""
    from xieqiao.consultations.guest_addresses import address_for_the_wall

    address = address_for_the_wall(acting, consultation)
    return _joining(address) if address else None


def _joining(address: str) -> Joining:
    return Joining(address, qr.as_svg(address, look="code", quiet=2))


@dataclass(frozen=True)
class Asked:
    """An open consultation, and where the reader takes part in it."""

    about: Any
    path: str


def open_consultations(acting: Acting, activity: Activity) -> list[Asked]:
    """Return the consultations at this activity that are open, the latest first."""
    from xieqiao.consultations.queries import consultations_of_activity

    rows = consultations_of_activity(acting, activity.id)
    return [Asked(row, row.path(acting.slug)) for row in rows if row.is_open]


def votes_in(consultation: Any) -> int:
    """Return how many votes stand in a consultation."""
    from xieqiao.consultations.models import Vote

    return int(Vote.objects.filter(statement__consultation=consultation.id).count())
