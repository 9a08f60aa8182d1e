"""Who goes where: the best assignment of people to needs under rules, proven, and explained.

    from xieqiao.engines.matching import Need, Person, Scores, match, of

    problem = of([Need("n1", least=1, most=2)], [Person("p1", "德清", 2), Person("p2", "黄浦")])
    found = match(problem, Scores(need, person, score))
    found.optimal, found.objective, found.names()
    why(found), unmet(found)  # who was next; what would help

NumPy, SciPy and OR-Tools only; no Django, no database, no network. `docs/explanation/
matching.en.md` explains the method. A need, person or body is a place in an array everywhere
inside; names are in `Problem`. Scores are summed in whole millionths.
"""

from __future__ import annotations

from xieqiao.engines.matching.clash import Rule
from xieqiao.engines.matching.explaining import Unmet, Why, unmet, why
from xieqiao.engines.matching.flow import TooLarge
from xieqiao.engines.matching.instance import Scores
from xieqiao.engines.matching.loads import Loads, loads
from xieqiao.engines.matching.problem import Limit, Need, Person, Problem, of
from xieqiao.engines.matching.result import Match, Price
from xieqiao.engines.matching.solving import match

__all__ = [
    "Limit",
    "Loads",
    "Match",
    "Need",
    "Person",
    "Price",
    "Problem",
    "Rule",
    "Scores",
    "TooLarge",
    "Unmet",
    "Why",
    "loads",
    "match",
    "of",
    "unmet",
    "why",
]
