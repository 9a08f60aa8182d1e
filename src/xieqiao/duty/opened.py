"""What members opened of their duty records to the parties of a partnership.

A member's choice gathers, under his or her name, records that the partners can read anyway: those
of their own partnership. It shows nothing that no act has shown them, and so needs no act itself:
initiatives stand in the words of `initiative.share`, and what only the own body reads (corrections,
notes, what was taken out) never comes along.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Seat
from xieqiao.bodies.models import Person
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.models import DutyCorrection, OpenedPart, OpenedRecord, OpenedWhat
from xieqiao.duty.people import Whose
from xieqiao.duty.sources import (
    activities,
    acts,
    consultations,
    dispatches,
    research,
    shared_initiatives,
)

SOURCES = (activities, research, dispatches, consultations, acts, shared_initiatives)


@dataclass(frozen=True)
class Choice:
    """What one member chose for one partnership."""

    everything: bool = False
    sorts: frozenset[str] = frozenset()
    entries: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether nothing is opened."""
        return not (self.everything or self.sorts or self.entries)

    def opens(self, entry: Entry) -> bool:
        """Say whether the parties read an entry."""
        return self.everything or entry.deed.value in self.sorts or entry.key in self.entries


def choices_of(record: OpenedRecord | None) -> dict[UUID, Choice]:
    """Return what was chosen, by partnership; one query."""
    if record is None:
        return {}
    found: dict[UUID, Choice] = {}
    for part in record.parts.all():
        now = found.get(part.partnership, Choice())
        match part.what:
            case OpenedWhat.ALL:
                now = replace(now, everything=True)
            case OpenedWhat.SORT:
                now = replace(now, sorts=now.sorts | {part.value})
            case OpenedWhat.ENTRY:
                now = replace(now, entries=now.entries | {part.value})
        found[part.partnership] = now
    return found


def opened_by(person: Person) -> OpenedRecord | None:
    """Return what somebody opened, if anything."""
    return OpenedRecord.objects.filter(person=person).prefetch_related("parts").first()


def _common(acting: Acting) -> QuerySet[OpenedPart]:
    """Return the choices for partnerships whose parties both bodies are today."""
    seats = Seat.objects.filter(space=OuterRef("partnership"), left_at=None)
    return OpenedPart.objects.filter(
        Exists(seats.filter(body=acting.body_id)), Exists(seats.filter(body=OuterRef("body")))
    )


def opened_records(acting: Acting, words: str = "") -> QuerySet[OpenedRecord]:
    """Return the records of which a party may read something, by name."""
    rows = OpenedRecord.objects.filter(
        Exists(_common(acting).filter(record=OuterRef("id"))), person__deleted_at=None
    )
    if words:
        rows = rows.filter(shown_as__icontains=words)
    return rows.select_related("body").order_by("body__name_key", "shown_as", "id")


def opened_to(acting: Acting, partnership: UUID) -> dict[UUID, OpenedRecord]:
    """Return who opened something to the parties of a partnership, by the person's id."""
    here = _common(acting).filter(record=OuterRef("id"), partnership=partnership)
    rows = OpenedRecord.objects.filter(Exists(here), person__deleted_at=None)
    return {row.person_id: row for row in rows}


def gathered(acting: Acting, person: Person) -> list[Entry]:
    """Return what could be opened: the records that the reader can open, as they were recorded.

    Whatever the member said was not so is left out; no correction or note comes along.
    """
    whose = Whose(acting, [person], person.body_id)
    found = [entry for source in SOURCES for entry in source.entries(acting, whose)]
    corrected: dict[str, list[DutyCorrection]] = {}
    rows = DutyCorrection.objects.filter(body=person.body_id, person=person)
    for row in rows.order_by("at", "id"):
        corrected.setdefault(row.entry, []).append(row)
    stands = [
        replace(entry, by_name=False)
        for entry in found
        if not replace(entry, corrections=corrected.get(entry.key, [])).left_out
    ]
    return sorted(stands, key=lambda entry: (entry.sorts_at, entry.key), reverse=True)


def entries_opened(acting: Acting, record: OpenedRecord) -> list[Entry]:
    """Return exactly the entries that the reader's body may read."""
    here = set(_common(acting).filter(record=record).values_list("partnership", flat=True))
    chosen = choices_of(record)
    return [
        entry
        for entry in gathered(acting, record.person)
        if entry.partnership is not None
        and entry.partnership.pk in here
        and chosen[entry.partnership.pk].opens(entry)
    ]


@transaction.atomic
def choose(
    person: Person,
    partnership: UUID,
    choice: Choice,
    *,
    shown_as: str = "",
    office: str = "",
    demonstration: bool = False,
) -> OpenedRecord | None:
    """Keep what a member chose for a partnership in place of what stood there before.

    Only the member's own pages call this. Once nothing is opened anywhere, nothing is left.
    """
    Person.objects.select_for_update().get(id=person.id)
    record = OpenedRecord.objects.filter(person=person).first()
    if record is not None:
        record.parts.filter(partnership=partnership).delete()
    if choice.nothing:
        if record is not None and not record.parts.exists():
            record.delete()
            record = None
        return record
    record, _new = OpenedRecord.objects.update_or_create(
        person=person,
        defaults={
            "body_id": person.body_id,
            "shown_as": shown_as or person.name,
            "office": office,
            "demonstration": demonstration,
        },
    )
    OpenedPart.objects.bulk_create(
        OpenedPart(
            body_id=person.body_id,
            record=record,
            partnership=partnership,
            what=what,
            value=value,
        )
        for what, value in _parts(choice)
    )
    return record


def _parts(choice: Choice) -> Iterable[tuple[OpenedWhat, str]]:
    if choice.everything:
        return [(OpenedWhat.ALL, "")]
    sorts = [(OpenedWhat.SORT, value) for value in sorted(choice.sorts)]
    return [*sorts, *((OpenedWhat.ENTRY, value) for value in sorted(choice.entries))]


def take_all_back(person: Person) -> None:
    """Open nothing to anybody any more."""
    OpenedRecord.objects.filter(person=person).delete()


def deeds_in(entries: Iterable[Entry]) -> list[tuple[Deed, int]]:
    """Return the sorts that are there, each with how many entries it has."""
    there = list(entries)
    counts = [(deed, sum(entry.deed is deed for entry in there)) for deed in Deed]
    return [(deed, count) for deed, count in counts if count]
