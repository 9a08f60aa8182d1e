"""Runs at once and in the background: one at a time, by the office of a party, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.parties import acting, parties
from tests.rounds.steps import opened, run, somebody, wanted
from xieqiao.acts.access import Acting
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.matter import gate_open
from xieqiao.background import run_waiting_tasks
from xieqiao.bodies.models import Body
from xieqiao.bodies.roles import Role
from xieqiao.rounds import live, queries, sweep
from xieqiao.rounds.errors import NotNow
from xieqiao.rounds.live import running
from xieqiao.rounds.models import Round, Run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def ready() -> tuple[list[Acting], Round]:
    """Return two parties and a round in which one person fits one need; both are ready."""
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    for who in there:
        live.say_ready(who, round_)
    return there, round_


@pytest.mark.django_db(transaction=True)
def test_a_large_run_is_reckoned_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "MOST_AT_ONCE", 0)
    there, round_ = ready()
    begun = live.start_run(there[0], round_)
    assert begun.under_way
    with pytest.raises(NotNow, match="under way"):
        live.start_run(there[1], round_)
    run_waiting_tasks()
    begun.refresh_from_db()
    assert (begun.status, begun.people_sent) == ("optimal", 1)


def test_a_run_is_reckoned_once() -> None:
    there, round_ = ready()
    made = live.start_run(there[0], round_)
    finished = made.finished_at
    live.reckon(made.id)
    made.refresh_from_db()
    assert made.finished_at == finished
    assert made.assignments.count() == 1


def test_what_came_to_nothing_is_marked_and_can_be_asked_anew() -> None:
    there, round_ = ready()
    with gate_open("live"):
        long_ago = timezone.now() - timedelta(hours=1)
        Run.objects.create(round=round_, number=1, body=there[0].body, asked_at=long_ago)
    assert "under way" in queries.may_run(there[0], round_)
    assert sweep.run() == 1
    assert Run.objects.get().status == "failed"
    assert live.start_run(there[0], round_).number == 2


def test_only_offices_of_parties_let_it_be_matched() -> None:
    there, round_ = ready()
    stranger, member = acting(parties_more()), acting(there[0].body, Role.MEMBER)
    for who in (stranger, member):
        with pytest.raises(NotAllowed):
            live.start_run(who, round_)
        assert queries.may_run(who, round_)


def parties_more() -> Body:
    """Return a body that is no party."""
    from tests.parties import body

    return body(9)


def test_two_runs_over_the_same_give_the_same_result() -> None:
    there, round_ = ready()
    first, second = run(there, round_), live.start_run(there[1], round_)
    assert (first.inputs, first.digest) == (second.inputs, second.digest)
    assert queries.is_fresh(first)
    assert not queries.compare(there[1], first, second).ours


def test_runs_are_compared_by_own_people_and_own_needs() -> None:
    there, round_ = ready()
    first = run(there, round_)
    wanted(there[0], round_, "基层医院的远程会诊与管理")
    somebody(there[1], round_, 2, "远程会诊")
    second = live.start_run(there[0], round_)
    assert not queries.is_fresh(first)
    ours = queries.compare(there[1], first, second)
    assert [str(moved.entrant) for moved in ours.ours if not moved.before] == ["演示委员 002"]
    theirs = queries.compare(there[0], first, second)
    assert theirs.ours == []
    assert [(n.need.title, a, b) for n, a, b in theirs.needs] == [
        ("基层医院的远程会诊与管理", 0, 1)
    ]
    assert ("People sent", "1", "2") in theirs.totals


def test_every_own_assignment_says_why_and_who_was_next() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_, "请教远程会诊怎么办，基层医院如何管理")
    somebody(there[1], round_, 1, "远程会诊与基层医院管理")
    somebody(there[1], round_, 2, "基层医院管理")
    (row,) = queries.named(queries.assignments_of(there[1], run(there, round_)))
    told = queries.why(row)
    assert any(part.marked for part in told.segments)
    assert "演示委员 002" in told.next
    assert row.rank == 1
    assert not queries.assignments_of(there[0], row.run)
