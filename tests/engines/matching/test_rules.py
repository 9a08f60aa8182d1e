"""What holds whatever the problem: names, more people, told ones, locks, conflicts, proof."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.engines.matching.brute import best
from tests.engines.matching.made import Made, problems
from xieqiao.engines.matching import (
    Limit,
    Match,
    Need,
    Person,
    Problem,
    Rule,
    Scores,
    TooLarge,
    match,
    of,
    optimum,
)

quick = settings(max_examples=40, deadline=None, derandomize=True)


def shuffled(made: Made, rng: np.random.Generator) -> tuple[Made, dict[str, str]]:
    """The same problem under other names and in another order, and the new name of each old one."""
    problem = made.problem
    need, person = rng.permutation(len(problem.needs)), rng.permutation(len(problem.people))
    body = rng.permutation(len(problem.bodies))
    new_need, new_person, new_body = (np.argsort(order) for order in (need, person, body))
    names = {problem.needs[old]: f"N{rng.integers(10**9)}-{old}" for old in need}
    names |= {problem.people[old]: f"P{rng.integers(10**9)}-{old}" for old in person}

    def moved(pairs: np.ndarray) -> np.ndarray:
        return np.stack([new_need[pairs[:, 0]], new_person[pairs[:, 1]]], axis=1)

    other = Problem(
        tuple(names[problem.needs[i]] for i in need),
        tuple(names[problem.people[j]] for j in person),
        tuple(f"B{k}" for k in body),
        least=problem.least[need],
        most=problem.most[need],
        capacity=problem.capacity[person],
        body=np.append(new_body, -1)[problem.body[person]],
        floor=problem.floor[body],
        cap=problem.cap[body],
        locked=moved(problem.locked),
        told=moved(problem.told),
        banned=moved(problem.banned),
        teams=tuple(tuple(int(new_person[j]) for j in team) for team in problem.teams),
        all_or_none=problem.all_or_none[need],
    )
    return Made(other, made.gain[np.ix_(need, person)]), names


@quick
@given(problems(teams=True), st.integers(0, 10**6))
def test_other_names_and_another_order_change_nothing(made: Made, seed: int) -> None:
    other, _ = shuffled(made, np.random.default_rng(seed))
    here, there = match(made.problem, made.scores), match(other.problem, other.scores)
    assert (here.status, here.total, here.bound) == (there.status, there.total, there.bound)
    assert here.short.sum() == there.short.sum()
    assert sorted(r.kind for r in here.clash) == sorted(r.kind for r in there.clash)


@quick
@given(problems(), st.integers(0, 10**6))
def test_where_scores_differ_the_very_same_people_go(made: Made, seed: int) -> None:
    rng = np.random.default_rng(seed)
    apart = np.where(made.gain >= 0, rng.permutation(made.gain.size).reshape(made.gain.shape), -1)
    made = Made(made.problem, apart * 1009 + rng.integers(0, 1000))
    other, names = shuffled(made, rng)
    here, there = match(made.problem, made.scores), match(other.problem, other.scores)
    renamed = {(names[need], names[person]) for need, person in here.names()}
    assert here.total == there.total
    assert renamed == set(there.names())


@quick
@given(problems(), st.integers(0, 2), st.data())
def test_one_person_more_never_lowers_the_total(made: Made, capacity: int, data: st.DataObject
) -> None:  # fmt: skip
    problem = made.problem
    before = match(problem, made.scores)
    column = data.draw(st.lists(st.integers(-1, 10**6), min_size=len(problem.needs),
                                max_size=len(problem.needs)))  # fmt: skip
    more = replace(
        problem,
        people=(*problem.people, "new"),
        capacity=np.append(problem.capacity, capacity),
        body=np.append(problem.body, -1),
    )
    wider = Made(more, np.column_stack([made.gain, column]))
    after = match(more, wider.scores)
    if before.status == "optimal":
        assert after.status == "optimal"
        assert after.short.sum() <= before.short.sum()
        if after.short.sum() == before.short.sum():
            assert after.total >= before.total


@quick
@given(problems(teams=True))
def test_locks_conflicts_capacities_and_limits_hold(made: Made) -> None:
    problem = made.problem
    found = match(problem, made.scores)
    assume(found.status == "optimal")
    pairs = set(zip(found.assigned.need.tolist(), found.assigned.person.tolist(), strict=True))
    assert len(pairs) == len(found.assigned)
    assert {tuple(pair) for pair in problem.fixed.tolist()} <= pairs
    assert not {tuple(pair) for pair in problem.banned.tolist()} & pairs
    load = np.bincount(found.assigned.person, minlength=len(problem.people))
    assert (load <= problem.capacity).all()
    for place in range(len(problem.bodies)):
        assert problem.floor[place] <= load[problem.body == place].sum() <= problem.cap[place]


@quick
@given(problems(teams=True))
def test_two_runs_are_alike(made: Made) -> None:
    first, second = match(made.problem, made.scores), match(made.problem, made.scores)
    assert first.assigned.key(99).tolist() == second.assigned.key(99).tolist()
    assert (first.status, first.bound, first.clash) == (second.status, second.bound, second.clash)


@quick
@given(problems(), st.randoms(use_true_random=False))
def test_a_refill_never_moves_who_was_told(made: Made, luck: Random) -> None:
    first = match(made.problem, made.scores)
    assume(first.status == "optimal" and len(first.assigned) > 0)
    pairs = list(zip(first.assigned.need.tolist(), first.assigned.person.tolist(), strict=True))
    fixed = {tuple(pair) for pair in made.problem.fixed.tolist()}
    refused = next((pair for pair in luck.sample(pairs, len(pairs)) if pair not in fixed), None)
    assume(refused is not None)
    told = [pair for pair in pairs if pair != refused]
    again = replace(
        made.problem,
        told=np.array(told, np.int64).reshape(-1, 2),
        banned=np.concatenate([made.problem.banned, [refused]]),
        floor=np.zeros_like(made.problem.floor),
    )
    second = match(again, made.scores)
    now = set(zip(second.assigned.need.tolist(), second.assigned.person.tolist(), strict=True))
    assert second.status == "optimal"
    assert set(told) <= now
    assert refused not in now


@quick
@given(problems(), st.booleans())
def test_scores_given_by_a_function_lead_to_the_same_total(made: Made, hard: bool) -> None:
    listed = match(made.problem, made.scores, hard=hard)
    asked = match(made.problem, made.block, hard=hard)
    assert (listed.status, listed.total) == (asked.status, asked.total)


@quick
@given(problems())
def test_a_short_list_is_widened_until_all_pairs_are_proven(made: Made) -> None:
    whole = match(made.problem, made.scores)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(optimum, "first_of", np.ones_like)
        patch.setattr("xieqiao.engines.matching.solving.first_of", np.ones_like)
        patch.setattr("xieqiao.engines.matching.instance.CELLS", 0)
        for scores in (made.scores, made.block):
            found = match(made.problem, scores)
            assert (found.status, found.total) == (whole.status, whole.total)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(problems(teams=True, most_pairs=6), st.booleans())
def test_of_the_rules_that_clash_none_can_be_left_out(made: Made, hard: bool) -> None:
    found = match(made.problem, made.scores, hard=hard)
    assume(found.status == "infeasible")
    loose = without(made.problem)
    made.gain[tuple(made.problem.fixed.T)] = made.gain[tuple(made.problem.fixed.T)].clip(0)
    for rule in found.clash:
        others = [other for other in found.clash if other != rule]
        kept = with_only(loose, made.problem, others)
        assert best(kept, made.gain, hard=hard) is not None, rule
    assert best(with_only(loose, made.problem, list(found.clash)), made.gain, hard=hard) is None


def without(problem: Problem) -> Problem:
    """The problem without any rule."""
    nobody = np.zeros((0, 2), np.int64)
    return replace(
        problem,
        least=np.zeros_like(problem.least),
        most=np.full_like(problem.most, len(problem.people)),
        capacity=np.full_like(problem.capacity, len(problem.needs)),
        floor=np.zeros_like(problem.floor),
        cap=np.full_like(problem.cap, 10**6),
        locked=nobody,
        told=nobody,
        banned=nobody,
        teams=(),
        all_or_none=np.zeros_like(problem.all_or_none),
    )


_FIELDS = {
    "minimum": "least", "maximum": "most", "capacity": "capacity", "floor": "floor", "cap": "cap",
}  # fmt: skip
_PAIRS = {"lock": "locked", "told": "told", "conflict": "banned"}


def with_only(loose: Problem, problem: Problem, rules: list[Rule]) -> Problem:
    """The loose problem with some rules of the real one, found by their names."""
    fields = (*_FIELDS.values(), "all_or_none")
    values: dict[str, Any] = {field: getattr(loose, field).copy() for field in fields}
    names = {"floor": problem.bodies, "cap": problem.bodies, "capacity": problem.people}
    for rule in rules:
        if rule.kind in _FIELDS:
            field = _FIELDS[rule.kind]
            place = names.get(rule.kind, problem.needs).index(rule.names[0])
            values[field][place] = getattr(problem, field)[place]
        elif rule.kind == "all-or-none":
            place = problem.needs.index(rule.names[0])
            values["all_or_none"][place], values["least"][place] = 1, problem.least[place]
        elif rule.kind in _PAIRS:
            field = _PAIRS[rule.kind]
            pair = problem.needs.index(rule.names[0]), problem.people.index(rule.names[1])
            more: dict[str, Any] = {field: np.concatenate([getattr(loose, field), [pair]])}
            loose = replace(loose, **more)
        else:
            assert rule.kind == "team"
            loose = replace(loose, teams=problem.teams)
    wide = np.isin(np.arange(len(problem.needs)), [problem.needs.index(rule.names[0])
                   for rule in rules if rule.kind == "maximum"])  # fmt: skip
    values["most"] = np.where(wide, values["most"], np.maximum(values["most"], values["least"]))
    return replace(loose, **values)


def test_capacity_two_is_not_two_seats_at_one_need() -> None:
    problem = of([Need("n", 2, 2)], [Person("p", "", 2), Person("q", "", 1)])
    found = match(problem, Scores(np.array([0, 0]), np.array([0, 1]), np.array([1.0, 0.1])))
    assert found.names() == [("n", "p"), ("n", "q")]


def test_small_scores_count_to_the_sixth_decimal() -> None:
    problem = of([Need("n")], [Person("p"), Person("q")])
    found = match(problem, Scores(np.array([0, 0]), np.array([0, 1]), np.array([1e-6, 2e-6])))
    assert found.names() == [("n", "q")]
    assert found.objective == pytest.approx(2e-6)


def test_minima_are_met_at_the_least_cost_and_not_beforehand() -> None:
    problem = of([Need("a", 1, 1), Need("b", 0, 1)], [Person("p"), Person("q")])
    scores = Scores(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([0.9, 0.5, 0.8, 0.1]))
    found = match(problem, scores)
    assert set(found.names()) == {("a", "q"), ("b", "p")}


def test_a_minimum_is_met_also_where_that_costs_more_than_anything_gains() -> None:
    problem = of([Need("n", 2, 2)], [Person(f"p{j}") for j in range(40)])
    score = np.append(np.full(39, 0.01), -500.0)
    banned = replace(problem, banned=np.array([(0, j) for j in range(38)]))
    for scores in (Scores(np.zeros(40, int), np.arange(40), score), lambda need: score[None, :]):
        found = match(banned, scores)
        assert found.names() == [("n", "p38"), ("n", "p39")]


def test_a_choice_of_pairs_states_a_bound_for_the_others() -> None:
    problem = of([Need("n")], [Person("p"), Person("q")])
    near = Scores(np.array([0]), np.array([0]), np.array([0.6]), unseen=np.array([0.7]))
    found = match(problem, near)
    assert (found.status, found.total, found.bound) == ("bounded", 600_000, 700_000)
    sure = Scores(np.array([0]), np.array([0]), np.array([0.6]), unseen=np.array([0.6]))
    assert match(problem, sure).status == "optimal"


def test_a_floor_that_nobody_can_reach_is_named() -> None:
    problem = of([Need("n", 0, 5)], [Person("p", "b", 1)], limits={"b": Limit(2, None)})
    found: Match = match(problem, Scores(np.array([0]), np.array([0]), np.array([0.5])))
    assert found.status == "infeasible"
    assert [str(rule) for rule in found.clash] == ["floor b"]


def test_scores_that_cannot_be_summed_are_refused() -> None:
    problem = of([Need(str(i), 1, 1) for i in range(2000)], [Person(str(j)) for j in range(2000)])
    place = np.arange(2000)
    with pytest.raises((TooLarge, ValueError)):
        match(problem, Scores(place, place, np.full(2000, 1e9)))
