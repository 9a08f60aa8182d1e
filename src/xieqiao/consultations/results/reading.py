"""Reads the votes of a consultation, in a few queries however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, QuerySet

from xieqiao.consultations.models import Participant, Statement, Vote
from xieqiao.consultations.results.folding import FEWEST
from xieqiao.consultations.results.sheet import GUESTS, Sheet, counted, targets
from xieqiao.consultations.words import StatementState

_CHUNK = 20_000


@dataclass(frozen=True)
class Mark:
    """What a result can be told by: how many votes and statements there were, and the last vote."""

    votes: int
    statements: str
    until: datetime | None

    def __str__(self) -> str:
        until = self.until.isoformat() if self.until else ""
        return f"{self.votes} {self.statements} {until}"


def votes_of(consultation: UUID) -> QuerySet[Vote]:
    """Return all votes in a consultation."""
    return Vote.objects.filter(participant__consultation=consultation)


def mark_of(consultation: UUID) -> Mark:
    """Return the mark of the votes as they are now."""
    votes = votes_of(consultation).aggregate(count=Count("id"), until=Max("at"))
    rows = Statement.objects.filter(consultation=consultation)
    states = rows.order_by("state").values_list("state").annotate(count=Count("id"))
    told = ",".join(f"{state}:{count}" for state, count in states)
    return Mark(votes["count"], told, votes["until"])


def held_back_from(consultation: UUID) -> datetime | None:
    """Return from when on votes are held back while it is open; None when nobody has voted.

    At least five people have voted since then, so whatever is shown later differs from what is
    shown now by the votes of at least five.
    """
    people = votes_of(consultation).order_by().values("participant")
    last = people.annotate(last=Max("at")).order_by("-last").values_list("last", flat=True)
    newest = list(last[:FEWEST])
    return newest[-1] if newest else None


def enough_new(consultation: UUID, since: datetime | None, until: datetime | None) -> bool:
    """Say whether at least five people have voted from one moment until before another."""
    if since is None or until is None:
        return True
    rows = votes_of(consultation).filter(at__gte=since, at__lt=until).order_by()
    return len(rows.values_list("participant_id").distinct()[:FEWEST]) >= FEWEST


def sheet_of(consultation: UUID, before: datetime | None = None) -> Sheet:
    """Return the votes as they count, merged statements with the ones that they went into.

    before: only those given before that moment.
    """
    rows = list(
        Statement.objects.filter(consultation=consultation)
        .order_by("number")
        .values_list("id", "number", "state", "merged_into_id", "text")
    )
    number_of = {id_: number for id_, number, *_ in rows}
    merged = {
        number: number_of.get(into) if state == StatementState.MERGED else None
        for _, number, state, into, _text in rows
    }
    hidden = {number for _, number, state, *_ in rows if state == StatementState.HIDDEN}
    shown = {number: text for _, number, state, _, text in rows if state == StatementState.SHOWN}
    people = Participant.objects.filter(consultation=consultation)
    side_of = {
        number: str(body) if body else GUESTS
        for number, body in people.order_by().values_list("number", "body_id")
    }
    given = votes_of(consultation).order_by()
    if before is not None:
        given = given.filter(at__lt=before)
    values = given.values_list("participant__number", "statement_id", "value", "at")
    told: Any = values.iterator(chunk_size=_CHUNK)
    votes = ((who, number_of[what], value, at.timestamp()) for who, what, value, at in told)
    return Sheet(side_of, tuple(shown), counted(votes, targets(merged, hidden)), shown)
