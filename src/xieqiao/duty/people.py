"""Whose work is gathered: people of the own directory, found by id or, failing that, by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Person

_BETWEEN_NAMES = re.compile(r"[、,，;；/\n()（）]+")
_MOST_NAMED = 500  # more are looked through in Python
_BLANKS = re.compile(r"\s+")


class Whose:
    """Some people of a body; a name counts only where one person of its directory has it.

    The body is that of the acting person, if no other is named.
    """

    def __init__(
        self, acting: Acting, people: Iterable[Person], body_id: UUID | None = None
    ) -> None:
        self.acting = acting
        self.body_id = body_id or acting.body_id
        self.people = list(people)
        self.ids = {person.id for person in self.people}
        names = {_plain(person.name) for person in self.people}
        self._by_name: dict[str, UUID] = {}
        if names:
            rows = Person.objects.kept().filter(body=self.body_id)
            there = Counter(_plain(name) for name in rows.values_list("name", flat=True))
            for person in self.people:
                if there[_plain(person.name)] == 1:
                    self._by_name[_plain(person.name)] = person.id

    def condition(self) -> Q:
        """Return what rows with `person_id` and `shown_as` may be about them."""
        if len(self.ids) > _MOST_NAMED:
            return Q()
        return Q(person_id__in=self.ids) | Q(person_id=None)

    def find(self, person_id: UUID | None, shown_as: str = "") -> tuple[UUID, bool] | None:
        """Return whom a record names, and whether by name alone; None for others."""
        if person_id is not None:
            return (person_id, False) if person_id in self.ids else None
        found = self._by_name.get(_plain(shown_as))
        return (found, True) if found is not None else None

    def named_in(self, text: str) -> list[UUID]:
        """Return who is named in a line that lists people."""
        parts = (self._by_name.get(_plain(part)) for part in _BETWEEN_NAMES.split(text))
        return list(dict.fromkeys(found for found in parts if found is not None))


def _plain(name: str) -> str:
    return _BLANKS.sub("", name)
