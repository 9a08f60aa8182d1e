"""What one body lacks and another has: from what they have shown each other, or announced."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from xieqiao.acts.access import Acting, Capability
from xieqiao.bodies.models import Body
from xieqiao.exchange import matching, queries
from xieqiao.exchange.matching import MOST_READ
from xieqiao.exchange.models import Need, OfferedNeed, OfferedStrength
from xieqiao.exchange.partners import partner_ids

MOST_STATEMENTS = 40
PER_NEED = 3


@dataclass(frozen=True)
class Pair:
    """A need of one body, a strength of the other, and how well they fit."""

    need: Any
    strength: Any
    score: float
    well: bool


@dataclass(frozen=True)
class Side:
    """What one body lacks, what the other has, and the pairs that fit."""

    lacks: Body
    has: Body
    needs: list[Any]
    strengths: list[Any]
    pairs: list[Pair]


@dataclass(frozen=True)
class Contact:
    """A body to speak to first: what it could give us, and what we could give it."""

    body: Body
    gives: list[Pair]
    takes: list[Pair]

    @property
    def weight(self) -> float:
        """How much speaks for it."""
        return sum(pair.score for pair in (*self.gives, *self.takes))


def between(acting: Acting, other: Body) -> list[Side]:
    """Return both sides of the complementarity of the own body and another; few queries."""
    ours, theirs = acting.body, other
    needs = _statements(queries.open_needs(acting), OfferedNeed, acting, other)
    strengths = _statements(queries.open_strengths(acting), OfferedStrength, acting, other)
    return [
        _side(acting, ours, theirs, needs, strengths),
        _side(acting, theirs, ours, needs, strengths),
    ]


def _statements(rows: QuerySet[Any], model: Any, acting: Acting, other: Body) -> list[Any]:
    """Return what both have shown in common partnerships, and what either announced to all."""
    both = [acting.body_id, other.id]
    common = rows.filter(owner__in=both, partnership__in=_common(acting, other))
    announced = queries.announced(model).filter(owner__in=both)
    found = {row.id: row for row in [*common[:MOST_READ], *announced[:MOST_READ]]}
    return sorted(found.values(), key=lambda row: (row.offered_at, row.id), reverse=True)


def _common(acting: Acting, other: Body) -> QuerySet[Any]:
    from xieqiao.acts.models import Seat

    ours = Seat.objects.filter(body=acting.body_id, left_at=None).values("space")
    rows = Seat.objects.filter(body=other.id, left_at=None, space__in=ours)
    return rows.values("space")


def _side(acting: Acting, lacks: Body, has: Body, needs: list[Any], strengths: list[Any]) -> Side:
    wanted = [row for row in needs if row.owner_id == lacks.id][:MOST_STATEMENTS]
    offered = [row for row in strengths if row.owner_id == has.id][:MOST_STATEMENTS]
    return Side(lacks, has, wanted, offered, _pairs(acting.body_id, wanted, offered))


def _pairs(body_id: UUID, needs: Sequence[Any], strengths: Sequence[Any]) -> list[Pair]:
    found = matching.fitting_each(body_id, needs, strengths, PER_NEED)
    return [
        Pair(need, fit.row, fit.score, fit.well)
        for need, fits in zip(needs, found, strict=True)
        for fit in fits
    ]


# Whom to speak to first


def first_contacts(acting: Acting) -> list[Contact]:
    """Return bodies without a common partnership whose announcements fit ours, the best first.

    It rests on what they announced to all bodies of this platform; on our side on our own list,
    as far as its reader may read it. Nothing of this is kept or told to anybody.
    """
    partners = partner_ids(acting) | {acting.body_id}
    needs = list(_of_strangers(OfferedNeed, partners))
    strengths = list(_of_strangers(OfferedStrength, partners))
    gives = _pairs(acting.body_id, _our_needs(acting), strengths)
    takes = _pairs(acting.body_id, needs, _our_strengths(acting))
    bodies = {row.owner_id: row.owner for row in (*needs, *strengths)}
    found = [
        Contact(
            body,
            [pair for pair in gives if pair.strength.owner_id == id_],
            [pair for pair in takes if pair.need.owner_id == id_],
        )
        for id_, body in bodies.items()
    ]
    return sorted(found, key=lambda one: (-one.weight, one.body.name_key, str(one.body.id)))


def _of_strangers(model: Any, partners: Collection[UUID]) -> QuerySet[Any]:
    rows: QuerySet[Any] = queries.announced(model).exclude(owner__in=list(partners))
    return rows[:MOST_READ]


def _our_needs(acting: Acting) -> list[Any]:
    if not acting.can(Capability.READ_OWN):
        rows = OfferedNeed.objects.filter(owner=acting.body_id, closed=False)
        return list(rows.order_by("-offered_at", "id")[:MOST_STATEMENTS])
    own = Need.objects.filter(body=acting.body_id, deleted_at=None, settled=False)
    return list(own.order_by("-changed_at", "id")[:MOST_STATEMENTS])


def _our_strengths(acting: Acting) -> list[Any]:
    if not acting.can(Capability.READ_OWN):
        rows = OfferedStrength.objects.filter(Q(owner=acting.body_id), closed=False)
        return list(rows.order_by("-offered_at", "id")[:MOST_STATEMENTS])
    from xieqiao.exchange.fits import roster

    return roster(acting)
