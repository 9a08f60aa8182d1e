"""How much everybody does in an assignment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xieqiao.engines.matching.arrays import Ints
from xieqiao.engines.matching.result import Match


@dataclass(frozen=True)
class Loads:
    """Assignments of each need (n,), person (m,) and body (b,).

    fixed: shape (m,), those of a person that were locked or told.
    """

    need: Ints
    person: Ints
    body: Ints
    fixed: Ints


def loads(found: Match) -> Loads:
    """Return the loads of an assignment."""
    problem, assigned = found.problem, found.assigned
    person = np.bincount(assigned.person, minlength=len(problem.people))
    has = problem.body >= 0
    body = np.bincount(problem.body[has], weights=person[has], minlength=len(problem.bodies))
    return Loads(
        need=np.bincount(assigned.need, minlength=len(problem.needs)),
        person=person,
        body=body.astype(np.int64),
        fixed=np.bincount(problem.fixed[:, 1], minlength=len(problem.people)),
    )
