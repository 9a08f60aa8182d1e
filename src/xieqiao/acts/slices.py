"""The part of the registers that a new entry is judged by, as a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from xieqiao.acts.entries import EntryBody, read_entry
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.ledger import Ledger, Noted, RevisionAt
from xieqiao.acts.matter import Matter
from xieqiao.acts.models import Act, Subject, Touch
from xieqiao.acts.statements import Touched, entries_of, places_of


def is_reported(kind: str) -> bool:
    """Say whether a kind's matter is reported; an unknown kind's is not."""
    try:
        return kind_named(kind).matter is Matter.REPORTED
    except LookupError:
        return False


def slice_of(touched: Touched, act_id: UUID) -> Ledger:
    """Return a ledger of the acts that touch these revisions, and of one act itself."""
    ledger = Ledger(is_reported)
    for text, digest in entries_of(touched, act_id):
        ledger.record(read_entry(text), digest)
    return ledger


def know_revisions(ledger: Ledger, subjects: Iterable[Subject]) -> None:
    """Tell the ledger, which knows their seals, the present revisions of these subjects."""
    for row in subjects:
        at = RevisionAt(ledger.noted[row.seal], row.type, row.deciders)
        ledger.revisions[(str(row.id), row.revision)] = at


def know_entries(ledger: Ledger, hashes: Iterable[str]) -> None:
    """Tell the ledger where the cited entries stand."""
    unknown = [h for h in hashes if h not in ledger.noted]
    for digest, body, seq in places_of(unknown):
        ledger.noted[digest] = Noted(digest, body, seq)


def touches_of(entry: EntryBody) -> list[tuple[UUID, int, bool]]:
    """Return the existing revisions that an entry touches."""
    moved = [(UUID(m.id), m.revision, True) for m in entry.subjects if m.revision is not None]
    return moved + [(UUID(b.id), b.revision, False) for b in entry.binding]


def overtaken_by(act: Act) -> set[str]:
    """Return the seals that moved on what the act's present version touches."""
    touches = Touch.objects.filter(act=act, version__number=act.version)
    touched = dict(touches.values_list("subject_id", "revision"))
    now = Subject.objects.filter(id__in=touched).values_list("id", "revision", "seal")
    return {seal for id_, revision, seal in now if revision > touched[id_]}
