"""The problem as `engines.matching` takes it, and its answer."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

import numpy as np

from xieqiao.engines.matching.instance import Scores
from xieqiao.engines.matching.problem import NO_CAP, Problem
from xieqiao.engines.matching.result import Match
from xieqiao.engines.matching.solving import match
from xieqiao.rounds.reckoning.inputs import Inputs
from xieqiao.rounds.reckoning.scores import FREE, Scored

SECONDS = 60.0
SCALE = 10_000


def solved(inputs: Inputs, scores: Scored) -> Match:
    """Return the assignment of the highest total by all rules."""
    problem = problem_of(inputs, scores)
    need, person = np.nonzero(scores.fits)
    listed = Scores(
        need.astype(np.int64), person.astype(np.int64), scores.score[need, person] / SCALE
    )
    fair = bool(inputs.rules["fair"]) and not problem.whole
    return match(problem, listed, fair=fair, seconds=SECONDS)


def problem_of(inputs: Inputs, scores: Scored) -> Problem:
    """Return the rules: places of needs, people and bodies in the order of their ids."""
    bodies = sorted({person.body for person in inputs.people})
    limits = [_limit(inputs, body) for body in bodies]
    ruled = scores.fits & (scores.ruled != FREE)
    return Problem(
        needs=tuple(str(need.id) for need in inputs.needs),
        people=tuple(str(person.id) for person in inputs.people),
        bodies=tuple(str(body) for body in bodies),
        least=_whole([need.least for need in inputs.needs]),
        most=_whole([need.most for need in inputs.needs]),
        capacity=np.maximum(_capacity(inputs), scores.told.sum(axis=0, dtype=np.int64)),
        body=_whole([bodies.index(person.body) for person in inputs.people]),
        floor=_whole([low for low, _ in limits]),
        cap=_whole([NO_CAP if high is None else high for _, high in limits]),
        locked=np.argwhere(scores.locked & ~scores.told).astype(np.int64),
        told=np.argwhere(scores.told).astype(np.int64),
        banned=np.argwhere(ruled).astype(np.int64),
        teams=_teams(inputs),
        all_or_none=np.array([need.whole for need in inputs.needs], np.bool_),
    )


def _limit(inputs: Inputs, body: UUID) -> tuple[int, int | None]:
    low, high = inputs.limits.get(body, (0, None))
    caps = [cap for cap in (high, inputs.rules["body_cap"]) if cap is not None]
    return low, min(caps) if caps else None


def _capacity(inputs: Inputs) -> Any:
    """Return how many duties each person takes on: in this round, and within the year."""
    year = inputs.rules["per_person_year"]
    left = [p.most if year is None else min(p.most, year - p.spent) for p in inputs.people]
    return np.maximum(_whole(left), 0)


def _teams(inputs: Inputs) -> tuple[tuple[int, ...], ...]:
    found: dict[UUID, list[int]] = defaultdict(list)
    for place, person in enumerate(inputs.people):
        if person.team is not None:
            found[person.team].append(place)
    return tuple(tuple(found[team]) for team in sorted(found) if len(found[team]) > 1)


def _whole(values: list[int]) -> Any:
    return np.array(values, dtype=np.int64)
