"""Who and what is in the directory already, so that a row is compared without asking again."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from xieqiao.bodies.models import Body, Membership, Outside, Person, Section, Term
from xieqiao.bodies.sorting import person_key
from xieqiao.documents.numerals import term_number

_BETWEEN = re.compile(r"[\s·•・.．]+")
_TONE = re.compile(r"(?<=[a-zü])[1-5](?=\s|$)")
_NOT_DIGIT = re.compile(r"\D")


def name_key(name: str) -> str:
    """Return what two writings of one name have in common: no blanks, dots or capitals."""
    return _BETWEEN.sub("", name).casefold()


def heard(sort_key: str) -> str:
    """Return how a name sounds, from its sort key: pinyin without tones."""
    return _TONE.sub("", sort_key).replace(" ", "")


def digits(phone: str) -> str:
    """Return the digits of a telephone number."""
    return _NOT_DIGIT.sub("", phone)


def agree(one: str, other: str) -> bool:
    """Say whether two dates can mean the same: one is the other, less exactly."""
    return one.startswith(other) or other.startswith(one)


@dataclass
class Someone:
    """Somebody of the directory, or of an earlier row of the table (`row` is its number then)."""

    person: Person
    row: int = 0
    sheet: str = ""
    memberships: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether the table itself brings this person."""
        return self.row > 0


class Known:
    """The members, terms and sections of a body; five queries, however many there are."""

    def __init__(self, body: Body) -> None:
        self.body = body
        self.people: dict[str, list[Someone]] = defaultdict(list)
        self.by_sound: dict[str, list[Someone]] = defaultdict(list)
        self.by_id: dict[UUID, Someone] = {}
        people = (
            Person.objects.kept().filter(body=body, outside=Outside.NO).order_by("name_key", "id")
        )
        for person in people:
            self.add(Someone(person))
        self.terms = {term.id: term for term in Term.objects.kept().filter(body=body)}
        self.sections = {
            (section.kind, name_key(section.name)): section
            for section in Section.objects.kept().filter(body=body)
        }
        self._memberships()

    def add(self, someone: Someone) -> None:
        """Let later rows find somebody."""
        person = someone.person
        self.people[name_key(person.name)].append(someone)
        self.by_sound[heard(person.name_key or person_key(person.name))].append(someone)
        self.by_id[person.id] = someone

    def _memberships(self) -> None:
        rows = Membership.objects.kept().filter(body=self.body, term__deleted_at=None)
        found = {row.id: row for row in rows.select_related("term")}
        self.sections_in: dict[UUID, list[Section]] = defaultdict(list)
        by_id = {section.id: section for section in self.sections.values()}
        links: Any = Membership.sections.through
        pairs = links.objects.filter(membership__body=self.body)
        for membership, section in pairs.values_list("membership_id", "section_id"):
            if membership in found and section in by_id:
                self.sections_in[membership].append(by_id[section])
        for row in found.values():
            someone = self.by_id.get(row.person_id)
            if someone is not None:
                someone.memberships[term_key(row.term.name)] = row

    def term(self, name: str) -> Term | None:
        """Return the term that a name means: by its number, otherwise by its words."""
        wanted = term_key(name)
        return next((t for t in self.terms.values() if term_key(t.name) == wanted), None)


def term_key(name: str) -> str:
    """Return what two writings of one term have in common."""
    number = term_number(name)
    return str(number) if number is not None else name_key(name)
