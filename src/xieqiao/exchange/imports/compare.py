"""What entering a table of strengths would do: each row compared with the own list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.bodies.imports.known import digits, name_key
from xieqiao.bodies.imports.plan import OTHER, SAME, Change, Line, Options, Plan, Verdict
from xieqiao.bodies.imports.words import Reader, looked_at
from xieqiao.bodies.models import Body, Outside, Person, Section, Unit
from xieqiao.documents.tables import Record, Table
from xieqiao.exchange.imports.columns import StrengthRow, read_row, titles
from xieqiao.exchange.models import Strength
from xieqiao.exchange.words import Origin

ALIKE = 0.85  # of two titles of the same person, above which it is asked whether they are one
Whose = tuple[str, UUID | None]


@dataclass
class Entry:
    """What a row would write: a new strength, or what reads otherwise in one that is there."""

    strength: Strength
    fields: dict[str, Any] = field(default_factory=dict)


def plan_strengths(body: Body, tables: Iterable[Table], options: Options) -> Plan:
    """Return what entering the tables would do; five queries."""
    comparison = _Comparison(body, options)
    lines, remarks = looked_at(tables, comparison.line)
    return Plan(lines, remarks)


class _Comparison:
    """Compares row after row; later rows know of what earlier ones bring."""

    def __init__(self, body: Body, options: Options) -> None:
        self.body, self.options, self.today = body, options, body.today()
        self.titles = titles(body)
        self.people: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.kept().filter(body=body):
            self.people[name_key(person.name)].append(person)
        self.sections = {name_key(s.name): s for s in Section.objects.kept().filter(body=body)}
        self.units = {name_key(u.name): u for u in Unit.objects.kept().filter(body=body)}
        self.there: dict[Whose, list[Strength]] = defaultdict(list)
        for row in Strength.objects.filter(body=body, deleted_at=None).order_by("created_at", "id"):
            self.there[_whose(row)].append(row)
        self.before: dict[UUID, tuple[StrengthRow, Record]] = {}

    def line(self, record: Record) -> Line:
        """Return what becomes of a row."""
        reader = Reader(record, self.today)
        row = read_row(reader)
        fresh = Strength(body=self.body, title=row.title)
        self._belongs(reader, row, fresh)
        shown = row.title or _("row %(row)d") % {"row": record.row + 1}
        more = row.person or row.section or row.unit
        if reader.errors:
            return Line(record, Verdict.REFUSED, shown, more, reader.errors)
        line = Line(record, Verdict.ADDED, shown, more)
        found = self._same(line, row, fresh)
        if line.verdict in {Verdict.ASKED, Verdict.LEFT_OUT}:
            return line
        if found is None:
            for name, value in row.fields.items():
                setattr(fresh, name, value)
            self.there[_whose(fresh)].append(fresh)
            self.before[fresh.id] = (row, record)
            line.entry = Entry(fresh)
            return line
        return self._compared(line, reader, row, found)

    def _belongs(self, reader: Reader, row: StrengthRow, fresh: Strength) -> None:
        """Say whose it is: a person before a section before a unit, otherwise the body's."""
        if row.person:
            self._person(reader, row, fresh)
        elif row.section:
            fresh.section = self.sections.get(name_key(row.section))
            fresh.origin = Origin.SECTION
            if fresh.section is None:
                self._unknown(reader, "section", row.section)
        elif row.unit:
            fresh.unit = self.units.get(name_key(row.unit))
            fresh.origin = Origin.COMPANY
            if fresh.unit is None:
                self._unknown(reader, "unit", row.unit)

    def _person(self, reader: Reader, row: StrengthRow, fresh: Strength) -> None:
        found = self.people.get(name_key(row.person), [])
        if len(found) > 1 and row.phone:
            found = [p for p in found if digits(p.phone) == digits(row.phone)]
        if len(found) > 1:
            reader.refuse("person", _("several people are called so; give the telephone number"))
        elif not found:
            self._unknown(reader, "person", row.person)
        else:
            fresh.person = found[0]
            expert = found[0].outside == Outside.EXPERT
            fresh.origin = Origin.EXPERT if expert else Origin.MEMBER

    def _unknown(self, reader: Reader, key: str, name: str) -> None:
        reader.refuse(key, _("“%(name)s” is not in the directory") % {"name": name})

    def _same(self, line: Line, row: StrengthRow, fresh: Strength) -> Strength | None:
        theirs = self.there[_whose(fresh)]
        key = name_key(row.title)
        for one in theirs:
            if name_key(one.title) == key:
                return one
        alike = [
            one for one in theirs
            if one.id not in self.before
            and SequenceMatcher(None, name_key(one.title), key).ratio() >= ALIKE
        ]  # fmt: skip
        answer = self.options.answer(line.key)
        by_value = {f"{SAME}:{one.id}": one for one in alike}
        if not alike or answer == OTHER:
            return None
        if answer in by_value:
            return by_value[answer]
        line.ask(
            _("Is this a strength that is on the list already?"),
            answer,
            {value: one.title for value, one in by_value.items()},
            _("no, another strength"),
        )
        return None

    def _compared(self, line: Line, reader: Reader, row: StrengthRow, found: Strength) -> Line:
        line.verdict = Verdict.UNCHANGED
        before = self.before.get(found.id)
        if before is not None:
            place = {"row": before[1].row + 1}
            if before[0].fields == row.fields:
                line.remark = _("The same as row %(row)s.") % place
                return line
            reader.refuse(
                "title", _("the same strength stands in row %(row)s in other words") % place
            )
            return Line(line.record, Verdict.REFUSED, line.shown, line.more, reader.errors)
        self.before[found.id] = (row, line.record)
        entry = Entry(found)
        for name, value in row.fields.items():
            old = getattr(found, name)
            if value != old:
                entry.fields[name] = value
                line.changes.append(
                    Change(self.titles[name], "" if old is None else str(old), str(value))
                )
        if entry.fields:
            line.verdict = Verdict.CHANGED
        line.entry = entry
        return line


def _whose(row: Strength) -> Whose:
    return (str(row.origin), row.person_id or row.section_id or row.unit_id)
