"""Whom a body puts into a round."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.exchange.consents import usable
from xieqiao.exchange.models import Strength
from xieqiao.rounds.errors import NoConsent, NotOurs, ToldAlready
from xieqiao.rounds.gates import demand_changeable, demand_office
from xieqiao.rounds.languages import codes_of
from xieqiao.rounds.models import Entrant, Round, Told
from xieqiao.rounds.words import Said

_CHANGED = ("says", "languages", "most", "company", "agreed_how", "agreed_on")


def put_in_strengths(acting: Acting, round_: Round, ids: Collection[UUID]) -> int:
    """Put in whose strengths these are, each person once; return how many are new.

    Raises ActError for strengths that are not one's own, or whose person does not consent.
    """
    rows = _usable(acting).filter(id__in=list(ids))
    found = list(rows.select_related("person__unit", "unit").order_by("created_at", "id"))
    if len(found) < len(set(ids)):
        raise NotOurs
    return _put_in(acting, round_, found)


def put_in_all_usable(acting: Acting, round_: Round) -> int:
    """Put in everybody whose strength may be used; return how many are new."""
    rows = _usable(acting).select_related("person__unit", "unit").order_by("created_at", "id")
    return _put_in(acting, round_, list(rows))


def _usable(acting: Acting) -> Any:
    own = Strength.objects.filter(body=acting.body_id, deleted_at=None, settled=False)
    return usable(own)


def _put_in(acting: Acting, round_: Round, strengths: list[Strength]) -> int:
    demand_office(acting, round_)
    with transaction.atomic():
        demand_changeable(round_)
        known = Entrant.objects.filter(round=round_.id, body=acting.body_id)
        before = {(row.person_id, row.strength_id): row for row in known}
        persons = {person for person, _ in before if person}
        in_use = {strength for _, strength in before if strength}
        new, again = [], []
        for row in strengths:
            if row.person_id in persons or row.id in in_use:
                again.append(row)
                continue
            persons |= {row.person_id} if row.person_id else set()
            new.append(_entrant(acting, round_, row))
        Entrant.objects.bulk_create(new)
        return len(new) + _back_in(known, again)


def _back_in(known: Any, strengths: list[Strength]) -> int:
    """Put in again those who were taken out; the strength may be another of the same person."""
    count = 0
    out = list(known.exclude(taken_out_at=None))
    for strength in strengths:
        for row in out:
            same = row.person_id is not None and row.person_id == strength.person_id
            if row.taken_out_at is not None and (same or row.strength_id == strength.id):
                row.strength, row.taken_out_at = strength, None
                row.save()
                count += 1
    return count


def _entrant(acting: Acting, round_: Round, strength: Strength) -> Entrant:
    unit = strength.unit or (strength.person.unit if strength.person else None)
    return Entrant(
        body_id=acting.body_id,
        round_id=round_.id,
        person=strength.person,
        strength=strength,
        languages=codes_of(strength.languages),
        company=str(unit or ""),
        demonstration=strength.demonstration,
    )


def put_in_person(
    acting: Acting,
    round_: Round,
    person: UUID,
    *,
    says: str,
    how: str,
    on: date,
    languages: str = "",
    most: int = 1,
    company: str = "",
) -> Entrant:
    """Put in somebody of the own directory in words of the office; he or she has agreed to it."""
    demand_office(acting, round_)
    if not how or not says.strip():
        raise NoConsent
    with transaction.atomic():
        demand_changeable(round_)
        who = Person.objects.filter(id=person, body=acting.body_id).first()
        if who is None:
            raise NotOurs
        found, _new = Entrant.objects.update_or_create(
            round_id=round_.id,
            person=who,
            defaults={
                "body_id": acting.body_id,
                "strength": None,
                "says": says,
                "languages": codes_of(languages),
                "most": most,
                "company": company,
                "agreed_how": how,
                "agreed_on": on,
                "demonstration": acting.demonstration,
                "taken_out_at": None,
            },
        )
        return found


def change_entrant(acting: Acting, entrant: Entrant, **fields: Any) -> None:
    """Change what the round knows of somebody: words, languages, duties, company."""
    _demand_own(acting, entrant)
    if "languages" in fields:
        fields["languages"] = codes_of(fields["languages"])
    with transaction.atomic():
        demand_changeable(entrant.round)
        for name in _CHANGED:
            if name in fields:
                setattr(entrant, name, fields[name])
        if entrant.strength_id is None and not (entrant.agreed_how and entrant.says.strip()):
            raise NoConsent
        entrant.save()


def take_out(acting: Acting, entrant: Entrant) -> None:
    """Take somebody out of the round; earlier runs still name him or her to the own office."""
    _demand_own(acting, entrant)
    with transaction.atomic():
        demand_changeable(entrant.round)
        if Told.objects.filter(entrant=entrant).exclude(answer=Said.REFUSED).exists():
            raise ToldAlready
        entrant.taken_out_at, entrant.team = timezone.now(), None
        entrant.save()


def _demand_own(acting: Acting, entrant: Entrant) -> None:
    demand_office(acting, entrant.round)
    if entrant.body_id != acting.body_id:
        raise NotOurs
