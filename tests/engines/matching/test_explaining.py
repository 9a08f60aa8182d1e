"""Each assignment says who was next; each unmet need says why, and what it says would help does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from tests.engines.matching.made import Made, problems
from xieqiao.engines.matching import Limit, Need, Person, Scores, match, of
from xieqiao.engines.matching.explaining import CAP, CONFLICT, LIMIT, LOCK, NONE, unmet, why
from xieqiao.engines.matching.problem import Problem


def one(problem: Problem, pairs: list[tuple[int, int, float]]) -> tuple[str, str, int]:
    """The reason, the change and the person of the only unmet need."""
    need, person, score = zip(*pairs, strict=True) if pairs else ((), (), ())
    scores = Scores(np.array(need, int), np.array(person, int), np.array(score, float))
    (only,) = unmet(match(problem, scores))
    return only.reason, only.change, only.person


def test_a_need_that_nobody_fits_says_so() -> None:
    assert one(of([Need("n", 1, 1)], [Person("p")]), []) == (NONE, NONE, -1)


def test_a_conflict_is_told() -> None:
    problem = of([Need("n", 1, 1)], [Person("p")], banned=[("n", "p")])
    assert one(problem, [(0, 0, 0.5)]) == (CONFLICT, CONFLICT, 0)


def test_people_at_their_limit_are_told_from_people_who_are_locked() -> None:
    needs, people = [Need("a", 1, 1), Need("b", 1, 1)], [Person("p")]
    pairs = [(0, 0, 0.9), (1, 0, 0.5)]
    assert one(of(needs, people), pairs) == (LIMIT, LIMIT, 0)
    assert one(of(needs, people, locked=[("b", "p")]), pairs) == (LOCK, LOCK, 0)


def test_a_cap_that_is_full_is_told() -> None:
    problem = of([Need("a", 1, 1), Need("b", 1, 1)], [Person("p", "x"), Person("q", "x")],
                 limits={"x": Limit(0, 1)})  # fmt: skip
    assert one(problem, [(0, 0, 0.9), (1, 1, 0.5)]) == (CAP, CAP, 1)


def test_who_was_next_is_the_best_who_does_not_go() -> None:
    problem = of([Need("n", 1, 1)], [Person("p"), Person("q"), Person("r")], banned=[("n", "q")])
    score = np.array([0.4, 0.9, 0.7])
    found = match(problem, Scores(np.zeros(3, int), np.arange(3), score))
    reasons = why(found)
    assert found.names() == [("n", "r")]
    assert (reasons.rank.tolist(), reasons.follower.tolist()) == ([1], [0])


@settings(max_examples=80, deadline=None, derandomize=True)
@given(problems())
def test_what_would_help_lets_one_more_seat_be_filled(made: Made) -> None:
    problem = made.problem
    found = match(problem, made.scores)
    if found.status != "optimal":
        return
    for told in unmet(found):
        if told.person < 0 or told.least == 0 or told.change not in (LIMIT, LOCK, CAP, CONFLICT):
            continue
        capacity, cap = problem.capacity.copy(), problem.cap.copy()
        capacity[told.person] += 1
        if problem.body[told.person] >= 0:
            cap[problem.body[told.person]] += 1
        pair = [told.need, told.person]
        banned = problem.banned[(problem.banned != pair).any(axis=1)]
        again = match(replace(problem, capacity=capacity, cap=cap, banned=banned), made.scores)
        assert again.short.sum() == found.short.sum() - 1
