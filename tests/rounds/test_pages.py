"""A round by clicking: putting in, readiness, matching, adopting, telling, a refusal, a refill."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.exchange.steps import Browser, form_of, offer_need, skill, text
from tests.parties import acting, body, pass_act
from tests.rounds.steps import (
    DIGITAL,
    FARMING,
    HEALTH,
    adopted,
    opened,
    run,
    somebody,
    three,
    wanted,
    within,
)
from xieqiao.acts.access import Acting
from xieqiao.rounds import live, own
from xieqiao.rounds.models import Entrant, Exclusion, Lock, Ready, Round, RoundNeed, Run, Team, Told

pytestmark = pytest.mark.django_db


@pytest.fixture
def there() -> list[Acting]:
    return three()


@pytest.fixture
def round_(there: list[Acting]) -> Round:
    return opened(there)


def fill(there: list[Acting], round_: Round) -> tuple[RoundNeed, Entrant, Entrant]:
    """Return a need of the first, and people of the second and the third who fit it."""
    need = wanted(there[0], round_, HEALTH)
    second = somebody(there[1], round_, 1, HEALTH)
    third = somebody(there[2], round_, 2, f"{HEALTH}，略懂")
    wanted(there[1], round_, FARMING)
    return need, second, third


def sent(round_: Round, there: list[Acting]) -> tuple[Acting, Entrant]:
    """Return whose person was assigned, and the person."""
    row: Any = Run.objects.get(id=str(round_.run_id)).assignments.get()
    who = next(one for one in there if one.body_id == row.body_id)
    return who, Entrant.objects.get(id=row.entrant_id)


def done(there: list[Acting], round_: Round) -> Round:
    return adopted(there, round_, run(there, round_))


def test_rounds_are_listed_and_one_leads_to_its_form(there: list[Acting], round_: Round) -> None:
    browser = Browser(there[0])
    page = browser.read("rounds:rounds")
    assert round_.path(there[0].slug) in page
    assert browser.path("acts:new", kind="round.open") in page
    assert round_.path(there[0].slug) not in browser.read("rounds:rounds", "?stage=closed")
    assert round_.path(there[0].slug) not in browser.read("rounds:rounds", "?q=没有这样的")
    assert browser.path("rounds:rounds") in browser.read("exchange:needs")
    partnership = browser.read("partnerships:partnership", partnership=round_.partnership_id)
    assert f"{browser.path('rounds:rounds')}?partnership={round_.partnership_id}" in partnership


def test_without_a_round_the_page_says_how_one_comes(there: list[Acting]) -> None:
    assert "还没有" in Browser(acting(body(9))).read("rounds:rounds")


def test_needs_are_put_in_several_at_once_and_taken_out(there: list[Acting], round_: Round) -> None:
    offers = [offer_need(there[0], within(round_), title=t) for t in (HEALTH, DIGITAL)]
    browser = Browser(there[0])
    page = browser.read("rounds:needs", round=round_.id)
    assert all(f'value="{one.id}"' in page for one in offers)
    browser.send("rounds:needs", {"need": [one.id for one in offers]}, round=round_.id)
    assert RoundNeed.objects.filter(taken_out_at=None).count() == 2
    assert HEALTH in Browser(there[1]).read("rounds:needs", round=round_.id)
    row = RoundNeed.objects.get(need=offers[0])
    fields = {"need": row.id, "languages": ["en", "fr"], "whole": "on"}
    browser.send("rounds:need", fields, round=round_.id)
    row.refresh_from_db()
    assert (row.languages, row.whole) == ("en,fr", True)
    assert "法语" in browser.read("rounds:needs", round=round_.id)
    browser.send("rounds:need", {"need": row.id, "do": "out"}, round=round_.id)
    assert RoundNeed.objects.filter(taken_out_at=None).count() == 1


def test_another_s_need_is_not_changed(there: list[Acting], round_: Round) -> None:
    row = wanted(there[0], round_)
    browser = Browser(there[1])
    assert browser.open("rounds:need", f"?need={row.id}", round=round_.id).status_code == 302
    browser.send("rounds:need", {"need": row.id, "do": "out"}, round=round_.id)
    row.refresh_from_db()
    assert row.taken_out_at is None


def test_people_are_put_in_many_at_once_from_strengths(there: list[Acting], round_: Round) -> None:
    rows = [skill(there[0], n, title=f"{HEALTH}{n}") for n in (1, 2, 3)]
    browser = Browser(there[0])
    page = browser.read("rounds:put_in", "?q=医共体", round=round_.id)
    assert all(f'value="{row.id}"' in page for row in rows)
    browser.send("rounds:put_in", {"strength": [r.id for r in rows[:2]]}, round=round_.id)
    assert Entrant.objects.count() == 2
    browser.send("rounds:put_in", {"do": "all"}, round=round_.id)
    assert Entrant.objects.count() == 3
    assert rows[2].title in browser.read("rounds:entrants", f"?q={rows[2].title}", round=round_.id)
    assert rows[0].title not in browser.read("rounds:entrants", "?q=没有", round=round_.id)


def test_somebody_is_put_in_by_name_with_his_consent(there: list[Acting], round_: Round) -> None:
    who = acting(there[0].body, "member", 12)
    browser = Browser(there[0])
    fields = {
        "person": who.person_id,
        "says": HEALTH,
        "languages": ["en"],
        "most": "2",
        "agreed_how": "spoken",
        "agreed_on": "2025-03-01",
    }
    answer = browser.send("rounds:put_in_person", {**fields, "says": ""}, round=round_.id)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["says"])
    answer = browser.send(
        "rounds:put_in_person", {**fields, "agreed_on": "2099-01-01"}, round=round_.id
    )
    assert list(answer.context["form"].errors) == ["agreed_on"]
    browser.send("rounds:put_in_person", fields, round=round_.id)
    row = Entrant.objects.get()
    assert (row.says, row.languages, row.most) == (HEALTH, "en", 2)
    page = browser.read("rounds:entrant", round=round_.id, entrant=row.id)
    assert HEALTH in page
    browser.send(
        "rounds:entrant",
        {**fields, "says": DIGITAL, "company": "演示企业"},
        round=round_.id,
        entrant=row.id,
    )
    row.refresh_from_db()
    assert (row.says, row.company) == (DIGITAL, "演示企业")


def test_ticked_people_are_taken_out_or_go_together(there: list[Acting], round_: Round) -> None:
    rows = [somebody(there[0], round_, n) for n in (1, 2, 3)]
    browser = Browser(there[0])
    ids = [row.id for row in rows]
    browser.send(
        "rounds:entrants", {"do": "team", "name": "两人组", "entrant": ids[:2]}, round=round_.id
    )
    assert Team.objects.get().members.count() == 2
    assert "两人组" in browser.read("rounds:rules", round=round_.id)
    browser.send("rounds:entrants", {"do": "team", "entrant": ids[2:]}, round=round_.id)
    assert Team.objects.count() == 1
    browser.send("rounds:rules", {"do": "team", "id": Team.objects.get().id}, round=round_.id)
    assert not Team.objects.exists()
    browser.send("rounds:entrants", {"do": "out", "entrant": ids[2:]}, round=round_.id)
    rows[2].refresh_from_db()
    assert rows[2].taken_out_at is not None
    assert str(rows[2]) in browser.read("rounds:entrants", "?state=out", round=round_.id)


def test_rules_by_hand_are_set_and_taken_back(there: list[Acting], round_: Round) -> None:
    need, who, _third = fill(there, round_)
    browser = Browser(there[1])
    at: dict[str, Any] = {"round": round_.id, "entrant": who.id}
    answer = browser.send("rounds:add_rule", {"what": "exclude"}, **at)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["need"])
    fields = {"need": need.id, "what": "exclude", "why": "kin", "note": "亲属在该院"}
    browser.send("rounds:add_rule", fields, **at)
    assert Exclusion.objects.get().why == "kin"
    assert "亲属在该院" in browser.read("rounds:entrant", **at)
    assert "亲属在该院" in browser.read("rounds:rules", round=round_.id)
    browser.send("rounds:add_rule", {"need": need.id, "what": "lock"}, **at)
    assert not Lock.objects.exists()
    fields = {"do": "exclusion", "id": Exclusion.objects.get().id}
    browser.send("rounds:rules", fields, round=round_.id)
    browser.send("rounds:add_rule", {"need": need.id, "what": "lock"}, **at)
    assert Lock.objects.get().entrant == who
    browser.send("rounds:rules", {"do": "lock", "id": Lock.objects.get().id}, round=round_.id)
    assert not Lock.objects.exists()


def test_limits_are_set(there: list[Acting], round_: Round) -> None:
    browser = Browser(there[0])
    answer = browser.send("rounds:rules", {"floor": "-1"}, round=round_.id)
    assert answer.status_code == 422
    browser.send("rounds:rules", {"floor": "1", "cap": "5"}, round=round_.id)
    assert 'value="5"' in browser.read("rounds:rules", round=round_.id)


def test_a_party_says_that_it_is_ready_and_takes_it_back(
    there: list[Acting], round_: Round
) -> None:
    browser = Browser(there[0])
    assert browser.path("rounds:ready", round=round_.id) in browser.read(
        "rounds:round", round=round_.id
    )
    browser.send("rounds:ready", round=round_.id)
    assert Ready.objects.get().body_id == there[0].body_id
    browser.send("rounds:ready", {"do": "not"}, round=round_.id)
    assert not Ready.objects.exists()


def test_a_run_waits_for_all_and_then_shows_each_its_own(
    there: list[Acting], round_: Round
) -> None:
    _need, second, third = fill(there, round_)
    browser = Browser(there[1])
    browser.send("rounds:runs", round=round_.id)
    assert not Run.objects.exists()
    for who in there:
        live.say_ready(who, round_)
    browser.send("rounds:runs", round=round_.id)
    found_run = Run.objects.get()
    at: dict[str, Any] = {"round": round_.id, "number": found_run.number}
    page = browser.read("rounds:run", **at)
    assert str(second) in page
    assert "<mark>" in page
    assert browser.path("acts:new", kind="round.adopt") in page
    for other in (there[0], there[2]):
        theirs = Browser(other).read("rounds:run", **at)
        assert str(second) not in theirs
    assert str(third) not in page
    fills = Browser(there[0]).read("rounds:fills", f"?run={found_run.number}", round=round_.id)
    assert HEALTH in fills
    assert "1/1" in fills.replace(" ", "") or "1 " in fills
    unmet = Browser(there[1]).read("rounds:fills", round=round_.id)
    assert FARMING in unmet
    assert browser.open("rounds:run", round=round_.id, number=9).status_code == 302


def test_two_runs_stand_side_by_side(there: list[Acting], round_: Round) -> None:
    _need, second, _third = fill(there, round_)
    run(there, round_)
    assert "还没有" in Browser(there[1]).read("rounds:compare", round=round_.id)
    own.take_out(there[1], second)
    run(there, round_)
    page = Browser(there[1]).read("rounds:compare", "?a=1&b=2", round=round_.id)
    assert str(second) in page
    assert str(second) not in Browser(there[2]).read("rounds:compare", "?a=1&b=2", round=round_.id)


def test_an_adopted_result_is_a_picture_and_a_table_of_numbers(
    there: list[Acting], round_: Round
) -> None:
    _need, second, _third = fill(there, round_)
    round_ = done(there, round_)
    for who in there:
        page = Browser(who).read("rounds:round", round=round_.id)
        assert 'class="flow"' in page
        assert "<table>" in page
        assert HEALTH in page
        assert str(second) not in page


def test_adopting_starts_from_the_form_of_the_act(there: list[Acting], round_: Round) -> None:
    fill(there, round_)
    found_run = run(there, round_)
    browser = Browser(there[0])
    path = browser.path("acts:new", kind="round.adopt")
    assert form_of(browser.get(f"{path}?on={round_.id}"))["number"] == str(found_run.number)


def test_telling_an_answer_and_the_dispatch(there: list[Acting], round_: Round) -> None:
    need, _second, _third = fill(there, round_)
    round_ = done(there, round_)
    who, person = sent(round_, there)
    browser = Browser(who)
    page = browser.read("rounds:telling", round=round_.id)
    assert f"{person.id}/{need.id}" in page
    browser.send("rounds:telling", {"pair": [f"{person.id}/{need.id}"]}, round=round_.id)
    at: dict[str, Any] = {"round": round_.id, "entrant": person.id}
    assert f"?need={need.id}" in browser.read("rounds:telling", round=round_.id)
    answer = browser.send("rounds:answer", {"need": need.id}, **at)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["said", "on"])
    fields = {"need": need.id, "said": "accepted", "on": "2025-03-01"}
    browser.send("rounds:answer", fields, **at)
    page = browser.read("rounds:telling", round=round_.id)
    (link,) = re.findall(r'href="([^"]*dispatch\.confirm[^"]*)"', page)
    form = form_of(browser.get(link.replace("&amp;", "&")))
    assert form["need"] == str(need.need_id)
    assert str(person) in text(browser.get(link.replace("&amp;", "&")))


def test_a_refusal_is_a_hole_and_a_refill_fills_it(there: list[Acting], round_: Round) -> None:
    need, _second, _third = fill(there, round_)
    round_ = done(there, round_)
    who, person = sent(round_, there)
    browser = Browser(who)
    browser.send("rounds:telling", {"pair": [f"{person.id}/{need.id}"]}, round=round_.id)
    at: dict[str, Any] = {"round": round_.id, "entrant": person.id}
    fields = {"need": need.id, "said": "refused", "on": "2025-03-01", "reason": "家里有事"}
    browser.send("rounds:answer", fields, **at)
    assert "家里有事" in browser.read("rounds:telling", round=round_.id)
    owner = Browser(there[0])
    pages = owner.read("rounds:fills", round=round_.id) + owner.read(
        "rounds:round", round=round_.id
    )
    assert "尚未补齐" in pages
    for words in (str(person), "家里有事"):
        assert words not in pages
    browser.send("rounds:runs", round=round_.id)
    refill = Run.objects.order_by("number").last()
    assert refill is not None
    assert refill.refills_id == round_.run_id
    assert list(refill.assignments.values_list("entrant_id", flat=True)) != [person.id]
    again = adopted(there, round_, refill)
    assert again.run_id == refill.id


def test_not_told_after_all(there: list[Acting], round_: Round) -> None:
    need, _second, _third = fill(there, round_)
    round_ = done(there, round_)
    who, person = sent(round_, there)
    browser = Browser(who)
    browser.send("rounds:telling", {"pair": [f"{person.id}/{need.id}"]}, round=round_.id)
    fields = {"need": need.id, "do": "back"}
    browser.send("rounds:answer", fields, round=round_.id, entrant=person.id)
    assert not Told.objects.exists()


def test_a_closed_round_says_what_came_of_it(there: list[Acting], round_: Round) -> None:
    fill(there, round_)
    round_ = done(there, round_)
    pass_act(there, "round.close", {"ending": "一项需求得到满足"}, subject=round_.id)
    page = Browser(there[0]).read("rounds:round", round=round_.id)
    assert "一项需求得到满足" in page
    assert "round.close" not in page


def test_while_an_adoption_is_proposed_nothing_is_put_in(
    there: list[Acting], round_: Round
) -> None:
    from xieqiao.rounds.acts import adopting

    fill(there, round_)
    adopting.propose(there[0], run(there, round_))
    browser = Browser(there[1])
    row = skill(there[1], 7, title=DIGITAL)
    browser.send("rounds:put_in", {"strength": [row.id]}, round=round_.id)
    assert not Entrant.objects.filter(strength=row).exists()
    page = browser.read("rounds:entrants", round=round_.id)
    assert browser.path("rounds:put_in", round=round_.id) not in page


@pytest.mark.parametrize("name", ["rounds", "round", "needs", "runs", "fills", "compare"])
def test_who_reads_shared_matter_alone_sees_no_people(
    there: list[Acting], round_: Round, name: str
) -> None:
    fill(there, round_)
    round_ = done(there, round_)
    observer = Browser(acting(there[1].body, "observer", 5))
    at: dict[str, Any] = {} if name == "rounds" else {"round": round_.id}
    page = text(observer.open(f"rounds:{name}", **at))
    names = [str(row) for row in Entrant.objects.select_related("person", "strength__person")]
    assert not [one for one in names if one in page]


@pytest.mark.parametrize("name", ["entrants", "put_in", "put_in_person", "rules", "telling"])
def test_who_is_no_party_finds_nothing(there: list[Acting], round_: Round, name: str) -> None:
    stranger = Browser(acting(body(9)))
    assert stranger.open(f"rounds:{name}", round=round_.id).status_code == 404
    mine = Browser(there[0])
    other = somebody(there[1], round_)
    answer = mine.open("rounds:entrant", round=round_.id, entrant=other.id)
    assert answer.status_code == 404
