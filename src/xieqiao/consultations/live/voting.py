"""Votes: each counted once, however often and in whatever order a device sends them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.errors import BadPayload
from xieqiao.acts.matter import writes_live
from xieqiao.consultations.live.ballots import Answer
from xieqiao.consultations.live.box import Ballot, Box
from xieqiao.consultations.live.gates import hold_people, hold_together
from xieqiao.consultations.models import Participant
from xieqiao.turns import in_turn_to_write

MOST_AT_ONCE = 500


@writes_live
def cast_votes(participant: Participant, votes: Sequence[Any]) -> list[Answer]:
    """Take votes in the order given; return what became of each, in the same order.

    A vote is a mapping of `key` (a UUID that the device made for it), `statement` (its id),
    `value` (1, 0, −1) and `counter` (the device's running number). One bad vote spoils no other.
    Raises BadPayload for more than MOST_AT_ONCE.
    """
    demand_not_too_many(votes)
    return cast_together([Ballot.of(participant, votes)])[0]


@writes_live
def cast_together(ballots: Sequence[Ballot]) -> list[list[Answer]]:
    """Take what several people sent in one transaction; return the answers to each of them.

    Once this returns (outside a transaction), every vote that is said to be with the server is
    committed. It takes as many queries for a hundred people as for one.
    """
    with in_turn_to_write(), transaction.atomic():
        hold_people({ballot.participant.id for ballot in ballots})
        hold_together({ballot.participant.consultation_id for ballot in ballots})
        box = Box.opened(ballots)
        answers = [box.answers(ballot) for ballot in ballots]
        box.write()
        return answers


@writes_live
def cast_vote(participant: Participant, statement_id: UUID, value: int) -> Answer:
    """Take a vote that came as a plain form: it is the person's newest."""
    with in_turn_to_write(), transaction.atomic():
        hold_people({participant.id})
        last = participant.votes.aggregate(last=Max("counter"))["last"] or 0
        vote = {"key": uuid4(), "statement": statement_id, "value": value, "counter": last + 1}
        return cast_votes(participant, [vote])[0]


def demand_not_too_many(votes: Sequence[Any]) -> None:
    """Raise BadPayload for more votes at once than a device may send."""
    if len(votes) > MOST_AT_ONCE:
        words = _("Send at most %(most)d votes at once.") % {"most": MOST_AT_ONCE}
        raise BadPayload([("votes", words)])
