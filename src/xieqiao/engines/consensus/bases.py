"""Whose agreement counts: everyone's, the delegations', the groups', or that of both ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from xieqiao.engines.consensus.arrays import Ints
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.groups import Groups
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.positions import Positions
from xieqiao.engines.consensus.shares import Shares, expected, shares
from xieqiao.engines.consensus.verdicts import Verdicts, judge

_FEWEST_AT_AN_END = 5


@dataclass(frozen=True)
class Basis:
    """Delegations of one kind with their shares and verdicts.

    kind: `everyone`, `parties`, `groups`, or `ends` (where there are no groups but a spectrum:
    the thirds of the people at either end of the first axis). label: (n,), −1 for nobody's.
    """

    kind: str
    label: Ints
    shares: Shares
    verdicts: Verdicts


def bases_of(
    votes: Crossing,
    model: Model,
    spots: Positions,
    groups: Groups,
    parties: tuple[Ints, tuple[str, ...]],
) -> tuple[Basis, ...]:
    """Return the bases that there are, `everyone` first, `groups` or `ends` last."""
    given = expected(votes, model)

    def basis(kind: str, label: Ints, names: tuple[str, ...]) -> Basis:
        found = shares(votes, model, label, names, given=given)
        return Basis(kind, label, found, judge(found))

    found = [basis("everyone", np.zeros(votes.people, np.int64), ("all",))]
    if len(parties[1]) > 1:
        found.append(basis("parties", *parties))
    if groups.count > 1:
        names = tuple(str(number + 1) for number in range(groups.count))
        found.append(basis("groups", groups.label, names))
    elif groups.why == "spectrum":
        label = ends(spots)
        if min(np.bincount(label[label >= 0], minlength=2)) >= _FEWEST_AT_AN_END:
            found.append(basis("ends", label, ("A", "B")))
    return tuple(found)


def ends(spots: Positions) -> Ints:
    """Return 0 and 1 for the people in the outer thirds of the first axis, −1 for all others."""
    label = np.full(len(spots.place), -1, np.int64)
    placed = np.flatnonzero(spots.placed)
    if len(placed) and spots.place.shape[1]:
        along = spots.place[placed, 0]
        low, high = np.quantile(along, [1 / 3, 2 / 3])
        label[placed[along <= low]] = 0
        label[placed[along >= high]] = 1
    return label


def in_order_of_ids(basis: Basis, people: Ints, statements: Ints) -> Basis:
    """Return a basis that was worked out in another order: where each id's row is found there."""
    by_delegation = ("counts", "share", "variance", "low", "high")
    by_statement = (
        "bridging",
        "bridging_against",
        "common",
        "common_low",
        "common_high",
        "gap",
        "gap_error",
        "gap_pair",
    )
    shares_now = {name: getattr(basis.shares, name)[:, statements] for name in by_delegation}
    says = {name: getattr(basis.verdicts, name)[statements] for name in by_statement}
    verdict = tuple(basis.verdicts.verdict[j] for j in statements.tolist())
    return Basis(
        basis.kind,
        basis.label[people],
        replace(basis.shares, **shares_now),
        replace(basis.verdicts, verdict=verdict, **says),
    )
