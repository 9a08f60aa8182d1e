"""The whole analysis of a consultation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from xieqiao.engines.consensus.arrays import Floats, Ints
from xieqiao.engines.consensus.bases import Basis, bases_of, in_order_of_ids
from xieqiao.engines.consensus.choosing import Choice, choose
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.fitting import fit, fit_from, of_people, placed, statements_taken
from xieqiao.engines.consensus.groups import Groups, find_groups, labelled, one_group
from xieqiao.engines.consensus.keys import Order, chance, in_order, order
from xieqiao.engines.consensus.membership import evidence
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.polis import group_informed
from xieqiao.engines.consensus.positions import Positions, positions
from xieqiao.engines.consensus.stability import Inside, Stability, resampled
from xieqiao.engines.consensus.suspicious import (
    Duplicate,
    EqualBlock,
    equal_blocks,
    near_duplicates,
)
from xieqiao.engines.consensus.votes import Votes

# Of more votes, statements and groups are learnt from some people; then everybody is placed.
MOST_FITTED = 400_000
_PLACED_TOGETHER = 500_000
_CAUTIONS = (1.0, 0.3, 0.0)


@dataclass(frozen=True)
class Analysis:
    """Everything found. All arrays are in the order of the ids in `votes`.

    polis_consensus: (2, m), Polis' group-informed consensus for agree and disagree, over the
    groups or the ends, else over everyone. seconds: how long each part took.
    """

    votes: Votes
    choice: Choice
    model: Model
    positions: Positions
    groups: Groups
    bases: tuple[Basis, ...]
    polis_consensus: Floats
    stability: Stability | None
    duplicates: tuple[Duplicate, ...]
    equal_blocks: tuple[EqualBlock, ...]
    seconds: dict[str, float] = field(compare=False)

    def basis(self, kind: str) -> Basis | None:
        """Return the basis of this kind, if there is one."""
        return next((b for b in self.bases if b.kind == kind), None)

    @property
    def main(self) -> Basis:
        """Return the basis to show first: parties where there are any, else groups or ends."""
        return self.basis("parties") or self.bases[-1]


class _Clock:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def analyse(
    votes: Votes,
    *,
    choice: Choice | None = None,
    resamples: int = 20,
    suspicions: bool = True,
) -> Analysis:
    """Analyse a consultation; any number of people, statements and votes, also none.

    choice: rank and shrinkage of an earlier analysis, to be kept; else they are chosen by held-out
    likelihood. resamples: how often people and votes are drawn anew to see what comes again; 0
    leaves it out. suspicions: look for near duplicates and for blocks of equal voters.
    """
    clock, given = _Clock(), votes.crossing()
    with clock.part("order"):
        part, found, where = _canonical(given)
    with clock.part("choice of rank"):
        if choice is None:
            choice = choose(part, found)
            choice = _start_by_id(choice, found)
    with clock.part("fit"):
        fitted = _fit(part, choice, found)
    with clock.part("groups and null"):
        grouped = find_groups(part, found.person_key, fitted, positions(fitted))
    with clock.part("everybody's place"):
        model, groups = _everybody(given, found, where, fitted, grouped)
    spots = positions(model)
    with clock.part("consensus"):
        parties = party_labels(votes)
        if len(where) == given.people:
            # In canonical order, so that sums do not depend on names even in their last digit.
            inner = parties[0][where], parties[1]
            judged = bases_of(part, fitted, positions(fitted), grouped, inner)
            rows = np.argsort(where, kind="stable"), np.argsort(found.statements, kind="stable")
            bases = tuple(in_order_of_ids(basis, *rows) for basis in judged)
        else:
            bases = bases_of(given, model, spots, groups, parties)
        polis = np.stack(group_informed(bases[-1].shares.counts))
    stability = None
    if resamples:
        with clock.part("stability"):
            inside = Inside(part, found, where, fitted, grouped, parties)
            stability = resampled(inside, bases, choice, resamples, given.people)
    duplicates: tuple[Duplicate, ...] = ()
    blocks: tuple[EqualBlock, ...] = ()
    if suspicions:
        with clock.part("suspicions"):
            duplicates = near_duplicates(votes.text, given) if votes.text else ()
            blocks = equal_blocks(given, model)
    return Analysis(
        votes,
        choice,
        model,
        spots,
        groups,
        bases,
        polis,
        stability,
        duplicates,
        blocks,
        clock.seconds,
    )


def _canonical(given: Crossing) -> tuple[Crossing, Order, Ints]:
    """Return the votes to learn from in canonical order, the order, and whose row is whose.

    The last is the place, among the ids, of the person at each place of the order, shape (n,).
    """
    found = order(given)
    total = len(given.vote)
    if total <= 1.25 * MOST_FITTED:
        return in_order(given, found), found, found.people
    drawn = chance(found.person_key, 5) < MOST_FITTED / total
    where = found.people[drawn]
    kept = np.zeros(given.people, bool)
    kept[where] = True
    number = np.cumsum(kept) - 1
    inner = Order(number[where], found.statements, found.person_key[drawn], found.statement_key)
    return in_order(of_people(given, kept), inner), inner, where


def _start_by_id(choice: Choice, found: Order) -> Choice:
    """Return the choice with its fit in the order of the statements' ids."""
    if choice.start is None:
        return choice
    places = np.argsort(found.statements, kind="stable")
    return replace(choice, start=statements_taken(choice.start, places))


