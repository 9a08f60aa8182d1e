"""Keeps the result of each consultation, and reckons it anew when there is enough that is new.

The same votes give the same result in every process, so that several may reckon; one does, the
others show what there is. While it is open, the newest votes of at least five people are held
back, and a result is renewed once five more have voted; at its end, it is made of all votes. So no
two results ever differ by the votes of fewer than five people.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from xieqiao.consultations.models import Consultation, KeptResult
from xieqiao.consultations.results.found import Result, packed, unpacked
from xieqiao.consultations.results.reading import (
    enough_new,
    held_back_from,
    mark_of,
    sheet_of,
)
from xieqiao.consultations.telling import tell
from xieqiao.consultations.words import Stage

# Seconds between two results while votes come in, and after which a claim has come to nothing.
RENEW, GIVEN_UP = 3, 120
# Of more votes, the result is reckoned in the background, and the page shows the last one.
MOST_AT_ONCE = 20_000


@dataclass(frozen=True)
class Kept:
    """A result, the moment that it tells of, and whether it is the final one, of all votes."""

    result: Result
    as_of: datetime
    complete: bool


def result_of(consultation: Consultation) -> Kept | None:
    """Return the result as it is known now; None while the very first one is being reckoned."""
    row = KeptResult.objects.filter(consultation=consultation.id).first()
    now, final = timezone.now(), consultation.stage is Stage.CLOSED
    just_made = row is not None and row.made_at and now - row.made_at < timedelta(seconds=RENEW)
    if row is not None and just_made and not final:
        return _kept(row, complete=False)
    mark = mark_of(consultation.id)
    if row is not None and final and row.mark == str(mark):
        return _kept(row, complete=True)
    if (final or _due(consultation.id, row)) and _claimed(consultation.id, now):
        if mark.votes > MOST_AT_ONCE:
            reckon_later.enqueue(str(consultation.id), final)
        else:
            return renewed(consultation.id, final=final)
    return _kept(row, complete=False) if row is not None and row.text else None


def _due(consultation: UUID, row: KeptResult | None) -> bool:
    """Say whether a result of an open consultation should be made anew."""
    if row is None or row.voted_until is None:
        return True
    return enough_new(consultation, row.voted_until, held_back_from(consultation))


def renewed(consultation: UUID, *, final: bool) -> Kept:
    """Reckon a result, keep it and return it; only a final one is of all votes."""
    from xieqiao.consultations.results.reckoning import reckon

    mark, now = mark_of(consultation), timezone.now()
    before = None if final else held_back_from(consultation)
    text = packed(reckon(sheet_of(consultation, before)))
    tell(consultation, "result")
    row, _new = KeptResult.objects.update_or_create(
        consultation_id=consultation,
        defaults={
            "mark": str(mark) if final else "",
            "voted_until": before,
            "made_at": now,
            "text": text,
            "claimed_at": None,
        },
    )
    kept = _kept(row, complete=final)
    assert kept is not None, "its text was just written"
    return kept


@task
def reckon_later(consultation: str, final: bool) -> None:
    """Reckon the result of a consultation with many votes."""
    renewed(UUID(consultation), final=final)


def _claimed(consultation: UUID, now: datetime) -> bool:
    """Say whether it falls to this process to reckon, and see that no other does."""
    KeptResult.objects.bulk_create(
        [KeptResult(consultation_id=consultation)], ignore_conflicts=True
    )
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - timedelta(seconds=GIVEN_UP))
    rows = KeptResult.objects.filter(free, consultation=consultation)
    return bool(rows.update(claimed_at=now))


def _kept(row: KeptResult, *, complete: bool) -> Kept | None:
    if not row.text or row.made_at is None:
        return None
    return Kept(unpacked(row.text), row.made_at, complete)
