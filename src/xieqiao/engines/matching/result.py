"""An assignment, and how surely nobody could have been assigned better."""

from __future__ import annotations

from dataclasses import dataclass, field

from xieqiao.engines.matching.arrays import SCALE, Gains, Ints
from xieqiao.engines.matching.clash import Rule
from xieqiao.engines.matching.pairs import Pairs
from xieqiao.engines.matching.problem import Problem


@dataclass(frozen=True)
class Price:
    """What fairness costs: the total without it and with it, millionths."""

    before: int
    after: int


@dataclass(frozen=True)
class Match:
    """The answer to a problem, in the places of that problem.

    status: optimal (proven over all pairs), bounded (`bound` says how much better it could be at
    most) or infeasible (`clash` says which rules cannot all be kept; nobody is assigned).
    assigned: fixed pairs among them, by need and person. total, bound: millionths of a score.
    short: shape (n,), people missing below each minimum. need_price, person_price: shapes (n,)
    and (m,), what one seat more and one duty more would be worth, millionths. considered: pairs
    with a score, sorted, also those that are not allowed; of a function's scores those that were
    looked at closely. rounds: how often left-out pairs were priced; tried: how many pairs were in
    the flow at last.
    """

    problem: Problem
    status: str
    assigned: Pairs
    total: int
    bound: int
    short: Ints
    need_price: Gains
    person_price: Gains
    considered: Pairs
    clash: tuple[Rule, ...] = ()
    fairness: Price | None = None
    rounds: int = 0
    tried: int = 0
    seconds: dict[str, float] = field(default_factory=dict, compare=False)

    @property
    def optimal(self) -> bool:
        """Return whether nobody could have been assigned better, proven over all pairs."""
        return self.status == "optimal"

    @property
    def objective(self) -> float:
        """Return the sum of the scores."""
        return self.total / SCALE

    def names(self) -> list[tuple[str, str]]:
        """Return the assigned pairs by name."""
        needs, people = self.problem.needs, self.problem.people
        places = zip(self.assigned.need.tolist(), self.assigned.person.tolist(), strict=True)
        return [(needs[i], people[j]) for i, j in places]
