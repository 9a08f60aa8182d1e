"""The votes of a consultation as they count."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

GUESTS = "guests"


@dataclass(frozen=True)
class Sheet:
    """What the engine is given.

    side_of: by a participant's number the id of his or her body, or `GUESTS`. statements: numbers
    of those that are open for votes. votes: participant, statement, value (1, 0, −1), and when, in
    seconds. text: of statements, where near duplicates are looked for.
    """

    side_of: Mapping[int, str]
    statements: tuple[int, ...]
    votes: tuple[tuple[int, int, int, float], ...]
    text: Mapping[int, str] = field(default_factory=dict)

    @property
    def voters(self) -> dict[int, str]:
        """Return the sides of those who voted on something that counts."""
        return {number: self.side_of[number] for number in sorted({v[0] for v in self.votes})}


def counted(
    votes: Iterable[tuple[int, int, int, float]], target_of: Mapping[int, int]
) -> tuple[tuple[int, int, int, float], ...]:
    """Return the votes that count, in order; target_of: which statement a vote counts for.

    A vote on a statement that was merged counts for the other one, where the later of one's own
    two votes wins. What has no target (a hidden statement) is left out.
    """
    last: dict[tuple[int, int], tuple[float, int]] = {}
    for person, statement, value, at in votes:
        target = target_of.get(statement)
        if target is not None:
            pair = person, target
            last[pair] = max(last.get(pair, (float("-inf"), 0)), (at, value))
    return tuple((*pair, value, at) for pair, (at, value) in sorted(last.items()))


def targets(merged_into: Mapping[int, int | None], hidden: Iterable[int]) -> dict[int, int]:
    """Return for which statement the votes on each statement count; hidden ones lead nowhere."""
    gone, found = set(hidden), {}
    for number in merged_into:
        target, passed = number, set[int]()
        while (following := merged_into.get(target)) is not None and target not in passed:
            passed.add(target)
            target = following
        if target not in gone and target not in passed:
            found[number] = target
    return found