def _fit(part: Crossing, choice: Choice, found: Order) -> Model:
    start = choice.start
    if start is None or start.statement.shape[2] != part.statements:
        return fit(part, choice.rank, choice.shrinkage)
    return fit_from(part, statements_taken(start, found.statements), choice.shrinkage)


def _everybody(
    given: Crossing, found: Order, where: Ints, fitted: Model, grouped: Groups
) -> tuple[Model, Groups]:
    """Return model and groups in the order of the ids, with those who were not learnt from."""
    model = statements_taken(fitted, np.argsort(found.statements, kind="stable"))
    if len(where) == given.people:
        person = np.argsort(where, kind="stable")
        model.person = fitted.person[:, person]
        model.person_covariance = fitted.person_covariance[:, :, person]
        member, label = grouped.membership[person], grouped.label[person]
        return model, replace(grouped, membership=member, label=label)
    place_everybody(given, model)
    return model, regrouped(model, grouped)


def place_everybody(votes: Crossing, model: Model) -> None:
    """Give everybody a place under the statements of the model, in place, some at a time."""
    n, size = votes.people, model.person.shape[0]
    person = np.zeros((size, n))
    covariance = np.zeros((size, size, n), np.float32)
    ends = np.cumsum(votes.seen)
    start = 0
    while start < n:
        before = int(ends[start - 1]) if start else 0
        stop = int(np.searchsorted(ends, before + _PLACED_TOGETHER, side="right"))
        stop = min(max(stop, start + 1), n)
        part = Crossing(
            votes.person[before : ends[stop - 1]] - start,
            votes.statement[before : ends[stop - 1]],
            votes.vote[before : ends[stop - 1]],
            stop - start,
            votes.statements,
        )
        one = placed(part, model, _CAUTIONS)
        person[:, start:stop] = one.person
        covariance[:, :, start:stop] = one.person_covariance
        start = stop
    model.person, model.person_covariance = person, covariance


def regrouped(model: Model, grouped: Groups) -> Groups:
    """Return the groups with everybody's membership told by their place alone."""
    spots = positions(model)
    if grouped.mixture is None:
        return one_group(
            spots.placed, grouped.why, grouped.silhouette, grouped.clearer, grouped.null
        )
    member = grouped.mixture.membership(evidence(model))
    whole = np.stack([member[:, list(g)].sum(axis=1) for g in grouped.together], axis=1)
    return replace(grouped, membership=whole, label=labelled(whole, spots.placed))


def party_labels(votes: Votes) -> tuple[Ints, tuple[str, ...]]:
    """Return whose delegation each participant is of, −1 for none, and the parties' names."""
    names = votes.parties
    place = {name: number for number, name in enumerate(names)}
    label = [place.get(party, -1) for party in votes.party] or [-1] * len(votes.participants)
    return np.array(label, np.int64), names
