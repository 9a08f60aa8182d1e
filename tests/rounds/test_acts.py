"""Opening a round, changing its rules, adopting a result, closing: by all parties."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.parties import consent, found, parties, pass_act
from tests.rounds.steps import adopted, opened, run, somebody, soon, wanted
from xieqiao.acts import gate
from xieqiao.acts.errors import ActError, BadPayload
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.matter import gate_open
from xieqiao.rounds import live, own
from xieqiao.rounds.acts import adopting
from xieqiao.rounds.errors import BeingAdopted, RoundClosed
from xieqiao.rounds.models import Round, RunAssignment
from xieqiao.rounds.queries import rounds_seen_by, shares_of
from xieqiao.rounds.words import Stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def test_a_round_is_there_once_all_parties_have_agreed() -> None:
    there = parties(3)
    partnership = found(there)
    words = {"title": "演示对接轮次", "gathers_until": soon()}
    kind = kind_named("round.open")
    act = gate.propose(
        there[0], "round.open", kind.payload.model_validate(words), partnership=partnership.id
    )
    consent(there[1], act)
    assert not Round.objects.exists()
    consent(there[2], act)
    row = rounds_seen_by(there[2]).get()
    assert (row.title, row.per_person, row.stage) == ("演示对接轮次", 1, Stage.GATHERING)


def test_a_time_that_is_over_is_refused() -> None:
    there = parties(2)
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    with pytest.raises(BadPayload):
        opened(there, gathers_until=past)


def test_rules_are_changed_by_all_until_a_result_is_adopted() -> None:
    there = parties(2)
    round_ = opened(there)
    words = {"gathers_until": soon(), "per_person": 2, "body_cap": 5, "why": "人手多"}
    pass_act(there, "round.change", words, subject=round_.id)
    round_.refresh_from_db()
    assert (round_.per_person, round_.body_cap) == (2, 5)
    wanted(there[0], round_)
    somebody(there[1], round_)
    round_ = adopted(there, round_, run(there, round_))
    with pytest.raises(ActError):
        pass_act(there, "round.change", words, subject=round_.id)


def test_an_adoption_says_numbers_and_no_names() -> None:
    there = parties(2)
    round_ = opened(there)
    need = wanted(there[0], round_)
    person = somebody(there[1], round_, 12)
    result = run(there, round_)
    payload = adopting.payload_of(result)
    assert "演示委员" not in payload.model_dump_json()
    assert str(person.id) not in payload.model_dump_json()
    round_ = adopted(there, round_, result)
    assert (round_.run_id, round_.run_number) == (result.id, 1)
    (share,) = shares_of(there[0], round_)
    assert share.need == need.need
    assert share.by_body == [(there[1].body, 1)]


def test_only_the_newest_run_can_be_adopted() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    first = run(there, round_)
    live.start_run(there[1], round_)
    with pytest.raises(BadPayload, match="newer"):
        adopting.propose(there[0], first)


def test_what_changed_since_the_run_must_be_matched_anew() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    result = run(there, round_)
    somebody(there[1], round_, 13)
    with pytest.raises(BadPayload, match="changed since"):
        adopting.propose(there[0], result)


def test_numbers_that_are_not_the_runs_are_refused() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    result = run(there, round_)
    good = adopting.payload_of(result)
    more = [share.model_copy(update={"number": 2}) for share in good.shares]
    with pytest.raises(BadPayload, match="not what the run found"):
        gate.propose(
            there[0],
            "round.adopt",
            good.model_copy(update={"shares": more}),
            subject=round_.id,
        )


def test_a_run_whose_rules_clash_cannot_be_adopted() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    own.set_limit(there[1], round_, 5, None)
    result = run(there, round_)
    assert result.status == "infeasible"
    with pytest.raises(ActError):
        adopting.propose(there[0], result)


def test_while_a_result_is_decided_on_nothing_is_put_in() -> None:
    there = parties(2)
    round_ = opened(there)
    need = wanted(there[0], round_)
    person = somebody(there[1], round_)
    adopting.propose(there[0], run(there, round_))
    for change in (
        lambda: live.take_need_out(there[0], round_, need.id),
        lambda: own.take_out(there[1], person),
        lambda: own.set_limit(there[1], round_, 0, 3),
        lambda: own.exclude(there[1], person.id, need.id, "kin"),
    ):
        with pytest.raises(BeingAdopted):
            change()


def test_what_is_closed_stays_readable_and_takes_nothing_more() -> None:
    there = parties(2)
    round_ = opened(there)
    need = wanted(there[0], round_)
    pass_act(there, "round.close", {"ending": "三项需求已落实"}, subject=round_.id)
    row = rounds_seen_by(there[1]).get()
    assert (row.stage, row.ending) == (Stage.CLOSED, "三项需求已落实")
    with pytest.raises(RoundClosed):
        live.take_need_out(there[0], row, need.id)
    with pytest.raises(RoundClosed):
        somebody(there[1], row)


def test_a_result_that_is_no_longer_the_adopted_one_is_found() -> None:
    there = parties(2)
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    adopted(there, round_, run(there, round_))
    assert list(live.check_digests("default")) == []
    with gate_open("live"):
        RunAssignment.objects.update(score=9999)
    assert len(list(live.check_digests("default"))) == 1
