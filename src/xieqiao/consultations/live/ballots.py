"""Votes as devices send them: read strictly, and answered one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from xieqiao.consultations.words import Choice, VoteOutcome

LARGEST_COUNTER = 2**53 - 1  # the largest whole number that JavaScript counts exactly


@dataclass(frozen=True)
class Sent:
    """A vote as a device sent it."""

    key: UUID
    statement: UUID
    value: int
    counter: int


@dataclass(frozen=True)
class Answer:
    """What became of one vote; `key` is what the device called it, as far as it can be said."""

    key: str
    outcome: VoteOutcome

    @property
    def message(self) -> str:
        """The outcome in words for the person."""
        return str(self.outcome.label)

    def as_json(self) -> dict[str, str]:
        """Return what the device is told."""
        return {"key": self.key, "outcome": self.outcome.value, "message": self.message}


def read(raw: Any) -> Sent | None:
    """Return a vote out of plain JSON; None for what is none."""
    if not isinstance(raw, Mapping):
        return None
    key, statement = _uuid(raw.get("key")), _uuid(raw.get("statement"))
    value, counter = _whole(raw.get("value")), _whole(raw.get("counter"))
    if key is None or statement is None or value is None or counter is None:
        return None
    if value not in Choice.values or not 0 <= counter <= LARGEST_COUNTER:
        return None
    return Sent(key, statement, value, counter)


def key_of(raw: Any) -> str:
    """Return what a device called a vote, however little else of it can be read."""
    key = raw.get("key") if isinstance(raw, Mapping) else None
    return key[:64] if isinstance(key, str) else ""


def _uuid(value: Any) -> UUID | None:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or len(value) > 45:
        return None
    try:
        return UUID(value)
    except ValueError:
        return None


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None
