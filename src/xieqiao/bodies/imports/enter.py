"""Writes what a plan of members says, in few statements, within the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from xieqiao.bodies.imports.compare import Entry, Work
from xieqiao.bodies.imports.known import name_key, term_key
from xieqiao.bodies.imports.members import SECTION_COLUMNS
from xieqiao.bodies.imports.plan import Plan, Verdict
from xieqiao.bodies.models import Body, Membership, Person, Section, Term

BATCH = 500
T = TypeVar("T")


def enter_members(body: Body, plan: Plan, *, demonstration: bool) -> None:
    """Enter the rows that are added or changed."""
    work: Work = plan.work
    entries: list[Entry] = [line.entry for line in plan.of(Verdict.ADDED, Verdict.CHANGED)]
    terms = _terms(body, work, entries)
    sections = _sections(body, work, entries, demonstration)
    _people(body, plan, demonstration)
    _memberships(body, entries, terms, sections)


def batches(rows: Iterable[T]) -> Iterator[list[T]]:
    """Return rows in handfuls that one statement takes."""
    left = iter(rows)
    while batch := list(islice(left, BATCH)):
        yield batch


def _terms(body: Body, work: Work, entries: list[Entry]) -> dict[str, Term]:
    found = {term_key(term.name): term for term in work.known.terms.values()}
    for entry in entries:
        if entry.term and term_key(entry.term) not in found:
            found[term_key(entry.term)] = Term.objects.create(body=body, name=entry.term)
    return found


def _sections(
    body: Body, work: Work, entries: list[Entry], demonstration: bool
) -> dict[tuple[str, str], Section]:
    found = dict(work.known.sections)
    for entry in entries:
        for key, names in entry.sections.items():
            for name in names:
                place = (SECTION_COLUMNS[key].value, name_key(name))
                if place not in found:
                    found[place] = Section.objects.create(
                        body=body, kind=place[0], name=name, demonstration=demonstration
                    )
    return found


def _people(body: Body, plan: Plan, demonstration: bool) -> None:
    from xieqiao.portal.indexing import put_many

    new = [line.entry.someone.person for line in plan.of(Verdict.ADDED)]
    for person in new:
        person.demonstration = demonstration
    changed = [line.entry for line in plan.of(Verdict.CHANGED) if line.entry.fields]
    names: set[str] = set()
    for entry in changed:
        names.update(entry.fields)
        for name, value in entry.fields.items():
            setattr(entry.someone.person, name, value)
    Person.objects.bulk_create(new, batch_size=BATCH)
    old = [entry.someone.person for entry in changed if not entry.someone.is_new]
    if old:
        Person.objects.bulk_update(old, sorted(names), batch_size=BATCH)
    for batch in batches([*new, *old]):
        put_many(batch, body=body.id)


def _memberships(
    body: Body,
    entries: list[Entry],
    terms: dict[str, Term],
    sections: dict[tuple[str, str], Section],
) -> None:
    new, dated, links, cleared = [], [], [], []
    through: Any = Membership.sections.through
    for entry in entries:
        if not entry.term:
            continue
        row = entry.membership
        if entry.new_membership:
            term = terms[term_key(entry.term)]
            row = Membership(body=body, person=entry.someone.person, term=term, begins=entry.since)
            new.append(row)
        elif row is not None and entry.since and entry.since != row.begins:
            row.begins = entry.since
            dated.append(row)
        if row is None:
            continue
        for key, names in entry.sections.items():
            kind = SECTION_COLUMNS[key].value
            if names and not entry.new_membership:
                cleared.append((row.id, kind))
            there = dict.fromkeys(sections[kind, name_key(name)].id for name in names)
            links += [through(membership_id=row.id, section_id=id_) for id_ in there]
    Membership.objects.bulk_create(new, batch_size=BATCH)
    if dated:
        Membership.objects.bulk_update(dated, ["begins"], batch_size=BATCH)
    for kind in {kind for _id, kind in cleared}:
        for ids in batches([id_ for id_, k in cleared if k == kind]):
            through.objects.filter(membership__in=ids, section__kind=kind).delete()
    through.objects.bulk_create(links, batch_size=BATCH)
