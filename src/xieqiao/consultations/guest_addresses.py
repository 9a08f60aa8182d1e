"""The address that an invitation is handed out as, and the one to show on the wall."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from xieqiao.acts.access import Acting
from xieqiao.consultations import queries
from xieqiao.consultations.live.guests import token_of
from xieqiao.consultations.models import Consultation, GuestLink
from xieqiao.consultations.words import TakesPartAs


def address_of(row: GuestLink) -> str:
    """Return the whole address of an invitation, as on paper and behind a QR code."""
    path = reverse("consultations_root:consultation", kwargs={"token": token_of(row)})
    return f"{settings.XIEQIAO_PUBLIC_URL}{path}"


def address_for_the_wall(acting: Acting, consultation: Consultation) -> str:
    """Return the newest address for guests that the reader's own office hands out, or nothing.

    Only its office puts an invitation on a wall. A full one, or one that has ended, is not shown.
    """
    if not (acting.writes_acts and consultation.guests and consultation.is_open):
        return ""
    rows = queries.links_of(acting, consultation.id).filter(as_kind=TakesPartAs.GUEST)
    found = next((row for row in rows if row.works and row.came < row.most), None)  # type: ignore[attr-defined]
    return address_of(found) if found is not None else ""
