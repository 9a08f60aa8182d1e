"""Telling one's people where they go, and what they say; nobody who was told is moved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from xieqiao.acts.access import Acting
from xieqiao.rounds import gates
from xieqiao.rounds.errors import HasAnswered, NotAdopted, NotOurs, Refilled
from xieqiao.rounds.models import Entrant, Round, RunAssignment, Told


def tell(acting: Acting, round_: Round, entrant_id: UUID, need_id: UUID, on: date) -> Told:
    """Record that somebody was told where to go, as the adopted result says."""
    gates.demand_office(acting, round_)
    with transaction.atomic():
        gates.demand_changeable(round_)
        entrant = Entrant.objects.filter(id=entrant_id, body=acting.body_id, round=round_.id)
        if not entrant.exists() or not _adopted(round_, entrant_id, need_id):
            raise NotAdopted
        found, _new = Told.objects.get_or_create(
            entrant_id=entrant_id,
            need_id=need_id,
            defaults={
                "body_id": acting.body_id,
                "round_id": round_.id,
                "told_on": on,
                "told_by": acting.person_id,
            },
        )
        return found


def answer(acting: Acting, told: Told, said: str, on: date, reason: str = "") -> None:
    """Record what somebody who was told has said."""
    _demand(acting, told)
    with transaction.atomic():
        gates.demand_changeable(told.round)
        if not _adopted(told.round, told.entrant_id, told.need_id):
            raise Refilled
        told.answer, told.answered_on, told.reason = said, on, reason
        told.save()


def take_back(acting: Acting, told: Told) -> None:
    """Take back that somebody was told, when that was a mistake."""
    _demand(acting, told)
    if told.answer:
        raise HasAnswered
    with transaction.atomic():
        gates.demand_changeable(told.round)
        told.delete()


def _demand(acting: Acting, told: Told) -> None:
    gates.demand_office(acting, told.round)
    if told.body_id != acting.body_id:
        raise NotOurs


def _adopted(round_: Round, entrant_id: UUID, need_id: UUID) -> bool:
    now = Round.objects.values_list("run_id", flat=True).get(id=round_.id)
    rows = RunAssignment.objects.filter(run=now, entrant_id=entrant_id, need=need_id)
    return now is not None and bool(rows.exists())
