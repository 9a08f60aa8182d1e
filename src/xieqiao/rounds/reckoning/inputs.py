"""All that a run is made of, read at one moment, in an order that does not depend on a database.

Nothing of what a body did not put in is read: neither its other people nor their number.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

import rfc8785
from django.db.models import Q
from django.utils import timezone

from xieqiao.exchange.consents import usable
from xieqiao.exchange.models import Strength
from xieqiao.exchange.vectors import text_of
from xieqiao.rounds.conflicts import folded
from xieqiao.rounds.models import (
    BodyLimit,
    Entrant,
    Exclusion,
    Lock,
    Round,
    RoundNeed,
    Told,
)
from xieqiao.rounds.reckoning.sent import Sent, sent_of
from xieqiao.rounds.words import Said

Pair = tuple[UUID, UUID]
"""A need in the round, and somebody put in."""


@dataclass(frozen=True)
class Wanted:
    """A need: its row for the encoder, and what it wants."""

    id: UUID
    owner: UUID
    row: Any
    least: int
    most: int
    whole: bool
    languages: str
    shown_for: str


@dataclass(frozen=True)
class Somebody:
    """Somebody put in: texts by which he or she is found, and rules of his or her own.

    rows: strengths, or the entrant itself where the office says it in its own words. spent:
    duties within a year before this round.
    """

    id: UUID
    body: UUID
    rows: tuple[Any, ...]
    languages: str
    company: str
    most: int
    team: UUID | None
    person: UUID | None
    spent: int
    been_at: frozenset[UUID]


@dataclass(frozen=True)
class Inputs:
    """What a run is made of; needs and people by their ids.

    limits: floor and cap of each body that has any.
    """

    rules: dict[str, Any]
    needs: tuple[Wanted, ...]
    people: tuple[Somebody, ...]
    excluded: frozenset[Pair] = frozenset()
    locked: frozenset[Pair] = frozenset()
    told: frozenset[Pair] = frozenset()
    refused: frozenset[Pair] = frozenset()
    limits: dict[UUID, tuple[int, int | None]] = field(default_factory=dict)

    @cached_property
    def need_at(self) -> dict[UUID, int]:
        """Where each need is."""
        return {need.id: n for n, need in enumerate(self.needs)}

    @cached_property
    def person_at(self) -> dict[UUID, int]:
        """Where each person is."""
        return {person.id: n for n, person in enumerate(self.people)}

    def digest(self) -> str:
        """Return one number for all of it (SHA-256 over canonical JSON)."""
        said: dict[str, Any] = {
            "rules": self.rules,
            "needs": [_need(need) for need in self.needs],
            "people": [_person(person) for person in self.people],
            "pairs": [_pairs(p) for p in (self.excluded, self.locked, self.told, self.refused)],
            "limits": sorted([str(b), low, high] for b, (low, high) in self.limits.items()),
        }
        return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


def _need(need: Wanted) -> list[Any]:
    text = hashlib.sha256(text_of(need.row).encode()).hexdigest()
    return [str(need.id), text, need.least, need.most, need.whole, need.languages, need.shown_for]


def _person(person: Somebody) -> list[Any]:
    texts = [hashlib.sha256(text_of(row).encode()).hexdigest() for row in person.rows]
    team = str(person.team) if person.team else None
    been = sorted(str(body) for body in person.been_at)
    rules: list[Any] = [person.languages, person.company, person.most, person.spent, team, been]
    return [str(person.id), texts, *rules]


def _pairs(pairs: Iterable[Pair]) -> list[list[str]]:
    return sorted([str(need), str(person)] for need, person in pairs)


def size_of(round_: Any) -> int:
    """Return how many pairs of a need and a person there are at most; two queries."""
    needs = RoundNeed.objects.filter(round=round_.id, taken_out_at=None).count()
    return int(needs * Entrant.objects.filter(round=round_.id, taken_out_at=None).count())


def inputs_of(round_: Any) -> Inputs:
    """Return all that is put into a round now; a constant number of queries."""
    now: Round = Round.objects.get(id=round_.id)
    needs = [_wanted(row) for row in _needs_in(now)]
    entrants = list(_entrants_in(now))
    sent = sent_of({row.body_id for row in entrants}, timezone.now(), [n.row.id for n in needs])
    strengths = _strengths_of(now)
    people = [_somebody(row, strengths, sent, now) for row in entrants]
    people = [person for person in people if person.rows]
    return _with_pairs(now, needs, people)


def _with_pairs(now: Round, needs: list[Wanted], people: list[Somebody]) -> Inputs:
    there = ({need.id for need in needs}, {person.id for person in people})

    def pairs(rows: Any) -> frozenset[Pair]:
        found = rows.filter(round=now.id).values_list("need_id", "entrant_id")
        return frozenset(p for p in found if p[0] in there[0] and p[1] in there[1])

    told = Told.objects.all()
    limits = BodyLimit.objects.filter(round=now.id).values_list("body_id", "floor", "cap")
    seats = {person.body for person in people}
    return Inputs(
        rules={
            "per_person": now.per_person,
            "per_person_year": now.per_person_year,
            "body_cap": now.body_cap,
            "fair": now.fair,
            "earlier": now.earlier,
            "refills": now.run_digest or None,
        },
        needs=tuple(needs),
        people=tuple(people),
        excluded=pairs(Exclusion.objects.all()),
        locked=pairs(Lock.objects.all()),
        told=pairs(told.exclude(answer=Said.REFUSED)),
        refused=pairs(told.filter(answer=Said.REFUSED)),
        limits={body: (low, high) for body, low, high in limits if body in seats},
    )


def _needs_in(now: Round) -> Any:
    rows = RoundNeed.objects.filter(round=now.id, taken_out_at=None, need__closed=False)
    return rows.select_related("need").order_by("id")


def _wanted(row: RoundNeed) -> Wanted:
    return Wanted(
        id=row.id,
        owner=row.need.owner_id,
        row=row.need,
        least=row.least,
        most=row.most,
        whole=row.whole,
        languages=row.languages,
        shown_for=folded(row.need.shown_for),
    )


def _entrants_in(now: Round) -> Any:
    rows = Entrant.objects.filter(round=now.id, taken_out_at=None)
    return rows.select_related("strength").order_by("id")


def _strengths_of(now: Round) -> dict[Any, list[Strength]]:
    """Return the strengths that may be used: by person, and by id where they are nobody's."""
    there = Entrant.objects.filter(round=now.id, taken_out_at=None)
    of_them = Q(person__in=there.values("person")) | Q(id__in=there.values("strength"))
    rows = usable(Strength.objects.filter(of_them, deleted_at=None, settled=False))
    found: dict[Any, list[Strength]] = defaultdict(list)
    for row in rows.order_by("id"):
        found[row.person_id or row.id].append(row)
    return found


def _somebody(
    row: Entrant, strengths: dict[Any, list[Strength]], sent: Sent, now: Round
) -> Somebody:
    texts: list[Any] = strengths.get(row.person_id or row.strength_id, [])
    if row.says.strip():
        # Words of the office need the consent that it recorded, or that of one strength.
        texts = [row] if row.agreed_how or texts else []
    return Somebody(
        id=row.id,
        body=row.body_id,
        rows=tuple(texts),
        languages=row.languages,
        company=folded(row.company) if row.company else "",
        most=min(row.most, now.per_person),
        team=row.team_id,
        person=row.person_id,
        spent=sent.number.get(row.person_id, 0) if now.per_person_year is not None else 0,
        been_at=sent.at.get(row.person_id, frozenset()) if now.earlier else frozenset(),
    )
