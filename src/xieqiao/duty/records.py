"""The duty record: gathered anew whenever it is read, with what was corrected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.models import DutyCorrection
from xieqiao.duty.people import Whose
from xieqiao.duty.sources import activities, acts, consultations, dispatches, initiatives, research

SOURCES = (activities, research, dispatches, consultations, acts, initiatives)


@dataclass(frozen=True)
class Record:
    """What one person did, the newest first, and what of it was taken out by a correction."""

    person: Person
    entries: list[Entry]
    taken_out: list[Entry]
    corrections: list[DutyCorrection]

    @property
    def counts(self) -> list[tuple[Deed, int]]:
        """How often each deed is there, those that are not left out."""
        found = Counter(entry.deed for entry in self.entries)
        return [(deed, found[deed]) for deed in Deed if found[deed]]

    @cached_property
    def years(self) -> list[int]:
        """The years of which it tells, the newest first."""
        return sorted({e.year for e in self.entries if e.year is not None}, reverse=True)

    def of_year(self, year: int | None) -> Record:
        """Return what it tells of a year; all of it without one."""
        if year is None:
            return self
        return replace(
            self,
            entries=[e for e in self.entries if e.year == year],
            taken_out=[e for e in self.taken_out if e.year == year],
        )

    def find(self, key: str) -> Entry | None:
        """Return the entry that a key names."""
        return next((e for e in [*self.entries, *self.taken_out] if e.key == key), None)


def records_of(acting: Acting, people: Iterable[Person]) -> list[Record]:
    """Return the records of some people of the own body; the number of queries is constant."""
    there = list(people)
    if not there:
        return []
    whose = Whose(acting, there)
    gathered: dict[UUID, list[Entry]] = defaultdict(list)
    for source in SOURCES:
        for entry in source.entries(acting, whose):
            gathered[entry.person_id].append(entry)
    corrected: dict[UUID, list[DutyCorrection]] = defaultdict(list)
    rows = DutyCorrection.objects.filter(body=acting.body_id, person__in=whose.ids)
    for row in rows.order_by("at", "id"):
        corrected[row.person_id].append(row)
    return [_record(person, gathered[person.id], corrected[person.id]) for person in there]


def record_of(acting: Acting, person: Person) -> Record:
    """Return the record of one person."""
    return records_of(acting, [person])[0]


def _record(person: Person, found: list[Entry], corrections: list[DutyCorrection]) -> Record:
    by_key: dict[str, list[Any]] = defaultdict(list)
    for row in corrections:
        by_key[row.entry].append(row)
    told = [replace(entry, corrections=by_key[entry.key]) for entry in found]
    told.sort(key=lambda entry: (entry.sorts_at, entry.key), reverse=True)
    return Record(
        person,
        [entry for entry in told if not entry.left_out],
        [entry for entry in told if entry.left_out],
        corrections,
    )
