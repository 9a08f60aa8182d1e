"""A body's own rules for its people: exclusions, locks, teams, and how much they do in all."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from xieqiao.acts.access import Acting
from xieqiao.rounds import gates
from xieqiao.rounds.conflicts import company_fits
from xieqiao.rounds.errors import Excluded, LimitsCross, Locked, NothingWhole, NotOurs, OwnNeed
from xieqiao.rounds.models import (
    BodyLimit,
    Entrant,
    Exclusion,
    Lock,
    Round,
    RoundNeed,
    Team,
)

LEAST_TEAM = 2


def exclude(acting: Acting, entrant_id: UUID, need_id: UUID, why: str, note: str = "") -> Exclusion:
    """Rule out that somebody goes to a need."""
    entrant, need = _pair(acting, entrant_id, need_id)
    with transaction.atomic():
        gates.demand_changeable(entrant.round)
        if Lock.objects.filter(entrant=entrant, need=need).exists():
            raise Locked
        found, _new = Exclusion.objects.update_or_create(
            entrant=entrant,
            need=need,
            defaults={
                "body_id": acting.body_id,
                "round_id": entrant.round_id,
                "why": why,
                "note": note,
            },
        )
        return found


def stop_excluding(acting: Acting, exclusion: Exclusion) -> None:
    """Take an exclusion back."""
    _remove(acting, exclusion)


def lock(acting: Acting, entrant_id: UUID, need_id: UUID) -> Lock:
    """Set by hand that somebody goes to a need."""
    entrant, need = _pair(acting, entrant_id, need_id)
    with transaction.atomic():
        gates.demand_changeable(entrant.round)
        if Exclusion.objects.filter(entrant=entrant, need=need).exists():
            raise Excluded
        if company_fits(entrant.company, need.need.shown_for):
            raise Excluded
        found, _new = Lock.objects.get_or_create(
            entrant=entrant,
            need=need,
            defaults={"body_id": acting.body_id, "round_id": entrant.round_id},
        )
        return found


def unlock(acting: Acting, lock_: Lock) -> None:
    """Take back that somebody goes to a need in any case."""
    _remove(acting, lock_)


def _remove(acting: Acting, row: Exclusion | Lock) -> None:
    gates.demand_office(acting, row.round)
    if row.body_id != acting.body_id:
        raise NotOurs
    with transaction.atomic():
        gates.demand_changeable(row.round)
        row.delete()


def _pair(acting: Acting, entrant_id: UUID, need_id: UUID) -> tuple[Entrant, RoundNeed]:
    entrant = gates.our_entrant(acting, entrant_id)
    gates.demand_office(acting, entrant.round)
    need = gates.need_in(entrant.round_id, need_id)
    if need.need.owner_id == acting.body_id:
        raise OwnNeed
    return entrant, need


def make_team(acting: Acting, round_: Round, name: str, ids: Collection[UUID]) -> Team:
    """Let people go together or not at all; whoever is in another team leaves it."""
    gates.demand_office(acting, round_)
    with transaction.atomic():
        gates.demand_changeable(round_)
        if round_.fair:
            raise NothingWhole
        rows = Entrant.objects.filter(round=round_.id, body=acting.body_id, taken_out_at=None)
        rows = rows.filter(id__in=list(ids))
        if rows.count() < max(len(set(ids)), LEAST_TEAM):
            raise NotOurs
        team = Team.objects.create(body_id=acting.body_id, round_id=round_.id, name=name)
        rows.update(team=team)
        _drop_small(acting, round_)
        return team


def _drop_small(acting: Acting, round_: Round) -> None:
    for team in Team.objects.filter(round=round_.id, body=acting.body_id):
        if team.members.count() < LEAST_TEAM:
            team.delete()


def break_team(acting: Acting, team: Team) -> None:
    """Let its people go one by one again."""
    gates.demand_office(acting, team.round)
    if team.body_id != acting.body_id:
        raise NotOurs
    with transaction.atomic():
        gates.demand_changeable(team.round)
        team.delete()


def set_limit(acting: Acting, round_: Round, floor: int, cap: int | None) -> None:
    """Say how many duties the own people take on in all: at least and at most."""
    gates.demand_office(acting, round_)
    if cap is not None and floor > cap:
        raise LimitsCross
    with transaction.atomic():
        gates.demand_changeable(round_)
        BodyLimit.objects.update_or_create(
            round_id=round_.id,
            body_id=acting.body_id,
            defaults={"floor": floor, "cap": cap},
        )
