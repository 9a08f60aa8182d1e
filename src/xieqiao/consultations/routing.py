"""Which statement a person sees next.

Mostly the one whose vote is expected to tell most, as the engine reckons it; for a part of the
showings, and before there is anything to reckon with, the least answered first, in an order of the
person's own. How often statements were answered is counted anew every few seconds, not for every
page; and what a person has on the page stays there, for its address names it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count

from xieqiao.consultations import fits
from xieqiao.consultations.models import Participant, Statement, Vote
from xieqiao.consultations.words import StatementState

COUNT_EVERY = 10.0
LEAST_ANSWERED = 0.25  # this part of the showings is for the least answered and the newest
_MOST_KEPT = 200
_counted: dict[UUID, tuple[float, dict[UUID, int]]] = {}


def in_order(participant: Participant, most: int) -> list[UUID]:
    """Return up to `most` statements that a person has not answered, the next one first."""
    shown = Statement.objects.filter(
        consultation=participant.consultation_id, state=StatementState.SHOWN
    )
    mine = Vote.objects.filter(participant=participant)
    others = shown.exclude(id__in=mine.values("statement")).exclude(author=participant)
    open_to = dict(others.values_list("id", "number"))
    counts = _counts(participant.consultation_id)
    least = _least_answered(participant, list(open_to), counts)
    answered = mine.count()
    if _draw(participant, answered) < LEAST_ANSWERED:
        return least[:most]
    fit = fits.fit_of(participant.consultation_id, sum(counts.values()))
    if fit is None:
        return least[:most]
    seed = participant.consultation_id.int % 2**31
    id_of = {number: id_ for id_, number in open_to.items()}
    telling = fit.order(participant.number, sorted(id_of), answered, seed)
    ordered = dict.fromkeys([id_of[number] for number in telling] + least)
    return list(ordered)[:most]


def next_for(participant: Participant) -> UUID | None:
    """Return the statement that a person sees next; None when all are answered."""
    return next(iter(in_order(participant, 1)), None)


def forget() -> None:
    """Forget what was counted and reckoned (for tests)."""
    _counted.clear()
    fits.forget()


def _least_answered(
    participant: Participant, ids: Sequence[UUID], counts: dict[UUID, int]
) -> list[UUID]:
    def key(id_: UUID) -> tuple[int, bytes]:
        # Counts that are about the same are the same, so that each person meets another order.
        return counts.get(id_, 0).bit_length(), _hash(participant.id.bytes + id_.bytes)

    return sorted(ids, key=key)


def _draw(participant: Participant, answered: int) -> float:
    """Return a number from 0 to 1, the same for the same person and place in the row."""
    drawn = _hash(participant.id.bytes + answered.to_bytes(8, "big"))
    return int.from_bytes(drawn, "big") / 2**64


def _hash(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=8).digest()


def _counts(consultation_id: UUID) -> dict[UUID, int]:
    """Return how often each statement was answered, at most a few seconds old."""
    now = time.monotonic()
    known = _counted.get(consultation_id)
    if known is not None and now - known[0] < COUNT_EVERY:
        return known[1]
    rows = Vote.objects.filter(statement__consultation=consultation_id).values("statement")
    found = dict(rows.annotate(n=Count("id")).values_list("statement", "n"))
    if len(_counted) >= _MOST_KEPT:
        _counted.clear()
    _counted[consultation_id] = (now, found)
    return found
