"""In which order those who asked come to speak: the parties take turns.

Next is the party whose last turn is the longest ago, one that has not spoken yet first; within a
party, and between parties that are equal in this, who asked first. Guests take turns as if they
were one party more.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Protocol, TypeVar


class Asking(Protocol):
    """Somebody who asked to speak."""

    @property
    def body_id(self) -> Hashable:
        """The party, or None for a guest."""


Asked = TypeVar("Asked", bound=Asking)


def in_turn(waiting: Iterable[Asked], spoken: Sequence[Hashable] = ()) -> list[Asked]:
    """Return who waits, next first.

    `waiting` stands in the order of asking; `spoken` are the parties of those who have spoken,
    the latest last.
    """
    rest = list(waiting)
    last_turn = {party: turn for turn, party in enumerate(spoken)}
    turn = len(spoken)
    order: list[Asked] = []
    while rest:
        following = min(rest, key=lambda one: last_turn.get(one.body_id, -1))
        rest.remove(following)
        order.append(following)
        last_turn[following.body_id] = turn
        turn += 1
    return order
