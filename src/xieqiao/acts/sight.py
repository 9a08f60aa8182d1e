"""Who sees which shared and reported matter: parties all of it, who left what was before."""

from __future__ import annotations

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Subquery

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActSeat, Seat

M = TypeVar("M", bound=Model)


def sat(acting: Acting, time: str, *, space: str = "partnership") -> Q:
    """Return the condition that the body was a party of `space` at `time`, both fields of a row.

    The spaces come first, as a list: so a database reads the rows of these few by their index,
    and not all rows that there are.
    """
    seats = Seat.objects.filter(body=acting.body_id)
    then = Q(left_at=None) | Q(left_at__gte=OuterRef(time))
    there = seats.filter(then, space=OuterRef(space))
    return Q(**{f"{space}__in": seats.values("space")}) & Q(Exists(there))


def seen_by(
    acting: Acting, rows: QuerySet[M], time: str = "in_force_at", *, space: str = "partnership"
) -> QuerySet[M]:
    """Return the subject rows that the body may read.

    `space` is the field that names the partnership. A body that left reads what came at `time` up
    to then; each row has `left_by_us`, None or when the body left, for a room's `left.as_left`.
    """
    seats = Seat.objects.filter(space=OuterRef(space), body=acting.body_id)
    seen: Any = rows.filter(sat(acting, time, space=space))
    found: QuerySet[M] = seen.annotate(left_by_us=Subquery(seats.values("left_at")[:1]))
    return found


def party_today(acting: Acting) -> Q:
    """Return the condition that the body is a party of a row's partnership today."""
    here = Seat.objects.filter(body=acting.body_id, left_at=None)
    return Q(partnership__in=here.values("space"))


def partnerships_seen(acting: Acting) -> QuerySet[Seat]:
    """Return the body's seats, left ones too."""
    return Seat.objects.filter(body=acting.body_id)


def is_party(acting: Acting, space: UUID | None) -> bool:
    """Say whether the body is a party there today."""
    return Seat.objects.filter(space=space, body=acting.body_id, left_at=None).exists()


def acts_seen_by(acting: Acting) -> QuerySet[Act]:
    """Return the acts that the body may read: its own say in them, or a seat at that time."""
    mine = ActSeat.objects.filter(act=OuterRef("id"), body=acting.body_id)
    return Act.objects.filter(Exists(mine) | sat(acting, "proposed_at", space="space"))


def deadline_first(acts: QuerySet[Act]) -> QuerySet[Act]:
    """Return the acts with the nearest deadline first, those without one last."""
    return acts.order_by(F("deadline").asc(nulls_last=True), "proposed_at", "id")
