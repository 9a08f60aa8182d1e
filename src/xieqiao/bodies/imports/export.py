"""The members of a body as a table that can be imported again."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Prefetch

from xieqiao.bodies.imports.members import COLUMNS, SECTION_COLUMNS
from xieqiao.bodies.models import Body, Membership, Outside, Person, Section, SectionKind

_KEYS = [column.key for column in COLUMNS]
_COLUMN_OF = {kind: key for key, kind in SECTION_COLUMNS.items()}
_SEXES = {"female": ("女", "female"), "male": ("男", "male")}


def member_rows(body: Body, *, chinese: bool) -> list[list[str]]:
    """Return a row for each member and term; four queries, however many there are."""
    sections = Section.objects.kept().order_by("name_key", "id")
    memberships: dict[UUID, list[Membership]] = defaultdict(list)
    rows = Membership.objects.kept().filter(body=body, term__deleted_at=None)
    rows = rows.select_related("term").order_by("term__begins", "id")
    for row in rows.prefetch_related(Prefetch("sections", sections)).iterator(chunk_size=2_000):
        memberships[row.person_id].append(row)
    people = Person.objects.kept().filter(body=body, outside=Outside.NO)
    found: list[list[str]] = []
    for person in people.order_by("name_key", "id"):
        terms: list[Membership | None] = [*memberships.get(person.id, [])]
        for membership in terms or [None]:
            found.append(_row(len(found) + 1, person, membership, chinese))
    return found


def _row(number: int, person: Person, membership: Membership | None, chinese: bool) -> list[str]:
    cells = {
        "number": str(number),
        "sex": _SEXES[person.sex][0 if chinese else 1] if person.sex else "",
        **{key: str(getattr(person, key)) for key in
           ("name", "name_en", "born", "office", "work", "phone", "note")},
    }  # fmt: skip
    if membership is not None:
        cells["term"], cells["since"] = membership.term.name, membership.begins
        for section in membership.sections.all():
            key = _COLUMN_OF[SectionKind(section.kind)]
            cells[key] = f"{cells[key]}、{section.name}" if key in cells else section.name
    return [cells.get(key, "") for key in _KEYS]
