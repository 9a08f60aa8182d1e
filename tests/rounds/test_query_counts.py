"""Questions of the room take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of
from tests.parties import found, parties
from tests.rounds.made import make_round
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.rounds import queries, waiting
from xieqiao.rounds.models import Entrant, Lock, Round, Run, RunAssignment, RunUnmet, Told
from xieqiao.rounds.reckoning import inputs_of

pytestmark = pytest.mark.django_db


def full(there: list[Acting], partnership: Any, count: int) -> Round:
    """Return a round with so many needs and people, two runs, and its adopted result."""
    with gate_open("acts"), gate_open("live"):
        round_ = make_round(there, partnership, count, 2 * count)
        needs, people = list(round_.needs.all()), list(Entrant.objects.filter(round=round_))
        runs = [_run(there[0], round_, n, needs, people) for n in (1, 2)]
        Round.objects.filter(id=round_.id).update(run_id=runs[1].id, adopted_at=timezone.now())
    own: list[tuple[Any, Any]] = list(zip(needs, people, strict=False))
    for model, more in ((Lock, {}), (Told, {"told_on": timezone.localdate(), "answer": "refused"})):
        rows: Any = model
        rows.objects.bulk_create(
            rows(round=round_, body_id=person.body_id, entrant=person, need=need, **more)
            for need, person in own
        )
    return Round.objects.get(id=round_.id)


def _run(who: Acting, round_: Round, number: int, needs: list[Any], people: list[Any]) -> Run:
    now = timezone.now()
    run: Run = Run.objects.create(
        round=round_, number=number, body=who.body, asked_at=now, finished_at=now, status="optimal"
    )
    people = people[number:]
    RunAssignment.objects.bulk_create(
        RunAssignment(
            run=run, need=need, entrant_id=one.id, body_id=one.body_id, score=5000,
            follower_id=other.id, follower_score=4000,
        )
        for need, one, other in zip(needs, people, people[1:], strict=False)
    )  # fmt: skip
    RunUnmet.objects.bulk_create(
        RunUnmet(run=run, need=need, given=0, least=1, most=1, reason="none", change="none")
        for need in needs
    )
    return run


def reads(who: Acting, round_: Round) -> dict[str, Callable[[], Any]]:
    """Return what one can ask, each to be asked in full."""
    first, second = queries.runs_of(who, round_)
    return {
        "rounds": lambda: [row.stage for row in queries.round_list(who)],
        "parties": lambda: queries.parties_of(round_),
        "needs": lambda: [str(row) for row in queries.needs_in(who, round_)],
        "to put in": lambda: list(queries.our_needs_to_put_in(who, round_)),
        "entrants": lambda: [str(row) for row in queries.entrants_of(who, round_)],
        "strengths": lambda: [row.whose for row in queries.strengths_to_put_in(who, round_)],
        "people": lambda: list(queries.people_to_put_in(who, round_)),
        "locks": lambda: [str(row) for row in queries.locks_of(who, round_)],
        "fills": lambda: queries.fills_of(who, first),
        "ours": lambda: [str(r.entrant) for r in queries.named(queries.assignments_of(who, first))],
        "compare": lambda: queries.compare(who, first, second),
        "adopted": lambda: queries.adopted_ours(who, round_),
        "holes": lambda: queries.holes_of(who, round_),
        "inputs": lambda: inputs_of(round_).digest(),
        "waiting": lambda: (
            list(waiting.gathering(who)),
            list(waiting.with_results(who)),
            waiting.to_be_told(who, 30),
            waiting.with_holes(who, 30),
        ),
    }


def test_every_question_takes_the_same_number_of_queries() -> None:
    there = parties(2)
    partnership = found(there)
    few, many = full(there, partnership, FEW), full(there, partnership, MANY // 2)
    small, large = reads(there[1], few), reads(there[1], many)
    counts = {name: queries_of(ask) for name, ask in small.items()}
    assert counts == {name: queries_of(ask) for name, ask in large.items()}
    assert max(counts.values()) <= 12
