"""Who may write what in a round, and when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.models import Act, ActState
from xieqiao.acts.sight import is_party
from xieqiao.rounds.errors import BeingAdopted, NotOurs, RoundClosed
from xieqiao.rounds.models import Entrant, Round, RoundNeed


def adoption_proposed(round_id: UUID) -> bool:
    """Say whether the parties are deciding on a result."""
    acts = Act.objects.filter(subject_id=round_id, kind="round.adopt", state=ActState.OPEN)
    return bool(acts.exists())


def hold(round_id: UUID) -> Round:
    """Return the round as it is now, for this transaction alone (on SQLite a writer is alone)."""
    found: Round = Round.objects.select_for_update().get(id=round_id)
    return found


def demand_party(acting: Acting, round_: Round) -> None:
    """Raise NotAllowed unless it is the office of a party of today, or who writes its acts."""
    if not (acting.is_office or acting.writes_acts) or not is_party(acting, round_.partnership_id):
        raise NotAllowed


def demand_office(acting: Acting, round_: Round) -> None:
    """Raise NotAllowed unless it is the office of a party of today."""
    if not acting.is_office or not is_party(acting, round_.partnership_id):
        raise NotAllowed


def demand_open(round_: Any) -> None:
    """Raise RoundClosed once it is over, read now and not when the page was made."""
    if Round.objects.filter(id=round_.id, closed=True).exists():
        raise RoundClosed


def demand_changeable(round_: Any) -> None:
    """Raise an error where what is put in stays as it is."""
    demand_open(round_)
    if adoption_proposed(round_.id):
        raise BeingAdopted


def need_in(round_id: UUID, need_id: UUID) -> RoundNeed:
    """Return a need that is in the round now. Raises NotOurs."""
    rows = RoundNeed.objects.filter(id=need_id, round=round_id, taken_out_at=None)
    found: RoundNeed | None = rows.select_related("need", "round").first()
    if found is None:
        raise NotOurs
    return found


def our_entrant(acting: Acting, entrant_id: UUID) -> Entrant:
    """Return somebody of the own body who is put in now. Raises NotOurs."""
    rows = Entrant.objects.filter(id=entrant_id, body=acting.body_id, taken_out_at=None)
    found = rows.select_related("round", "person", "strength").first()
    if found is None:
        raise NotOurs
    return found
