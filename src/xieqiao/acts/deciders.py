"""Who decides about the next revision of a subject, and when their consents suffice.

Each act in force writes the deciders of the next revision, and an act on a revision is judged by
exactly those that the revision names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from typing import Any, Self

import msgspec

_MADE = "made:"


class Rule(StrEnum):
    """How many of the deciders must consent."""

    ALL = "all"
    MAJORITY = "majority"
    ONE = "one"


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of an entry; what holds its default is left out of the text."""

    def but(self, **changes: Any) -> Self:
        """Return a copy with some fields changed."""
        return msgspec.structs.replace(self, **changes)

    def as_json(self) -> Any:
        """Return the plain values that go into an entry."""
        return msgspec.to_builtins(self)


def made(label: str) -> str:
    """Return what stands for the subject that the same act moves first under `label`.

    A kind names it so in a standing consent or a basis, as a new subject's id is not known yet.
    """
    return f"{_MADE}{label}"


class Standing(Form, frozen=True):
    """A standing consent: `holder` decides alone while every grant stands at revision 0."""

    holder: str
    grants: tuple[str, ...]


class Basis(Form, frozen=True):
    """The revision (of an agreement or partnership) that the deciders come from."""

    id: str
    revision: int


class Deciders(Form, frozen=True):
    """The parties that decide, by which rule. Ids are UUID texts, sorted.

    `routine` names the kinds for which more than half suffices; any two such majorities share a
    party, so two acts can never both be in force on one revision. A subject under a standing
    consent has no routine kinds: a majority without the holder would decide beside the holder.
    Raises ValueError for deciders that could not decide or would contradict each other.
    """

    parties: tuple[str, ...]
    rule: Rule = Rule.ALL
    routine: tuple[str, ...] = ()
    standing: Standing | None = None
    basis: Basis | None = None

    def __post_init__(self) -> None:
        if list(self.parties) != sorted(set(self.parties)) or not self.parties:
            raise ValueError("parties must be sorted, distinct and at least one")
        if self.rule is Rule.ONE and len(self.parties) != 1:
            raise ValueError("the rule one names a single party")
        if self.standing is not None and (
            self.rule is not Rule.ALL or self.routine or self.standing.holder not in self.parties
        ):
            raise ValueError("a standing consent goes with the rule all and a holder among them")

    @classmethod
    def of(cls, *bodies: Any, **fields: Any) -> Deciders:
        """Return deciders with these bodies (ids in any form) as parties."""
        return cls(parties=tuple(sorted(str(b) for b in bodies)), **fields)

    def pointing(self, find: Callable[[str], Basis]) -> Deciders:
        """Return a copy in which ids take the place of what `made` stands for."""

        def found(id_: str) -> Basis | None:
            return find(id_.removeprefix(_MADE)) if id_.startswith(_MADE) else None

        standing, basis = self.standing, self.basis
        if standing is not None:
            ids = (at.id if (at := found(g)) else g for g in standing.grants)
            standing = standing.but(grants=tuple(sorted(ids)))
        if basis is not None:
            basis = found(basis.id) or basis
        return self.but(standing=standing, basis=basis)

    def rule_for(self, kind: str, bound: Collection[str] = ()) -> tuple[Rule, tuple[str, ...]]:
        """Return the rule and the parties that judge an act of `kind` binding the ids `bound`."""
        if self.standing is not None and set(self.standing.grants) <= set(bound):
            return Rule.ONE, (self.standing.holder,)
        if self.rule is Rule.ALL and kind in self.routine:
            return Rule.MAJORITY, self.parties
        return self.rule, self.parties


def satisfied(rule: Rule, parties: Collection[str], consents: Collection[str]) -> bool:
    """Say whether `consents` meet the rule."""
    given = len(set(parties) & set(consents))
    return given * 2 > len(parties) if rule is Rule.MAJORITY else given == len(parties)


def impossible(rule: Rule, parties: Collection[str], refusals: Collection[str]) -> bool:
    """Say whether so many declined that the rule can no longer be met."""
    left = len(set(parties) - set(refusals))
    return left * 2 <= len(parties) if rule is Rule.MAJORITY else left < len(parties)
