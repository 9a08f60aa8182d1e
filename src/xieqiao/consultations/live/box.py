"""The ballot box: votes of many people taken in one transaction, by a few queries."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils import timezone

from xieqiao.consultations.live.ballots import Answer, Sent, key_of, read
from xieqiao.consultations.live.gates import stages_now
from xieqiao.consultations.models import Participant, Statement, Vote, VoteReceipt
from xieqiao.consultations.telling import tell_of_votes
from xieqiao.consultations.words import Stage, StatementState, VoteOutcome

_SETTLED = {
    VoteOutcome.ACCEPTED.value: VoteOutcome.ALREADY,
    VoteOutcome.OLDER.value: VoteOutcome.OLDER,
}
_NOT_SHOWN = {
    StatementState.HIDDEN.value: VoteOutcome.HIDDEN,
    StatementState.MERGED.value: VoteOutcome.MERGED,
}


@dataclass(frozen=True)
class Ballot:
    """What one person sent at once: votes in plain JSON, and each as it was read."""

    participant: Participant
    raw: Sequence[Any]
    sent: Sequence[Sent | None]

    @classmethod
    def of(cls, participant: Participant, raw: Sequence[Any]) -> Ballot:
        """Read what somebody sent."""
        return cls(participant, raw, [read(one) for one in raw])


@dataclass
class Box:
    """Some people's votes, as they stand and as they come in.

    Statements are known by consultation, votes and receipts by participant.
    """

    stages: dict[UUID, Stage]
    states: dict[tuple[UUID, UUID], str]
    counters: dict[tuple[UUID, UUID], int]
    receipts: dict[tuple[UUID, UUID], Any]
    new_votes: dict[tuple[UUID, UUID], Vote] = field(default_factory=dict)
    new_receipts: list[VoteReceipt] = field(default_factory=list)
    changed: set[UUID] = field(default_factory=set)

    @classmethod
    def opened(cls, ballots: Collection[Ballot]) -> Box:
        """Return what is known of the statements and keys that were sent; four queries."""
        people = {ballot.participant.id for ballot in ballots}
        votes = [vote for ballot in ballots for vote in ballot.sent if vote is not None]
        ids, keys = {vote.statement for vote in votes}, {vote.key for vote in votes}
        there = Statement.objects.filter(id__in=ids)
        theirs = Vote.objects.filter(participant__in=people, statement__in=ids)
        known = VoteReceipt.objects.filter(participant__in=people, key__in=keys)
        return cls(
            stages=stages_now({ballot.participant.consultation_id for ballot in ballots}),
            states={
                (consultation, id_): state
                for consultation, id_, state in there.values_list("consultation", "id", "state")
            },
            counters={
                (person, statement): counter
                for person, statement, counter in theirs.values_list(
                    "participant", "statement", "counter"
                )
            },
            receipts={(row.participant_id, row.key): row for row in known},
        )

    def answers(self, ballot: Ballot) -> list[Answer]:
        """Take what one person sent, in its order; return what becomes of each vote."""
        return [
            Answer(key_of(raw), VoteOutcome.NONSENSE)
            if vote is None
            else Answer(str(vote.key), self._take(ballot.participant, vote))
            for raw, vote in zip(ballot.raw, ballot.sent, strict=True)
        ]

    def write(self) -> None:
        """Write what has come in; two statements, however many people and votes."""
        if self.new_receipts:
            VoteReceipt.objects.bulk_create(self.new_receipts)
        if self.new_votes:
            Vote.objects.bulk_create(
                self.new_votes.values(),
                update_conflicts=True,
                unique_fields=["participant", "statement"],
                update_fields=["value", "counter", "key", "at"],
            )
        for consultation in self.changed:
            tell_of_votes(consultation)

    def _take(self, me: Participant, vote: Sent) -> VoteOutcome:
        known = self.receipts.get((me.id, vote.key))
        if known is not None:
            return _again(vote, known)
        refusal = self._refusal(me.consultation_id, vote)
        if refusal is not None:
            return refusal
        place = (me.id, vote.statement)
        older = vote.counter < self.counters.get(place, 0)
        outcome = VoteOutcome.OLDER if older else VoteOutcome.ACCEPTED
        if not older:
            self.counters[place] = vote.counter
            self.new_votes[place] = _row(Vote, me, vote)
            self.changed.add(me.consultation_id)
        receipt = _row(VoteReceipt, me, vote, outcome=outcome.value)
        self.receipts[me.id, vote.key] = receipt
        self.new_receipts.append(receipt)
        return outcome

    def _refusal(self, consultation: UUID, vote: Sent) -> VoteOutcome | None:
        stage = self.stages[consultation]
        if stage is not Stage.OPEN:
            return VoteOutcome.CLOSED if stage is Stage.CLOSED else VoteOutcome.NOT_OPEN
        state = self.states.get((consultation, vote.statement))
        return VoteOutcome.UNKNOWN if state is None else _NOT_SHOWN.get(state)


def _again(vote: Sent, known: Any) -> VoteOutcome:
    same = (known.statement_id, known.value, known.counter)
    if same != (vote.statement, vote.value, vote.counter):
        return VoteOutcome.KEY_TAKEN
    return _SETTLED[known.outcome]


def _row(model: Any, me: Participant, vote: Sent, **more: Any) -> Any:
    return model(
        participant_id=me.id,
        statement_id=vote.statement,
        value=vote.value,
        counter=vote.counter,
        key=vote.key,
        at=timezone.now(),
        **more,
    )
