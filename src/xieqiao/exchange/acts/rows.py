"""Kinds whose effect is a row: what they write is said once, for the table and for a look back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from xieqiao.acts.kinds import Kind
from xieqiao.acts.matter import SubjectChild, SubjectModel
from xieqiao.acts.payloads import ActPayload
from xieqiao.acts.step import Step

P = TypeVar("P", bound=ActPayload)

LONGEST_EXCERPT = 60


@dataclass(frozen=True)
class Within:
    """A list within a row: what payload and row call it, its table, its column for the row."""

    name: str
    model: type[SubjectChild]
    parent: str


class RowKind(Kind[P]):
    """A kind that writes the columns of one row, and perhaps a list within it."""

    model: ClassVar[type[SubjectModel]]
    began: ClassVar[str]  # the column that holds when the row's life began
    within: ClassVar[Within | None] = None

    def fields(self, payload: P) -> dict[str, Any]:
        """Return the columns that the act sets; one that creates sets all of them."""
        raise NotImplementedError(self.name)

    def apply(self, payload: P, step: Step) -> None:
        """Write the row."""
        fields = self.fields(payload)
        if step.creating:
            fields[self.began] = step.at
        step.put(self.model, **fields)
        if self.within is not None:
            parent = {self.within.parent: step.subject.id}
            step.replace(self.within.model, parent, self.rows(payload))

    def rows(self, payload: P) -> list[dict[str, Any]]:
        """Return the columns of the rows within."""
        assert self.within is not None
        return [item.model_dump() for item in getattr(payload, self.within.name)]


def excerpt(text: str) -> str:
    """Return the beginning of a text in one line, for the sentence that names an act."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_EXCERPT else line[: LONGEST_EXCERPT - 1] + "…"


def named(title: str, text: str) -> str:
    """Return what an act calls its subject: the title, or the beginning of what it says."""
    return title or excerpt(text)
