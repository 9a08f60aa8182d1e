"""One vote more, without reckoning everything anew.

A vote moves the voter's place, the belief about the statement, the voter's group, and the figures
of the statement; those are brought up to date at once. What it does to anybody else's place or to
other statements by way of the voter's new place waits for a full analysis, which every figure
then differs from by no more than `TOLERANCE`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from xieqiao.engines.consensus.analysis import Analysis, analyse
from xieqiao.engines.consensus.arrays import Codes, Ints, Signs
from xieqiao.engines.consensus.bases import Basis
from xieqiao.engines.consensus.crossing import Crossing
from xieqiao.engines.consensus.fitting import placed, statements_taken
from xieqiao.engines.consensus.groups import labelled
from xieqiao.engines.consensus.membership import evidence
from xieqiao.engines.consensus.model import Model
from xieqiao.engines.consensus.polis import group_informed
from xieqiao.engines.consensus.positions import Positions, positions
from xieqiao.engines.consensus.shares import Shares, shares
from xieqiao.engines.consensus.steps import fit_statements
from xieqiao.engines.consensus.verdicts import Verdicts, judge, worded

# A share after single votes and the same after a full analysis of the same rank differ by less,
# as long as no more than this part of the votes is new.
TOLERANCE = 0.05
NEW_PART = 0.05


class Live:
    """A consultation that goes on: start from an analysis, add votes, read the figures.

    model, labels, shares and verdicts are up to date after each `add`.
    """

    def __init__(self, found: Analysis) -> None:
        self.analysis = found
        self.model = found.model.copy()
        self.bases = list(found.bases)
        self.labels = [basis.label.copy() for basis in found.bases]
        self.polis_consensus = found.polis_consensus.copy()
        self.new = 0
        self._rows: list[dict[int, int]] = [{} for _ in found.votes.participants]
        self._voters: list[set[int]] = [set() for _ in found.votes.statements]
        triples = zip(
            found.votes.person.tolist(),
            found.votes.statement.tolist(),
            found.votes.vote.tolist(),
            strict=True,
        )
        for person, statement, vote in triples:
            self._rows[person][statement] = vote
            self._voters[statement].add(person)
        self._total = len(found.votes.vote)

    @property
    def due(self) -> bool:
        """Is so much new that a full analysis should follow?"""
        return self.new > NEW_PART * max(self._total, 1)

    def add(self, person: int, statement: int, vote: int) -> None:
        """Take a vote, the last of a person on a statement counts; places as in `votes`."""
        if vote not in (-1, 0, 1):
            raise ValueError("a vote is 1, 0 or -1")
        self._rows[person][statement] = vote
        self._voters[statement].add(person)
        self.new += 1
        self._place(person)
        touched = {statement}
        if self._regroup(person):
            touched |= set(self._rows[person])
        self._weigh(statement)
        for place in range(len(self.bases)):
            self._share(place, sorted(touched))
        self.polis_consensus = np.stack(group_informed(self.bases[-1].shares.counts))

    def full(self) -> Analysis:
        """Return the full analysis of all votes so far, rank and shrinkage kept."""
        person, statement, vote = self._arrays()
        now = replace(self.analysis.votes, person=person, statement=statement, vote=vote)
        return analyse(now, choice=self.analysis.choice, resamples=0, suspicions=False)

    def position(self, person: int) -> Positions:
        """Return one person's place."""
        return positions(self._person_model(person))

    def _arrays(self) -> tuple[Codes, Codes, Signs]:
        rows = [(i, j, row[j]) for i, row in enumerate(self._rows) for j in sorted(row)]
        table = np.array(rows, np.int64).reshape(-1, 3)
        return (
            table[:, 0].astype(np.int32),
            table[:, 1].astype(np.int32),
            table[:, 2].astype(np.int8),
        )

    def _place(self, person: int) -> None:
        row = self._rows[person]
        statements = np.array(sorted(row), np.int32)
        part = Crossing(
            np.zeros(len(row), np.int32),
            np.arange(len(row), dtype=np.int32),
            np.array([row[int(j)] for j in statements], np.int8),
            1,
            len(row),
        )
        one = placed(part, statements_taken(self.model, statements))
        self.model.person[:, person] = one.person[:, 0]
        self.model.person_covariance[:, :, person] = one.person_covariance[:, :, 0]

    def _person_model(self, person: int) -> Model:
        one = slice(person, person + 1)
        return replace(
            self.model,
            person=self.model.person[:, one],
            person_covariance=self.model.person_covariance[:, :, one],
        )

    def _weigh(self, statement: int) -> None:
        """Refit one statement from its voters."""
        part, voters = self._column(statement)
        one = statements_taken(self.model, np.array([statement]))
        one.person = self.model.person[:, voters]
        one.person_covariance = self.model.person_covariance[:, :, voters]
        fit_statements(part, one, self.analysis.choice.shrinkage, keep_priors=True)
        self.model.statement[:, :, statement] = one.statement[:, :, 0]
        self.model.statement_covariance[..., statement] = one.statement_covariance[..., 0]

    def _column(self, statement: int) -> tuple[Crossing, Ints]:
        """Return one statement's votes among its voters, and who they are."""
        voters = np.array(sorted(self._voters[statement]), np.int64)
        vote = np.array([self._rows[i][statement] for i in voters.tolist()], np.int8)
        zeros = np.zeros(len(voters), np.int32)
        return Crossing(np.arange(len(voters), dtype=np.int32), zeros, vote, len(voters), 1), voters

    def _regroup(self, person: int) -> bool:
        """Tell a person's group anew; did it change?"""
        groups = self.analysis.groups
        if groups.mixture is None:
            return False
        one = self._person_model(person)
        spot = positions(one)
        member = groups.mixture.membership(evidence(one))
        whole = np.stack([member[:, list(g)].sum(axis=1) for g in groups.together], axis=1)
        label = int(labelled(whole, spot.placed)[0])
        changed = bool(self.labels[-1][person] != label)
        self.labels[-1][person] = label
        return changed

    def _share(self, place: int, statements: list[int]) -> None:
        """Bring the figures of some statements up to date in one basis."""
        basis, label = self.bases[place], self.labels[place]
        part = self._columns(statements)
        model = statements_taken(self.model, np.array(statements))
        effect = basis.shares.effect
        found = shares(part, model, label, basis.shares.names, effect)
        whole = _replaced(basis.shares, found, statements)
        verdicts = _verdicts(whole, basis.verdicts, judge(found), statements)
        self.bases[place] = Basis(basis.kind, label, whole, verdicts)

    def _columns(self, statements: list[int]) -> Crossing:
        """Return some statements' votes, with everybody in."""
        place = {j: number for number, j in enumerate(statements)}
        rows = sorted((i, place[j], self._rows[i][j]) for j in statements for i in self._voters[j])
        table = np.array(rows, np.int64).reshape(-1, 3)
        return Crossing(
            table[:, 0].astype(np.int32),
            table[:, 1].astype(np.int32),
            table[:, 2].astype(np.int8),
            len(self._rows),
            len(statements),
        )


def _replaced(whole: Shares, part: Shares, statements: list[int]) -> Shares:
    """Return the shares with those of some statements exchanged."""
    changed = {}
    for name in ("counts", "share", "variance", "low", "high"):
        values = getattr(whole, name).copy()
        values[:, statements] = getattr(part, name)
        changed[name] = values
    return replace(whole, people=part.people, **changed)


def _verdicts(whole: Shares, before: Verdicts, part: Verdicts, statements: list[int]) -> Verdicts:
    """Return the verdicts with those of some statements exchanged."""
    changed = {}
    for name in ("bridging", "bridging_against", "common", "common_low", "common_high", "gap",
                 "gap_error", "gap_pair"):  # fmt: skip
        values = getattr(before, name).copy()
        values[statements] = getattr(part, name)
        changed[name] = values
    return replace(before, **changed, verdict=worded(whole, replace(before, **changed)))
