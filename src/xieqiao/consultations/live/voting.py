"""Votes: each counted once, however often and in whatever order a device sends them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.errors import BadPayload
from xieqiao.acts.matter import writes_live
from xieqiao.consultations.live.ballots import Answer, Sent, key_of, read
from xieqiao.consultations.live.gates import hold_person, hold_together, stage_now
from xieqiao.consultations.models import Participant, Statement, Vote, VoteReceipt
from xieqiao.consultations.telling import tell_of_votes
from xieqiao.consultations.words import Stage, StatementState, VoteOutcome
from xieqiao.turns import in_turn_to_write

MOST_AT_ONCE = 500
_SETTLED = {
    VoteOutcome.ACCEPTED.value: VoteOutcome.ALREADY,
    VoteOutcome.OLDER.value: VoteOutcome.OLDER,
}
_NOT_SHOWN = {
    StatementState.HIDDEN.value: VoteOutcome.HIDDEN,
    StatementState.MERGED.value: VoteOutcome.MERGED,
}


@writes_live
def cast_votes(participant: Participant, votes: Sequence[Any]) -> list[Answer]:
    """Take votes in the order given; return what became of each, in the same order.

    A vote is a mapping of `key` (a UUID that the device made for it), `statement` (its id),
    `value` (1, 0, −1) and `counter` (the device's running number). One bad vote spoils no other.
    Raises BadPayload for more than MOST_AT_ONCE.
    """
    if len(votes) > MOST_AT_ONCE:
        words = _("Send at most %(most)d votes at once.") % {"most": MOST_AT_ONCE}
        raise BadPayload([("votes", words)])
    with in_turn_to_write(), transaction.atomic():
        hold_person(participant.id)
        hold_together(participant.consultation_id)
        sent = [read(raw) for raw in votes]
        box = _Box.opened(participant, [vote for vote in sent if vote is not None])
        answers = [
            Answer(key_of(raw), VoteOutcome.NONSENSE)
            if vote is None
            else Answer(str(vote.key), box.take(vote))
            for raw, vote in zip(votes, sent, strict=True)
        ]
        box.write()
        return answers


@writes_live
def cast_vote(participant: Participant, statement_id: UUID, value: int) -> Answer:
    """Take a vote that came as a plain form: it is the person's newest."""
    with in_turn_to_write(), transaction.atomic():
        hold_person(participant.id)
        last = participant.votes.aggregate(last=Max("counter"))["last"] or 0
        vote = {"key": uuid4(), "statement": statement_id, "value": value, "counter": last + 1}
        return cast_votes(participant, [vote])[0]


@dataclass
class _Box:
    """One person's votes on some statements, as they stand and as they come in."""

    participant: Participant
    stage: Stage
    states: dict[UUID, str]
    counters: dict[UUID, int]
    receipts: dict[UUID, Any]
    new_votes: dict[UUID, Vote] = field(default_factory=dict)
    new_receipts: list[VoteReceipt] = field(default_factory=list)

    @classmethod
    def opened(cls, participant: Participant, sent: Sequence[Sent]) -> _Box:
        """Return what is known of the statements and keys that were sent; four queries."""
        ids, keys = {vote.statement for vote in sent}, {vote.key for vote in sent}
        there = Statement.objects.filter(consultation=participant.consultation_id, id__in=ids)
        mine = Vote.objects.filter(participant=participant, statement__in=ids)
        known = VoteReceipt.objects.filter(participant=participant, key__in=keys)
        return cls(
            participant=participant,
            stage=stage_now(participant.consultation_id),
            states=dict(there.values_list("id", "state")),
            counters=dict(mine.values_list("statement", "counter")),
            receipts={row.key: row for row in known},
        )

    def take(self, vote: Sent) -> VoteOutcome:
        """Return what becomes of a vote, and remember it."""
        known = self.receipts.get(vote.key)
        if known is not None:
            return self._again(vote, known)
        refusal = self._refusal(vote)
        if refusal is not None:
            return refusal
        older = vote.counter < self.counters.get(vote.statement, 0)
        outcome = VoteOutcome.OLDER if older else VoteOutcome.ACCEPTED
        if not older:
            self.counters[vote.statement] = vote.counter
            self.new_votes[vote.statement] = self._row(Vote, vote)
        receipt = self._row(VoteReceipt, vote, outcome=outcome.value)
        self.receipts[vote.key] = receipt
        self.new_receipts.append(receipt)
        return outcome

    def write(self) -> None:
        """Write what has come in; two statements, however many votes."""
        if self.new_receipts:
            VoteReceipt.objects.bulk_create(self.new_receipts)
        if self.new_votes:
            Vote.objects.bulk_create(
                self.new_votes.values(),
                update_conflicts=True,
                unique_fields=["participant", "statement"],
                update_fields=["value", "counter", "key", "at"],
            )
            tell_of_votes(self.participant.consultation_id)

    def _again(self, vote: Sent, known: Any) -> VoteOutcome:
        same = (known.statement_id, known.value, known.counter)
        if same != (vote.statement, vote.value, vote.counter):
            return VoteOutcome.KEY_TAKEN
        return _SETTLED[known.outcome]

    def _refusal(self, vote: Sent) -> VoteOutcome | None:
        if self.stage is not Stage.OPEN:
            return VoteOutcome.CLOSED if self.stage is Stage.CLOSED else VoteOutcome.NOT_OPEN
        state = self.states.get(vote.statement)
        return VoteOutcome.UNKNOWN if state is None else _NOT_SHOWN.get(state)

    def _row(self, model: Any, vote: Sent, **more: Any) -> Any:
        return model(
            participant_id=self.participant.id,
            statement_id=vote.statement,
            value=vote.value,
            counter=vote.counter,
            key=vote.key,
            at=timezone.now(),
            **more,
        )
