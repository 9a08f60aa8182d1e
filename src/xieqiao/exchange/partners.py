"""With which bodies the own one shares a partnership today."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.bodies.models import Body


def partner_ids(acting: Acting) -> set[UUID]:
    """Return the ids of the bodies with which the own one shares an open seat; one query."""
    ours = Seat.objects.filter(body=acting.body_id, left_at=None)
    rows = Seat.objects.filter(space__in=ours.values("space"), left_at=None)
    return set(rows.exclude(body=acting.body_id).values_list("body", flat=True))


def partners_of(acting: Acting) -> QuerySet[Body]:
    """Return those bodies, by name; one query."""
    ours = Seat.objects.filter(body=acting.body_id, left_at=None)
    rows = Seat.objects.filter(space__in=ours.values("space"), left_at=None)
    found = Body.objects.filter(id__in=rows.values("body")).exclude(id=acting.body_id)
    return found.order_by("name_key", "id")


def spaces_of(acting: Acting) -> set[UUID]:
    """Return the partnerships in which the body is a party today; one query."""
    rows = Seat.objects.filter(body=acting.body_id, left_at=None)
    return set(rows.values_list("space", flat=True))
