"""What comes again when people and votes are drawn anew.

Each run keeps four of five people and nine of ten of their votes, refits from the full fit by one
sweep (one-step bootstrap: Shao & Tu 1995, ch. 8), looks for groups without knowing how many there
were, and judges every statement again (clusterboot: Hennig 2007, Comput. Stat. Data Anal. 52).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints
from xieqiao.engines.consensus.bases import Basis, bases_of
from xieqiao.engines.consensus.choosing import Choice, without
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.fitting import fit_from
from xieqiao.engines.consensus.groups import Groups, one_group, recognise
from xieqiao.engines.consensus.keys import Order, chance, pair_keys, row_keys
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.positions import positions

PEOPLE_KEPT = 0.8
VOTES_KEPT = 0.9
# A group came again if one of the run's groups shares this part of the people of both.
_AGAIN = 0.5
_MOST_VOTES = 400_000


@dataclass(frozen=True)
class Stability:
    """How often things came again in `runs` runs, as parts from 0 to 1.

    count: the number of groups. counts: how many runs found which number. group: (K,). member:
    (n,), how often each person was again in the same group, NaN for who was in no run. verdict:
    by kind of basis, (m,), how often each statement got the same verdict.
    """

    runs: int
    count: float
    counts: dict[int, int]
    group: Floats
    member: Floats
    verdict: dict[str, Floats]


@dataclass(frozen=True)
class Inside:
    """An analysis in canonical order, as the runs need it; `where`: the id's place of each row."""

    votes: Crossing
    order: Order
    where: Ints
    model: Model
    groups: Groups
    parties: tuple[Ints, tuple[str, ...]]


def resampled(
    inside: Inside, bases: tuple[Basis, ...], choice: Choice, runs: int, people: int
) -> Stability:
    """Return what came again; the result is in the order of the ids, of whom there are `people`."""
    votes, size = inside.votes, inside.groups.count
    keys = pair_keys(votes, inside.order)
    kept_part = min(PEOPLE_KEPT, _MOST_VOTES / max(len(votes.vote), 1))
    counts: dict[int, int] = {}
    again = np.zeros(size)
    member, present = np.zeros(votes.people), np.zeros(votes.people)
    verdicts = {basis.kind: np.zeros(votes.statements) for basis in bases}
    statement = np.argsort(inside.order.statements, kind="stable")
    for run in range(runs):
        kept = chance(inside.order.person_key, 200 + run) < kept_part
        out = ~(kept[votes.person] & (chance(keys, 300 + run) < VOTES_KEPT))
        now = without(votes, out)
        groups, found = _run(now, kept, inside, choice)
        counts[groups.count] = counts.get(groups.count, 0) + 1
        match, overlap = _matched(inside.groups.label, groups.label, size, kept)
        again += overlap >= _AGAIN
        there = kept & (inside.groups.label >= 0)
        present += there
        member += there & (match[inside.groups.label] == groups.label)
        for basis in bases:
            if basis.kind in found:
                same = np.array(found[basis.kind], object)[statement] == np.array(
                    basis.verdicts.verdict, object
                )
                verdicts[basis.kind] += same
    again_member = np.full(people, np.nan)
    again_member[inside.where] = _over_twins(votes, member, present)
    return Stability(
        runs,
        counts.get(size, 0) / runs,
        dict(sorted(counts.items())),
        again / runs,
        again_member,
        {kind: total / runs for kind, total in verdicts.items()},
    )


def _run(
    votes: Crossing, kept: np.ndarray, inside: Inside, choice: Choice
) -> tuple[Groups, dict[str, tuple[str, ...]]]:
    model = fit_from(votes, inside.model, choice.shrinkage, sweeps=1)
    spots = positions(model)
    null = inside.groups.null
    if null is None:
        groups = one_group(spots.placed, inside.groups.why)
    else:
        groups = recognise(votes, model, spots, null)
    label = np.where(kept, inside.parties[0][inside.where], -1)
    bases = bases_of(votes, model, spots, groups, (label, inside.parties[1]))
    return groups, {basis.kind: basis.verdicts.verdict for basis in bases}


def _matched(before: Ints, now: Ints, size: int, kept: np.ndarray) -> tuple[Ints, Floats]:
    """Return for each group the run's group most like it, and their Jaccard index."""
    there = kept & (before >= 0) & (now >= 0)
    table = np.zeros((size, int(max(now.max(initial=0), 0)) + 1))
    np.add.at(table, (before[there], now[there]), 1)
    union = table.sum(axis=1)[:, None] + table.sum(axis=0)[None] - table
    alike = table / np.maximum(union, 1)
    return alike.argmax(axis=1), alike.max(axis=1)


def _over_twins(votes: Crossing, member: Floats, present: Floats) -> Floats:
    """Return the mean over people with equal votes, whom only their names tell apart."""
    _, twin = np.unique(row_keys(votes), return_inverse=True)
    total = np.bincount(twin, weights=member)
    seen = np.bincount(twin, weights=present)
    ratio = np.divide(total, seen, out=np.full(len(total), np.nan), where=seen > 0)
    return np.asarray(ratio[twin])
