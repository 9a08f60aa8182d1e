"""The result of a consultation: what is kept, shown, and handed out."""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256

import msgspec

from xieqiao.consultations.results.folding import FEWEST

FORMAT = "xieqiao-consultation-result/1"


class Verdict(StrEnum):
    """What the votes say of a statement."""

    AGREED = "agreed"
    REJECTED = "rejected"
    DIFFERENT = "different"
    DIVIDED = "divided"
    UNDECIDED = "undecided"


class Cell(msgspec.Struct, frozen=True):
    """The votes of a block, or of everybody, on one statement.

    agrees, disagrees: share, low, high, in per cent, of all in the block, those who did not vote
    estimated.
    """

    voted: int
    agree: int
    passed: int
    disagree: int
    agrees: tuple[int, int, int]
    disagrees: tuple[int, int, int]


class Finding(msgspec.Struct, frozen=True):
    """What was found of one statement.

    cells: of each block, None where too few voted to show them. everyone: all blocks together.
    again: in how many per cent of the runs with people and votes drawn anew the verdict came again.
    bands: how large a part of each group agrees, 0 hardly any to 4 nearly all, None where too few
    voted. groups_differ: whether the groups differ beyond chance.
    """

    number: int
    verdict: Verdict
    cells: tuple[Cell | None, ...]
    everyone: Cell | None
    gap: int = 0
    again: int | None = None
    bands: tuple[int | None, ...] = ()
    groups_differ: bool = False


class Block(msgspec.Struct, frozen=True):
    """Sides that are shown as one: mostly one side alone."""

    sides: tuple[str, ...]
    people: int


class Dot(msgspec.Struct, frozen=True, array_like=True):
    """A person on the map, as near as at least five of the block can be told apart."""

    x: int
    y: int
    block: int
    group: int


class Result(msgspec.Struct, frozen=True):
    """Everything that leaves the reckoning.

    why: `camps` where there are groups, `spectrum` or `none` where there is one. groups: how many
    there are, 1 when nothing stands apart. per_dot: how many people a dot stands for. duplicates:
    pairs of statements that say nearly the same.
    """

    people: int
    votes: int
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    groups: int = 1
    why: str = "none"
    group_again: int | None = None
    dots: tuple[Dot, ...] = ()
    wide: int = 0
    high: int = 0
    per_dot: int = 1
    duplicates: tuple[tuple[int, int, int], ...] = ()
    format: str = FORMAT

    @property
    def telling(self) -> bool:
        """Whether enough took part for anything to be shown."""
        return self.people >= FEWEST and bool(self.blocks)

    def of(self, *verdicts: Verdict) -> tuple[Finding, ...]:
        """Return the findings with one of these verdicts, the clearest first."""
        return tuple(one for one in self.findings if one.verdict in verdicts)


def packed(result: Result) -> str:
    """Return the result as text; the same result always gives the same text."""
    return msgspec.json.encode(result).decode()


def unpacked(text: str) -> Result:
    """Return the result that `packed` wrote."""
    return msgspec.json.decode(text, type=Result)


def digest(result: Result) -> str:
    """Return the SHA-256 of all that is shown of a result, to compare a later count with."""
    return sha256(packed(result).encode()).hexdigest()
