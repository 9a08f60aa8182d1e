"""What entering a table of members would do: each row compared with the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.bodies.imports.known import Known, Someone, agree, digits, heard, name_key, term_key
from xieqiao.bodies.imports.members import SECTION_COLUMNS, MemberRow, read_row, titles
from xieqiao.bodies.imports.plan import OTHER, SAME, Change, Line, Options, Plan, Verdict
from xieqiao.bodies.imports.words import Reader, looked_at
from xieqiao.bodies.models import Body, Membership, Person, Sex
from xieqiao.bodies.sorting import person_key
from xieqiao.documents.tables import Record, Table


@dataclass
class Entry:
    """What a row would write."""

    someone: Someone
    fields: dict[str, str] = field(default_factory=dict)
    term: str = ""
    since: str = ""
    sections: dict[str, list[str]] = field(default_factory=dict)
    membership: Membership | None = None
    new_membership: bool = False


@dataclass
class Work:
    """What all rows together would write beside people: terms and sections by kind and name."""

    known: Known
    terms: dict[str, str] = field(default_factory=dict)
    sections: dict[tuple[str, str], str] = field(default_factory=dict)


def plan_members(body: Body, tables: Iterable[Table], options: Options) -> Plan:
    """Return what entering the tables would do."""
    known = Known(body)
    comparison = _Comparison(body, known, options)
    lines, remarks = looked_at(tables, comparison.line)
    return Plan(lines, remarks, comparison.new_parts(), comparison.work)


class _Comparison:
    """Compares row after row; later rows know of the people of earlier ones."""

    def __init__(self, body: Body, known: Known, options: Options) -> None:
        self.known = known
        self.options = options
        self.work = Work(known)
        self.today = body.today()
        self.titles = titles(body)
        self.kinds = {key: str(body.labels.sections[kind]) for key, kind in SECTION_COLUMNS.items()}
        chosen = known.terms.get(UUID(options.term)) if options.term else None
        self.usual_term = chosen.name if chosen else ""
        self.missing: dict[str, int] = {}
        self.read_before: dict[tuple[UUID, str], tuple[MemberRow, Record]] = {}

    def new_parts(self) -> list[str]:
        """Return the terms and sections that are not in the directory, with their rows."""
        return [f"{name} ({count})" for name, count in self.missing.items()]

    def line(self, record: Record) -> Line:
        """Return what becomes of a row."""
        reader = Reader(record, self.today)
        row = read_row(reader)
        term = row.term or self.usual_term
        shown, more = row.name or _("row %(row)d") % {"row": record.row + 1}, row.fields["work"]
        self._look_for_parts(reader, row)
        if reader.errors:
            return Line(record, Verdict.REFUSED, shown, more, reader.errors)
        line = Line(record, Verdict.UNCHANGED, shown, more)
        someone = self._whose(line, row)
        if someone is None:
            return line
        return self._compared(line, reader, row, someone, term)

    # Terms and sections

    def _look_for_parts(self, reader: Reader, row: MemberRow) -> None:
        if row.term and self.known.term(row.term) is None:
            self._missing(reader, "term", row.term, [t.name for t in self.known.terms.values()])
            self.work.terms.setdefault(term_key(row.term), row.term)
        for key, names in row.sections.items():
            kind = SECTION_COLUMNS[key].value
            for name in names:
                if (kind, name_key(name)) not in self.known.sections:
                    near = [s.name for (k, _n), s in self.known.sections.items() if k == kind]
                    self._missing(reader, key, name, near)
                    self.work.sections.setdefault((kind, name_key(name)), name)

    def _missing(self, reader: Reader, key: str, name: str, there: list[str]) -> None:
        label = f"{self.titles[key]} “{name}”"
        self.missing[label] = self.missing.get(label, 0) + 1
        if self.options.new_parts:
            return
        close = get_close_matches(name, there, 1, 0.6)
        if close:
            words = {"name": name, "near": close[0]}
            reader.refuse(
                key, _("“%(name)s” is not in the directory; is “%(near)s” meant?") % words
            )
        else:
            reader.refuse(key, _("“%(name)s” is not in the directory") % {"name": name})

    # Who it is

    def _whose(self, line: Line, row: MemberRow) -> Someone | None:
        """Return whom the row is about; None when that is to be asked, or the row left out."""
        same = self.known.people.get(name_key(row.name), [])
        sure = [s for s in same if _surely(s.person, row)]
        fits = [s for s in same if _may_be(s.person, row)]
        if len(sure) == 1:
            return sure[0]
        if len(sure or fits) == 1:
            return (sure or fits)[0]
        key = person_key(row.name)
        asked = sure or fits or [s for s in same if not s.is_new] or self._alike(row, key)
        return self._ask(line, row, asked, key) if asked else self._new(line, row, key)

    def _alike(self, row: MemberRow, key: str) -> list[Someone]:
        sounds = self.known.by_sound.get(heard(key), [])
        return [s for s in sounds if not s.is_new and _shares_something(s.person, row)]

    def _ask(self, line: Line, row: MemberRow, asked: list[Someone], key: str) -> Someone | None:
        answer = self.options.answer(line.key)
        by_value = {f"{SAME}:{s.person.id}": s for s in asked}
        if answer in by_value:
            return by_value[answer]
        if answer == OTHER:
            return self._new(line, row, key)
        line.ask(
            _("Is this somebody who is in the directory already?"),
            answer,
            {value: _particulars(s) for value, s in by_value.items()},
            _("no, another person"),
        )
        line.remark = _("Not entered until it is decided.")
        return None

    def _new(self, line: Line, row: MemberRow, key: str) -> Someone:
        person = Person(body=self.known.body, name=row.name, name_key=key)
        for name, value in row.fields.items():
            setattr(person, name, value)
        someone = Someone(person, line.number, line.record.sheet)
        self.known.add(someone)
        line.verdict = Verdict.ADDED
        return someone

    # What it changes

    def _compared(
        self, line: Line, reader: Reader, row: MemberRow, someone: Someone, term: str
    ) -> Line:
        before = self.read_before.get((someone.person.id, term_key(term) if term else ""))
        if before is not None:
            return _again(line, reader, row, *before)
        self.read_before[someone.person.id, term_key(term) if term else ""] = (row, line.record)
        entry = Entry(someone, term=term, since=row.since, sections=row.sections)
        if line.verdict is not Verdict.ADDED:
            entry.fields = {
                name: value for name, value in row.fields.items()
                if value and value != getattr(someone.person, name)
            }  # fmt: skip
            for name, value in entry.fields.items():
                old = str(getattr(someone.person, name))
                line.changes.append(
                    Change(self.titles[name], _shown(name, old), _shown(name, value))
                )
        self._membership(line, entry)
        if line.verdict is not Verdict.ADDED and (line.changes or entry.new_membership):
            line.verdict = Verdict.CHANGED
        line.entry = entry
        return line

    def _membership(self, line: Line, entry: Entry) -> None:
        said = {key: names for key, names in entry.sections.items() if names}
        if not entry.term:
            if said or entry.since:
                line.remark = _("No term is named: sections and dates of membership are left out.")
            entry.sections, entry.since = {}, ""
            return
        there = entry.someone.memberships.get(term_key(entry.term))
        if there is None:
            entry.new_membership = True
            line.changes.append(Change(self.titles["term"], "", entry.term))
            return
        entry.membership = there
        for key, names in said.items():
            kind = SECTION_COLUMNS[key].value
            now = [s.name for s in self.known.sections_in[there.id] if s.kind == kind]
            if {name_key(n) for n in now} != {name_key(n) for n in names}:
                line.changes.append(Change(self.titles[key], "、".join(now), "、".join(names)))
            else:
                entry.sections = {k: v for k, v in entry.sections.items() if k != key}
        if entry.since and entry.since != there.begins:
            line.changes.append(Change(self.titles["since"], there.begins, entry.since))


def _shown(name: str, value: str) -> str:
    """Return a particular as a reader knows it."""
    return str(Sex(value).label) if name == "sex" and value else value


def _again(line: Line, reader: Reader, row: MemberRow, before: MemberRow, record: Record) -> Line:
    """Say that the table has the same person twice: in the same words, or in others."""
    place = f"{record.sheet}!{record.row + 1}" if record.sheet else str(record.row + 1)
    if (row.fields, row.sections, row.since) == (before.fields, before.sections, before.since):
        line.verdict = Verdict.UNCHANGED
        line.remark = _("The same as row %(row)s.") % {"row": place}
        return line
    reader.refuse(
        "name", _("the same person stands in row %(row)s with other particulars") % {"row": place}
    )
    return Line(line.record, Verdict.REFUSED, line.shown, line.more, reader.errors)


def _surely(person: Person, row: MemberRow) -> bool:
    """Say whether birth date or telephone number speak for it, and the birth date not against."""
    born, phone = row.fields["born"], digits(row.fields["phone"])
    if born and person.born and not agree(born, person.born):
        return False
    return bool(born and person.born) or bool(phone and phone == digits(person.phone))


def _may_be(person: Person, row: MemberRow) -> bool:
    """Say whether nothing speaks against it."""
    born, phone = row.fields["born"], digits(row.fields["phone"])
    other_phone = phone and person.phone and phone != digits(person.phone)
    return not (born and person.born and not agree(born, person.born)) and not other_phone


def _shares_something(person: Person, row: MemberRow) -> bool:
    given = row.fields
    return _may_be(person, row) and any(
        given[name] and given[name] == getattr(person, name) for name in ("born", "phone", "work")
    )


def _particulars(someone: Someone) -> str:
    person = someone.person
    return ", ".join(part for part in (person.name, person.born, person.phone, person.work) if part)
