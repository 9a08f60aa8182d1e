"""After an adoption: the numbers of its act for all, names and answers for each body's own."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet

from xieqiao.acts.access import Acting, Capability
from xieqiao.exchange.models import Dispatch, OfferedNeed
from xieqiao.rounds.models import Round, RoundNeed, RunAssignment, Told
from xieqiao.rounds.queries.runs import named
from xieqiao.rounds.words import Said


@dataclass(frozen=True)
class NeedShare:
    """How many people of which party go to a need, as adopted."""

    need: Any
    by_body: list[tuple[Any, int]]
    total: int


def shares_of(acting: Acting, round_: Round) -> list[NeedShare]:
    """Return the numbers that stand in the act of adoption; all parties read them."""
    if round_.run_id is None:
        return []
    rows: list[Any] = list(round_.shares.all())  # to whom has left: those of that time
    needs = OfferedNeed.objects.select_related("owner").in_bulk({row.need_id for row in rows})
    bodies = apps.get_model("bodies.Body")._default_manager.in_bulk({row.body_id for row in rows})
    found: dict[UUID, list[tuple[Any, int]]] = defaultdict(list)
    for row in rows:
        found[row.need_id].append((bodies[row.body_id], row.number))
    return [
        NeedShare(needs.get(need), those, sum(number for _, number in those))
        for need, those in found.items()
    ]


@dataclass(frozen=True)
class Adopted:
    """One of the own people in the adopted result: told or not, what was said, and sent or not."""

    assignment: Any
    entrant: Any
    need: RoundNeed
    told: Told | None
    dispatch: Dispatch | None


def adopted_ours(acting: Acting, round_: Round) -> list[Adopted]:
    """Return the own people in the adopted result, need by need; five queries."""
    if round_.run_id is None or not acting.can(Capability.READ_OWN):
        return []
    rows = RunAssignment.objects.filter(run=round_.run_id, body=acting.body_id)
    rows = rows.select_related("need__need__owner", "run").order_by("need__put_in_at", "need", "id")
    told = {(row.entrant_id, row.need_id): row for row in told_of(acting, round_)}
    found = named(rows)
    sent = _dispatches(acting, {row.need.need_id for row in found})
    return [
        Adopted(
            assignment=row,
            entrant=row.entrant,
            need=row.need,
            told=told.get((row.entrant_id, row.need_id)),
            dispatch=sent.get((row.need.need_id, row.entrant.person_id if row.entrant else None)),
        )
        for row in found
    ]


def told_of(acting: Acting, round_: Round) -> QuerySet[Told]:
    """Return who of the own people was told, and what they said."""
    rows = Told.objects.filter(round=round_.id, body=acting.body_id)
    if not acting.can(Capability.READ_OWN):
        rows = rows.none()
    return rows.select_related("entrant__person", "need__need", "round").order_by("told_on", "id")


def _dispatches(acting: Acting, needs: set[UUID]) -> dict[Any, Dispatch]:
    """Return the dispatches of the own body to these needs, by need and person."""
    rows = Dispatch.objects.filter(need__in=needs, sender=acting.body_id, called_off=False)
    found: dict[Any, Dispatch] = {}
    for row in rows.prefetch_related("persons").order_by("agreed_at", "id"):
        for person in row.persons.all():
            if person.person_id:
                found[row.need_id, person.person_id] = row
    return found


@dataclass(frozen=True)
class Holes:
    """What is not filled any more: own people who refused, and own needs that lack somebody."""

    ours: list[Told]
    needs: list[tuple[RoundNeed, int]]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.ours or self.needs)


def holes_of(acting: Acting, round_: Round) -> Holes:
    """Return the holes in the adopted result: of the own people by name, of own needs a number."""
    if round_.run_id is None:
        return Holes([], [])
    places = set(
        RunAssignment.objects.filter(run=round_.run_id).values_list("entrant_id", "need_id")
    )
    ours = [
        row
        for row in told_of(acting, round_).filter(answer=Said.REFUSED)
        if (row.entrant_id, row.need_id) in places
    ]
    refused = Told.objects.filter(
        round=round_.id, answer=Said.REFUSED, need__need__owner=acting.body_id
    )
    missing: dict[UUID, int] = defaultdict(int)
    for entrant, need in refused.values_list("entrant_id", "need_id"):
        missing[need] += (entrant, need) in places
    rows = RoundNeed.objects.filter(id__in=[n for n, count in missing.items() if count])
    rows = rows.select_related("need").order_by("put_in_at", "id")
    return Holes(ours, [(row, missing[row.id]) for row in rows])


def dispatch_link(adopted: Adopted) -> str:
    """Return the query by which the form of a dispatch is filled in with this person and need."""
    entrant, assignment = adopted.entrant, adopted.assignment
    strength = assignment.strength_id or (entrant.strength_id if entrant else None)
    fields = {
        "partnership": adopted.need.need.partnership_id,
        "need": adopted.need.need_id,
        "own_strengths": strength,
        "own_person": entrant.person_id if entrant and not strength else None,
    }
    return urlencode({name: str(value) for name, value in fields.items() if value})
