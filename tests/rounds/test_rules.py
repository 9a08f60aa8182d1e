"""Each rule of a round by one small round in which it makes the difference."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.steps import send_people, skill
from tests.parties import parties
from tests.rounds.steps import (
    DIGITAL,
    FARMING,
    HEALTH,
    names,
    opened,
    pairs,
    run,
    somebody,
    wanted,
    within,
)
from xieqiao.acts.access import Acting
from xieqiao.exchange import consents
from xieqiao.rounds import live, own, queries
from xieqiao.rounds.errors import (
    Excluded,
    LimitsCross,
    Locked,
    NoConsent,
    NothingWhole,
    NotNow,
    NotOurs,
    OwnNeed,
)
from xieqiao.rounds.models import Entrant, Round, Run
from xieqiao.rounds.words import Reason

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def there() -> list[Acting]:
    """Offices of two new bodies: the first has needs, the second people."""
    return parties(2)


def reasons(who: Acting, which: Run) -> dict[str, str]:
    """Return why own needs are unmet, by title."""
    fills = queries.fills_of(who, which)
    return {f.need.need.title: f.unmet.reason for f in fills if f.unmet is not None}


def test_everybody_goes_where_he_or_she_fits_best(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_, HEALTH)
    wanted(there[0], round_, FARMING)
    somebody(there[1], round_, 1, FARMING)
    somebody(there[1], round_, 2, HEALTH)
    result = run(there, round_)
    assert result.status == "optimal"
    assert names(there[1], result) == {"演示委员 001": FARMING, "演示委员 002": HEALTH}
    assert (result.needs_met, result.needs_in, result.people_sent) == (2, 2, 2)


def test_scores_are_those_of_the_exchange(there: list[Acting]) -> None:
    from xieqiao.exchange.matching import fitting

    round_ = opened(there)
    need = wanted(there[0], round_, HEALTH)
    row = somebody(there[1], round_, 1, "县医院管理与远程会诊").strength
    result = run(there, round_)
    (fit,) = fitting(there[1].body_id, need.need, [row])
    assert result.assignments.get().score == round(fit.score * 10_000)


def test_nobody_is_sent_to_a_need_of_the_own_side(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_)
    person = somebody(there[0], round_)
    result = run(there, round_)
    assert result.people_sent == 0
    assert reasons(there[0], result) == {HEALTH: Reason.NONE}
    with pytest.raises(OwnNeed):
        own.lock(there[0], person.id, need.id)


def test_one_person_takes_on_as_many_duties_as_the_round_allows(there: list[Acting]) -> None:
    for most, sent in ((1, 1), (2, 2)):
        round_ = opened(there, per_person=most)
        wanted(there[0], round_, HEALTH)
        wanted(there[0], round_, "基层医院的远程会诊与管理")
        somebody(there[1], round_, 10 + most, HEALTH, most=3)
        result = run(there, round_)
        assert result.assignments.count() == sent
        expected = {} if sent == 2 else {Reason.LIMIT}
        assert set(reasons(there[0], result).values()) == set(expected)


def test_own_limit_of_a_person_is_kept(there: list[Acting]) -> None:
    round_ = opened(there, per_person=5)
    for title in (HEALTH, "基层医院的远程会诊与管理"):
        wanted(there[0], round_, title)
    somebody(there[1], round_, 1, HEALTH, most=1)
    assert run(there, round_).assignments.count() == 1


def test_dispatches_of_the_last_year_count(there: list[Acting]) -> None:
    round_ = opened(there, per_person_year=1)
    wanted(there[0], round_)
    busy = somebody(there[1], round_, 1)
    named: list[dict[str, Any]] = [{"person_id": str(busy.person_id), "shown_as": "演示委员 001"}]
    send_people([there[1], there[0]], within(round_), persons=named, number=1)
    result = run(there, round_)
    assert (result.people_sent, reasons(there[0], result)) == (0, {HEALTH: Reason.LIMIT})


def test_dispatches_longer_ago_do_not_count(there: list[Acting]) -> None:
    round_ = opened(there, per_person_year=1)
    wanted(there[0], round_)
    person = somebody(there[1], round_, 1)
    named = [{"person_id": str(person.person_id), "shown_as": "演示委员 001"}]
    send_people([there[1], there[0]], within(round_), persons=named, number=1, happened="2021-05")
    assert run(there, round_).people_sent == 1


def test_nobody_is_sent_again_to_where_he_or_she_was_within_a_year(there: list[Acting]) -> None:
    round_ = opened(there, earlier=True)
    wanted(there[0], round_)
    person = somebody(there[1], round_, 1)
    named = [{"person_id": str(person.person_id), "shown_as": "演示委员 001"}]
    send_people([there[1], there[0]], within(round_), persons=named, number=1)
    result = run(there, round_)
    assert (result.people_sent, reasons(there[0], result)) == (0, {HEALTH: Reason.CONFLICT})


def test_a_cap_of_all_parties_is_kept(there: list[Acting]) -> None:
    round_ = opened(there, body_cap=1)
    for number, title in enumerate((HEALTH, FARMING)):
        wanted(there[0], round_, title)
        somebody(there[1], round_, number, title)
    result = run(there, round_)
    assert result.people_sent == 1
    assert set(reasons(there[0], result).values()) == {Reason.CAP}


def test_a_bodys_own_cap_is_kept(there: list[Acting]) -> None:
    round_ = opened(there)
    for number, title in enumerate((HEALTH, FARMING)):
        wanted(there[0], round_, title)
        somebody(there[1], round_, number, title)
    own.set_limit(there[1], round_, 0, 1)
    assert run(there, round_).people_sent == 1


def test_a_floor_that_cannot_be_is_named_as_the_rule_that_clashes(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    own.set_limit(there[1], round_, 3, None)
    result = run(there, round_)
    assert result.status == "infeasible"
    ours = {rule.kind for rule in queries.clash_of(there[1], result) if rule.ours}
    theirs = queries.clash_of(there[0], result)
    assert "floor" in ours
    assert any("another party" in rule.words for rule in theirs)
    assert not any("演示委员" in rule.words for rule in theirs)


def test_floor_above_cap_is_refused(there: list[Acting]) -> None:
    with pytest.raises(LimitsCross):
        own.set_limit(there[0], opened(there), 3, 2)


def test_an_exclusion_by_hand_holds(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_)
    best, other = somebody(there[1], round_, 1), somebody(there[1], round_, 2, "县医院远程会诊")
    own.exclude(there[1], best.id, need.id, "kin", "兄弟在该院任职")
    assert pairs(run(there, round_)) == {(need.id, other.id)}
    with pytest.raises(Excluded):
        own.lock(there[1], best.id, need.id)


def test_whoever_works_there_is_not_sent(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_, shown_for="演示数字科技有限公司（委员企业）")
    person = somebody(there[1], round_, 1, company="演示數字科技 有限公司")
    result = run(there, round_)
    assert (result.people_sent, reasons(there[0], result)) == (0, {HEALTH: Reason.CONFLICT})
    with pytest.raises(Excluded):
        own.lock(there[1], person.id, need.id)


def test_a_lock_by_hand_holds_though_others_fit_better(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_)
    somebody(there[1], round_, 1)
    chosen = somebody(there[1], round_, 2, FARMING)
    own.lock(there[1], chosen.id, need.id)
    result = run(there, round_)
    assert pairs(result) == {(need.id, chosen.id)}
    assert result.assignments.get().fixed == "lock"
    with pytest.raises(Locked):
        own.exclude(there[1], chosen.id, need.id, "other")


def test_a_team_goes_together_or_not_at_all(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_, wanted_number=1)
    two = [somebody(there[1], round_, n) for n in (1, 2)]
    own.make_team(there[1], round_, "医疗组", [e.id for e in two])
    result = run(there, round_)
    assert (pairs(result), reasons(there[0], result)) == (set(), {HEALTH: Reason.TEAM})
    wide = wanted(there[0], round_, "远程会诊与医院管理，两人", wanted_number=2)
    both = live.start_run(there[0], round_)
    assert pairs(both) == {(wide.id, e.id) for e in two}
    assert need.id not in {n for n, _ in pairs(both)}


def test_a_team_needs_two_of_ones_own(there: list[Acting]) -> None:
    round_ = opened(there)
    one, foreign = somebody(there[1], round_, 1), somebody(there[0], round_, 2)
    for ids in ([one.id], [one.id, foreign.id]):
        with pytest.raises(NotOurs):
            own.make_team(there[1], round_, "组", ids)


def test_all_or_nobody(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_, whole=True, at_least=2, wanted_number=3)
    somebody(there[1], round_, 1)
    assert run(there, round_).people_sent == 0
    somebody(there[1], round_, 2)
    assert live.start_run(there[0], round_).people_sent == 2


def test_languages_are_needed(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_, languages="英语")
    somebody(there[1], round_, 1)
    result = run(there, round_)
    assert (result.people_sent, reasons(there[0], result)) == (0, {HEALTH: Reason.LANGUAGE})
    speaks = somebody(there[1], round_, 2, languages="中文、English")
    assert pairs(live.start_run(there[0], round_)) == {(need.id, speaks.id)}


def test_in_a_fair_round_the_worst_served_need_comes_first(there: list[Acting]) -> None:
    shares = {}
    for fair in (False, True):
        round_ = opened(there, fair=fair)
        wanted(there[0], round_, HEALTH, wanted_number=2)
        wanted(there[0], round_, "医院与医生", wanted_number=2)
        for number in (1, 2):
            somebody(there[1], round_, 10 * number + fair, HEALTH)
        result = run(there, round_)
        shares[fair] = sorted(f.given for f in queries.fills_of(there[0], result))
        assert result.fair is fair
    assert shares == {False: [0, 2], True: [1, 1]}
    assert result.fairness_cost is not None
    assert result.fairness_cost > 0


def test_in_a_fair_round_nothing_is_whole(there: list[Acting]) -> None:
    round_ = opened(there, fair=True)
    two = [somebody(there[1], round_, n) for n in (1, 2)]
    with pytest.raises(NothingWhole):
        own.make_team(there[1], round_, "组", [e.id for e in two])
    with pytest.raises(NothingWhole):
        wanted(there[0], round_, whole=True)


def test_without_consent_nobody_is_put_in_or_matched(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_)
    person = somebody(there[1], round_, 1)
    assert person.strength is not None
    consents.take_back(there[1], person.strength)
    assert run(there, round_).people_sent == 0
    with pytest.raises(NotOurs):
        own.put_in_strengths(there[1], round_, [person.strength.id])
    with pytest.raises(NoConsent):
        own.put_in_person(
            there[1],
            round_,
            person.person_id,  # type: ignore[arg-type]
            says="会诊",
            how="",
            on=timezone.localdate(),
        )


def test_somebody_is_put_in_by_words_of_the_office(there: list[Acting]) -> None:
    round_ = opened(there)
    need = wanted(there[0], round_)
    who = skill(there[1], 1, title="无关的事").person
    assert who is not None
    person = own.put_in_person(
        there[1], round_, who.id, says=HEALTH, how="spoken", on=timezone.localdate()
    )
    result = run(there, round_)
    assert pairs(result) == {(need.id, person.id)}
    assert result.assignments.get().strength_id is None


def test_of_several_strengths_the_one_that_fits_counts(there: list[Acting]) -> None:
    from tests.exchange.steps import consented, strength

    round_ = opened(there)
    wanted(there[0], round_)
    person = somebody(there[1], round_, 1, DIGITAL)
    better = consented(
        there[1], strength(there[1], origin="member", person=person.person, title=HEALTH)
    )
    result = run(there, round_)
    assert result.assignments.get().strength_id == better.id
    assert own.put_in_all_usable(there[1], round_) == 0


def test_there_is_no_run_while_others_still_put_in(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_)
    somebody(there[1], round_)
    live.say_ready(there[0], round_)
    with pytest.raises(NotNow):
        live.start_run(there[0], round_)
    live.say_ready(there[1], round_)
    live.not_ready(there[1], round_)
    assert "Not all parties" in queries.may_run(there[0], round_)
    live.say_ready(there[1], round_)
    assert live.start_run(there[0], round_).number == 1


def test_whoever_was_taken_out_is_not_matched_and_can_come_back(there: list[Acting]) -> None:
    round_ = opened(there)
    wanted(there[0], round_)
    person = somebody(there[1], round_)
    own.take_out(there[1], person)
    kept = Round.objects.get(id=round_.id)
    somebody(there[1], kept, 2, FARMING)
    assert run(there, kept).people_sent == 0
    assert own.put_in_strengths(there[1], kept, [person.strength_id]) == 1  # type: ignore[list-item]
    assert Entrant.objects.filter(taken_out_at=None).count() == 2
    assert live.start_run(there[0], kept).people_sent == 1
