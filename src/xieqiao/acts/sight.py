"""Who sees which shared and reported matter: parties all of it, who left what was before."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActSeat, Seat

M = TypeVar("M", bound=Model)


def _seats(acting: Acting, space: str, time: str) -> Exists:
    seats = Seat.objects.filter(space=OuterRef(space), body=acting.body_id)
    return Exists(seats.filter(Q(left_at=None) | Q(left_at__gte=OuterRef(time))))


def seen_by(acting: Acting, rows: QuerySet[M], *, space: str = "partnership_id") -> QuerySet[M]:
    """Return the subject rows that the body may read.

    `space` is the field that names the partnership. A body that left reads what came into force
    up to then.
    """
    return rows.filter(_seats(acting, space, "in_force_at"))


def partnerships_seen(acting: Acting) -> QuerySet[Seat]:
    """Return the body's seats, left ones too."""
    return Seat.objects.filter(body=acting.body_id)


def is_party(acting: Acting, space: UUID | None) -> bool:
    """Say whether the body is a party there today."""
    return Seat.objects.filter(space=space, body=acting.body_id, left_at=None).exists()


def acts_seen_by(acting: Acting) -> QuerySet[Act]:
    """Return the acts that the body may read: its own say in them, or a seat at that time."""
    mine = ActSeat.objects.filter(act=OuterRef("id"), body=acting.body_id)
    return Act.objects.filter(Exists(mine) | _seats(acting, "space_id", "proposed_at"))


def deadline_first(acts: QuerySet[Act]) -> QuerySet[Act]:
    """Return the acts with the nearest deadline first, those without one last."""
    return acts.order_by(F("deadline").asc(nulls_last=True), "proposed_at", "id")
