"""The part of the registers that a new entry is judged by, as a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from xieqiao.acts.entries import EntryBody, EntryType, read_entry
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.ledger import Ledger, Noted, RevisionAt
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import ActState, Entry, Subject, Touch


def is_reported(kind: str) -> bool:
    """Say whether a kind's matter is reported; an unknown kind's is not."""
    try:
        return kind_named(kind).matter is Matter.REPORTED
    except LookupError:
        return False


def slice_of(touched: Iterable[tuple[UUID, int, bool]], act_id: UUID) -> Ledger:
    """Return a ledger of the acts that touch these revisions, and of one act itself.

    Acts in force need not be looked at: a revision that one moved is past, and one that only
    relied on it has ended there.
    """
    ledger = Ledger(is_reported)
    acts = {act_id} | _rivals(list(touched))
    rows = Entry.objects.filter(act__in=acts).exclude(type=EntryType.SEAL)
    for text, digest in rows.order_by("time", "seq").values_list("canonical", "hash"):
        ledger.record(read_entry(text), digest)
    return ledger


def _rivals(touched: list[tuple[UUID, int, bool]]) -> set[UUID]:
    if not touched:
        return set()
    where = Q()
    for subject, revision, moves in touched:
        one = Q(subject_id=subject, revision=revision)
        where |= one if moves else one & Q(moves=True)
    rows = Touch.objects.filter(where).exclude(act__state=ActState.SEALED)
    return set(rows.values_list("act", flat=True))


def know_revisions(ledger: Ledger, subjects: Iterable[Subject], seals: dict[str, Noted]) -> None:
    """Tell the ledger the present revisions of these subjects."""
    for row in subjects:
        seal = seals.get(row.seal)
        ledger.revisions[(str(row.id), row.revision)] = RevisionAt(seal, row.deciders, row.closed)


def know_entries(ledger: Ledger, hashes: Iterable[str]) -> None:
    """Tell the ledger where the cited entries stand."""
    unknown = [h for h in hashes if h not in ledger.noted]
    for digest, body, seq in Entry.objects.filter(hash__in=unknown).values_list(
        "hash", "body_id", "seq"
    ):
        ledger.noted[digest] = Noted(digest, str(body), seq)


def touches_of(entry: EntryBody) -> list[tuple[UUID, int, bool]]:
    """Return the existing revisions that an entry touches."""
    moved = [(UUID(m.id), m.revision, True) for m in entry.subjects if m.revision is not None]
    return moved + [(UUID(b.id), b.revision, False) for b in entry.binding]
