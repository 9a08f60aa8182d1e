"""From inputs to an outcome, without a database: no order matters, and nobody told is moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xieqiao.rounds.reckoning.inputs import Inputs, Somebody, Wanted
from xieqiao.rounds.reckoning.outcome import Outcome, outcome_of
from xieqiao.rounds.reckoning.scores import FREE, REFUSED, Scored
from xieqiao.rounds.reckoning.solve import solved

RULES = {"per_person_year": None, "body_cap": None, "fair": False}


class Text:
    """What a text's row has."""

    def __init__(self, number: int) -> None:
        self.id, self.title, self.text = UUID(int=number), str(number), ""


def _inputs(needs: int, people: int, bodies: int) -> Inputs:
    return Inputs(
        rules=RULES,
        needs=tuple(
            Wanted(UUID(int=n), UUID(int=999), Text(n), 0, 1 + n % 2, False, "", "")
            for n in range(needs)
        ),
        people=tuple(
            Somebody(
                id=UUID(int=100 + p),
                body=UUID(int=500 + p % bodies),
                rows=(Text(200 + p),),
                languages="",
                company="",
                most=1 + p % 2,
                team=None,
                person=None,
                spent=0,
                been_at=frozenset(),
            )
            for p in range(people)
        ),
    )


def _scored(score: Any, told: Any = None, refused: Any = None) -> Scored:
    nothing = np.zeros(score.shape, np.bool_)
    told = nothing if told is None else told
    ruled = np.where(nothing if refused is None else refused, REFUSED, FREE).astype(np.int8)
    by = np.zeros(score.shape, np.int16)
    return Scored(score.astype(np.int32), (score >= 3800) | told, by, ruled, nothing, told)


def _outcome(inputs: Inputs, scores: Scored) -> Outcome:
    return outcome_of(inputs, scores, solved(inputs, scores))


def _pairs(found: Outcome) -> set[tuple[UUID, UUID]]:
    return {(row["need_id"], row["entrant_id"]) for row in found.assignments}


@st.composite
def _scores(draw: Any) -> Any:
    shape = draw(st.tuples(st.integers(1, 5), st.integers(1, 7)))
    values = st.lists(st.integers(3000, 9000), min_size=shape[1], max_size=shape[1])
    return np.array([draw(values) for _ in range(shape[0])])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(_scores(), st.integers(1, 3), st.randoms(use_true_random=False))
def test_a_refill_keeps_all_told_pairs_and_no_refused_one(
    score: Any, bodies: int, chance: Any
) -> None:
    inputs = _inputs(score.shape[0], score.shape[1], bodies)
    first = _pairs(_outcome(inputs, _scored(score)))
    told, refused = (np.zeros(score.shape, np.bool_) for _ in range(2))
    for need, person in sorted(first):
        which = chance.choice((told, refused, None))
        if which is not None:
            which[inputs.need_at[need], inputs.person_at[person]] = True
    again = _pairs(_outcome(inputs, _scored(score, told, refused)))

    def those(flags: Any) -> set[tuple[UUID, UUID]]:
        return {(inputs.needs[n].id, inputs.people[p].id) for n, p in np.argwhere(flags)}

    assert those(told) <= again
    assert not those(refused) & again


@settings(max_examples=25, deadline=None, derandomize=True)
@given(_scores(), st.integers(1, 3))
def test_the_same_inputs_give_the_same_bytes(score: Any, bodies: int) -> None:
    inputs = _inputs(score.shape[0], score.shape[1], bodies)
    first, again = (_outcome(inputs, _scored(score)) for _ in range(2))
    assert first == again
    assert first.fields["digest"] == again.fields["digest"]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(_scores(), st.integers(2, 3))
def test_rank_and_follower_are_of_the_own_body(score: Any, bodies: int) -> None:
    inputs = _inputs(score.shape[0], score.shape[1], bodies)
    body_of = {person.id: person.body for person in inputs.people}
    for row in _outcome(inputs, _scored(score)).assignments:
        own = sum(body == row["body_id"] for body in body_of.values())
        assert 1 <= row["rank"] <= own
        assert row["follower_id"] is None or body_of[row["follower_id"]] == row["body_id"]


def test_a_change_of_any_input_changes_the_digest() -> None:
    inputs = _inputs(2, 3, 2)
    pair = (inputs.needs[0].id, inputs.people[0].id)
    person = replace(inputs.people[0], most=2)
    changed = [
        replace(inputs, rules={**RULES, "fair": True}),
        replace(inputs, needs=inputs.needs[:1]),
        replace(inputs, people=(person, *inputs.people[1:])),
        replace(inputs, locked=frozenset({pair})),
        replace(inputs, refused=frozenset({pair})),
        replace(inputs, limits={person.body: (1, None)}),
    ]
    assert len({one.digest() for one in (inputs, *changed)}) == 1 + len(changed)
