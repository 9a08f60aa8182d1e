"""What a derived form shows: one node a field, with what was typed and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from xieqiao.acts.forms.shapes import Shape, Sort

CHOSEN = {Sort.ENUM, Sort.ID, Sort.WORD}
MOST_RADIOS = 5


@dataclass
class Node:
    """A field, or a row of fields, as the page shows it."""

    shape: Shape
    name: str
    value: Any = None
    choices: list[tuple[str, str]] | None = None
    errors: list[str] = field(default_factory=list)
    rows: list[list[Node]] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its input."""
        return f"id_{self.name}"

    @property
    def fixed(self) -> bool:
        """Whether it is carried along and not typed: a choice of one, or what a payload fixes."""
        return self.shape.fixed and (self.choices is None or len(self.choices) == 1)

    @property
    def unseen(self) -> bool:
        """Whether there is nothing to see: an id that is carried along, or no row of such."""
        if self.errors:
            return False
        carried_nothing = self.shape.carried and self.shape.many and not self.rows
        return carried_nothing or (self.fixed and not self.told)

    @property
    def told(self) -> str:
        """What the page says of a fixed field: a line of text is shown, an id is not."""
        return str(self.value or "") if self.shape.sort is Sort.LINE else ""

    @property
    def look(self) -> str:
        """Which template draws it."""
        shape = self.shape
        if self.fixed:
            return "fixed"
        if shape.grouped:
            return "rows" if shape.many else "group"
        if shape.sort is Sort.FILE:
            return "files"
        if self.choices is not None and shape.many:
            return "ordered" if shape.ordered else "boxes"
        if self.choices is not None:
            return "radios" if shape.required and len(self.choices) <= MOST_RADIOS else "select"
        if shape.sort is Sort.TRUTH:
            return "tick"
        if shape.sort is Sort.TEXT or shape.many:
            return "area"
        return "input"

    @property
    def input_type(self) -> str:
        """The type of a plain input."""
        types = {Sort.DATE: "date", Sort.TIME: "datetime-local", Sort.WHOLE: "number"}
        return types.get(self.shape.sort, "text")

    @property
    def one_a_line(self) -> bool:
        """Whether each line of its area is one thing."""
        return self.shape.many and self.look == "area"

    @property
    def described(self) -> str:
        """The ids of what is said beside the input: its help, and what is wrong."""
        helped = f"{self.id}_helptext" if self.shape.help or self.one_a_line else ""
        return f"{helped} {self.id}_error".strip() if self.errors else helped

    @property
    def tall(self) -> int:
        """How many lines an area shows."""
        lines = str(self.value or "").count("\n") + len(str(self.value or "")) // 40
        return min(24, max(3 if self.shape.many else 5, lines + 2))

    @property
    def slots(self) -> list[tuple[int, str]]:
        """The places of an ordered choice: one for each that can be chosen."""
        chosen = list(self.value or [])
        count = len([c for c in self.choices or [] if c[0]])
        return [(n, chosen[n] if n < len(chosen) else "") for n in range(count)]

    def walk(self) -> Iterator[Node]:
        """Yield the node and all within."""
        yield self
        for row in self.rows:
            for node in row:
                yield from node.walk()
