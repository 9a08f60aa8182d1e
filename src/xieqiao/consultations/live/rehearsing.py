"""Invented people of the demonstration who take part: many at once, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.consultations.live.gates import demand_open, hold_alone
from xieqiao.consultations.models import Consultation, Participant, Statement, Vote, VoteReceipt
from xieqiao.consultations.telling import tell_of_votes
from xieqiao.consultations.words import StatementState, TakesPartAs, VoteOutcome

_TOGETHER = 2000


@dataclass(frozen=True)
class Invented:
    """Somebody invented: of which body, in which quality, and the votes by statement number."""

    body: UUID | None
    as_kind: TakesPartAs
    votes: Mapping[int, int]


@writes_live
def rehearse(consultation: Consultation, people: Sequence[Invented]) -> list[Participant]:
    """Let invented people join and vote, all in one go; return as whom they take part.

    Raises NotAllowed in production and in a consultation that is no demonstration, Closed or
    NotOpen when it is not open.
    """
    if settings.PRODUCTION or not consultation.demonstration:
        raise NotAllowed
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_open(consultation.id)
        joined = _joined(consultation, people)
        statements = Statement.objects.filter(
            consultation=consultation.id, state=StatementState.SHOWN
        )
        ids = dict(statements.values_list("number", "id"))
        votes = [
            vote
            for participant, one in zip(joined, people, strict=True)
            for vote in _votes(participant, one.votes, ids)
        ]
        Vote.objects.bulk_create(votes, batch_size=_TOGETHER)
        VoteReceipt.objects.bulk_create(map(_receipt, votes), batch_size=_TOGETHER)
        tell_of_votes(consultation.id)
        return joined


def _joined(consultation: Consultation, people: Sequence[Invented]) -> list[Participant]:
    rows = Participant.objects.filter(consultation=consultation.id)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    made = [
        Participant(
            id=uuid5(consultation.id, f"invented-{number}"),
            consultation=consultation,
            body_id=one.body,
            as_kind=one.as_kind.value,
            number=number,
            demonstration=True,
            joined_at=timezone.now(),
        )
        for number, one in enumerate(people, last + 1)
    ]
    Participant.objects.bulk_create(made)
    return made


def _votes(
    participant: Participant, given: Mapping[int, int], ids: Mapping[int, UUID]
) -> list[Vote]:
    now = timezone.now()
    return [
        Vote(
            id=uuid5(participant.id, f"vote-{number}"),
            participant=participant,
            statement_id=ids[number],
            value=value,
            counter=counter,
            key=uuid5(participant.id, f"key-{number}"),
            at=now + timedelta(microseconds=counter),
        )
        for counter, (number, value) in enumerate(sorted(given.items()), 1)
    ]


def _receipt(vote: Vote) -> VoteReceipt:
    return VoteReceipt(
        id=uuid5(vote.participant_id, f"receipt-{vote.counter}"),
        participant_id=vote.participant_id,
        key=vote.key,
        statement_id=vote.statement_id,
        value=vote.value,
        counter=vote.counter,
        outcome=VoteOutcome.ACCEPTED.value,
        at=vote.at,
    )
