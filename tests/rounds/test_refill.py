"""After an adoption: telling people, what they say, and a refill that moves nobody told."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.steps import Browser, form_of, send_people
from tests.parties import parties
from tests.rounds.steps import HEALTH, adopted, opened, pairs, run, somebody, wanted, within
from xieqiao.acts.access import Acting
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.errors import HasAnswered, NotAdopted, NotOurs, Refilled, ToldAlready
from xieqiao.rounds.models import Entrant, Round, RoundNeed, Told

pytestmark = pytest.mark.django_db
CLINIC = "基层医院的远程会诊与管理"


class Filled:
    """A round of three parties with two needs and three people, its first result adopted."""

    def __init__(self) -> None:
        self.there = parties(3)
        self.round: Round = opened(self.there)
        self.needs: list[RoundNeed] = [
            wanted(self.there[0], self.round, title) for title in (HEALTH, CLINIC)
        ]
        self.people: list[Entrant] = [
            somebody(self.there[1], self.round, 1, HEALTH),
            somebody(self.there[2], self.round, 2, CLINIC),
            somebody(self.there[2], self.round, 3, "医院管理"),
        ]
        self.first = run(self.there, self.round)
        self.round = adopted(self.there, self.round, self.first)

    def tell(self, who: Acting, person: Entrant, said: str = "") -> Told:
        """Return somebody told where to go, with an answer."""
        (need,) = (n for n, e in pairs(self.first) if e == person.id)
        told = own.tell(who, self.round, person.id, need, timezone.localdate())
        if said:
            own.answer(who, told, said, timezone.localdate(), "届时出国")
        return told


@pytest.fixture
def filled() -> Filled:
    """A round whose first result is adopted."""
    return Filled()


def test_a_refill_moves_nobody_told_and_fills_what_was_refused(filled: Filled) -> None:
    there, (one, two, three) = filled.there, filled.people
    filled.tell(there[1], one, "accepted")
    filled.tell(there[2], two, "refused")
    again = live.start_run(there[0], filled.round)
    assert again.refills == filled.first
    assert pairs(again) == {(filled.needs[0].id, one.id), (filled.needs[1].id, three.id)}
    assert again.assignments.get(entrant_id=one.id).fixed == "told"
    after = adopted(there, filled.round, again)
    assert (after.run_number, queries.holes_of(there[2], after).ours) == (2, [])


def test_who_was_told_stays_even_when_somebody_better_is_put_in(filled: Filled) -> None:
    there, (_one, two, _three) = filled.there, filled.people
    filled.tell(there[2], two)
    before = {pair for pair in pairs(filled.first) if pair[1] == two.id}
    somebody(there[1], filled.round, 9, CLINIC)
    assert before <= pairs(live.start_run(there[1], filled.round))


def test_a_refusal_is_a_hole_by_name_at_home_and_a_number_for_the_need(filled: Filled) -> None:
    there, (_one, two, _three) = filled.there, filled.people
    filled.tell(there[2], two, "refused")
    home, owner, third = (queries.holes_of(there[n], filled.round) for n in (2, 0, 1))
    assert [str(row.entrant) for row in home.ours] == ["演示委员 002"]
    assert (owner.ours, owner.needs) == ([], [(filled.needs[1], 1)])
    assert not third


def test_only_the_adopted_result_is_told_and_only_by_ones_own_office(filled: Filled) -> None:
    there, (one, _two, three) = filled.there, filled.people
    today = timezone.localdate()
    with pytest.raises(NotAdopted):
        own.tell(there[2], filled.round, three.id, filled.needs[0].id, today)
    need = next(n for n, e in pairs(filled.first) if e == one.id)
    with pytest.raises(NotAdopted):
        own.tell(there[2], filled.round, one.id, need, today)
    told = filled.tell(there[1], one)
    with pytest.raises(NotOurs):
        own.answer(there[2], told, "accepted", today)


def test_an_answer_stays_once_a_later_result_rests_on_it(filled: Filled) -> None:
    there, (_one, two, _three) = filled.there, filled.people
    told = filled.tell(there[2], two, "refused")
    adopted(there, filled.round, live.start_run(there[0], filled.round))
    told.refresh_from_db()
    with pytest.raises(Refilled):
        own.answer(there[2], told, "accepted", timezone.localdate())


def test_that_somebody_was_told_is_taken_back_before_an_answer_only(filled: Filled) -> None:
    there, (one, two, _three) = filled.there, filled.people
    own.take_back(there[1], filled.tell(there[1], one))
    assert not Told.objects.exists()
    told = filled.tell(there[2], two, "accepted")
    with pytest.raises(HasAnswered):
        own.take_back(there[2], told)
    with pytest.raises(ToldAlready):
        own.take_out(there[2], two)


def test_whoever_goes_is_named_by_the_form_of_the_dispatch(filled: Filled) -> None:
    there, (one, _two, _three) = filled.there, filled.people
    filled.tell(there[1], one, "accepted")
    (mine,) = queries.adopted_ours(there[1], filled.round)
    query = "?" + queries.dispatch_link(mine)
    fields: dict[str, Any] = form_of(
        Browser(there[1]).open("acts:new", query, kind="dispatch.confirm")
    )
    assert fields["need"] == str(mine.need.need_id)
    assert fields["sender"] == str(there[1].body_id)
    assert fields["receiver"] == str(there[0].body_id)
    assert fields["number"] in (1, "1")


def test_a_dispatch_agreed_on_is_shown_with_who_goes(filled: Filled) -> None:
    there, (one, _two, _three) = filled.there, filled.people
    (mine,) = queries.adopted_ours(there[1], filled.round)
    assert mine.dispatch is None
    sent = send_people(
        [there[1], there[0], there[2]],
        within(filled.round),
        number=1,
        need=str(mine.need.need_id),
        receiver=str(there[0].body_id),
        persons=[{"person_id": str(one.person_id), "shown_as": "演示委员 001"}],
    )
    (mine,) = queries.adopted_ours(there[1], filled.round)
    assert mine.dispatch == sent


def test_numbers_of_the_adopted_result_are_there_for_every_party(filled: Filled) -> None:
    seen = [
        [(s.need.id, [(b.id, n) for b, n in s.by_body], s.total) for s in found]
        for found in (queries.shares_of(who, filled.round) for who in filled.there)
    ]
    assert seen[0] == seen[1] == seen[2]
    assert {s[2] for s in seen[0]} == {1}
