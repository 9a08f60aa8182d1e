"""Which statement a person sees next: the least answered first, in an order of the person's own.

How often statements were answered is counted anew every few seconds, not for every page; and what
a person has on the page stays there, for its address names it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from xieqiao.consultations.models import Participant, Statement, Vote
from xieqiao.consultations.words import StatementState

COUNT_EVERY = 10.0
_MOST_KEPT = 200
_counted: dict[UUID, tuple[float, dict[UUID, int]]] = {}


def in_order(participant: Participant, most: int) -> list[UUID]:
    """Return up to `most` statements that a person has not answered, the next one first."""
    shown = Statement.objects.filter(
        consultation=participant.consultation_id, state=StatementState.SHOWN
    )
    mine = Vote.objects.filter(participant=participant).values("statement")
    open_to = list(
        shown.exclude(id__in=mine).exclude(author=participant).values_list("id", flat=True)
    )
    return _sorted(participant, open_to)[:most]


def next_for(participant: Participant) -> UUID | None:
    """Return the statement that a person sees next; None when all are answered."""
    return next(iter(in_order(participant, 1)), None)


def _sorted(participant: Participant, ids: Iterable[UUID]) -> list[UUID]:
    counts = _counts(participant.consultation_id)

    def key(id_: UUID) -> tuple[int, bytes]:
        # Counts that are about the same are the same, so that each person meets another order.
        about = counts.get(id_, 0).bit_length()
        return about, hashlib.blake2b(participant.id.bytes + id_.bytes, digest_size=8).digest()

    return sorted(ids, key=key)


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
