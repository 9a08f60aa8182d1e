"""What entering a table would do, row by row; nothing is written by looking at it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext as _

from xieqiao.bodies.models import Body
from xieqiao.bodies.models.imports import Sort
from xieqiao.documents.sheets import Value
from xieqiao.documents.tables import Column, Record, Table

# How a question is answered: it is one that is there (`same:` and its id), or another, or neither.
SAME, OTHER, OUT = "same", "other", "out"


class Verdict(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ASKED = "asked"
    REFUSED = "refused"
    LEFT_OUT = "left_out"


@dataclass(frozen=True)
class CellError:
    """Why a row is refused: the cell, and what is wrong there."""

    at: str
    column: str
    message: str


@dataclass(frozen=True)
class Change:
    """A particular that would read otherwise."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Answer:
    """A way to decide a question: its value in the form, and its words."""

    value: str
    words: str


@dataclass
class Line:
    """A row of the table and what becomes of it; `entry` is what would be written."""

    record: Record
    verdict: Verdict
    shown: str = ""
    more: str = ""
    errors: list[CellError] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    question: str = ""
    answers: list[Answer] = field(default_factory=list)
    remark: str = ""
    entry: Any = None

    @property
    def key(self) -> str:
        """The name of the row in forms: its sheet and its number."""
        return f"{self.record.sheet}!{self.record.row + 1}"

    @property
    def number(self) -> int:
        """The number of the row as spreadsheets count."""
        return self.record.row + 1

    def ask(self, question: str, answer: str, same: Mapping[str, str], other: str) -> None:
        """Leave the row undecided, or out where that is the answer.

        `same` holds the values that say yes, and whom or what each means; `other` says no.
        """
        self.verdict = Verdict.LEFT_OUT if answer == OUT else Verdict.ASKED
        self.question = question
        self.answers = [
            *(Answer(value, _("yes: %(who)s") % {"who": who}) for value, who in same.items()),
            Answer(OTHER, other),
            Answer(OUT, _("leave this row out")),
        ]

    @property
    def reasons(self) -> list[str]:
        """Why it is not entered, each reason with its cell."""
        return [f"{error.at}: {error.message}" for error in self.errors]


@dataclass
class Plan:
    """What entering the table would do."""

    lines: list[Line]
    remarks: list[str] = field(default_factory=list)
    new_parts: list[str] = field(default_factory=list)
    work: Any = None

    def of(self, *verdicts: Verdict) -> list[Line]:
        """Return the lines with one of these verdicts."""
        return [line for line in self.lines if line.verdict in verdicts]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each verdict has."""
        found = Counter(line.verdict for line in self.lines)
        return {verdict.value: found[verdict] for verdict in Verdict}

    @property
    def writes(self) -> int:
        """How many rows would be written."""
        return len(self.of(Verdict.ADDED, Verdict.CHANGED))

    @property
    def not_entered(self) -> list[Line]:
        """The rows that would not be entered, undecided questions among them."""
        return self.of(Verdict.REFUSED, Verdict.ASKED, Verdict.LEFT_OUT)

    @property
    def digest(self) -> str:
        """What tells this plan from another: a confirmation is for the one that was shown."""
        found = hashlib.sha256()
        for line in self.lines:
            changes = [(change.label, change.after) for change in line.changes]
            found.update(repr((line.key, line.verdict.value, changes)).encode())
        return found.hexdigest()[:32]


@dataclass(frozen=True)
class Options:
    """What was chosen for a table, as its import keeps it."""

    given: Mapping[str, Any]

    @property
    def new_parts(self) -> bool:
        """Whether sections and terms that are not there yet are entered, too."""
        return bool(self.given.get("new_parts"))

    @property
    def term(self) -> str:
        """The id of the term for rows that name none."""
        return str(self.given.get("term", ""))

    def answer(self, key: str) -> str:
        """Return how a row's question was decided; empty when it was not."""
        return str(self.given.get("answers", {}).get(key, ""))

    def sheet(self, name: str) -> Mapping[str, Any]:
        """Return what was chosen for a sheet."""
        found: Mapping[str, Any] = self.given.get("sheets", {}).get(name, {})
        return found


class Enter(Protocol):
    """Writes what a plan says; called within a transaction."""

    def __call__(self, body: Body, plan: Plan, *, demonstration: bool) -> None:
        """Write it."""


@dataclass(frozen=True)
class Importer:
    """One sort of table: its columns, how a plan is made of it, and how that is entered.

    `room` is where its addresses are: `<room>:imports`, `<room>:import` and so on, under the
    names in `addresses`; `where` its own place for the background.
    """

    sort: Sort
    columns: tuple[Column, ...]
    titles: Callable[[Body], dict[str, str]]
    plan: Callable[[Body, Iterable[Table], Options], Plan]
    enter: Enter
    room: str
    stem: str
    where: str
    asks_for_parts: bool = False

    def address(self, what: str) -> str:
        """Return the name of one of its addresses."""
        return f"{self.room}:{self.stem}_{what}"


Cells = Mapping[str, Value]
