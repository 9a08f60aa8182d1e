"""Statements: short, clean, limited in number, translated, and moderated by two parties."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.consultations.steps import (
    in_the_room,
    moment,
    open_consultation,
    statements,
    timed,
    values,
    vote,
)
from tests.parties import acting, found, parties, pass_act
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.bodies.roles import Role
from xieqiao.consultations import live, queries
from xieqiao.consultations.live.errors import Follows, OwnStep, Same, Waits
from xieqiao.consultations.live.statements import MOST_OF_ONE_PERSON
from xieqiao.consultations.models import Moderation, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = open_consultation(there, found(there))
    return there, consultation, live.join(there[0], consultation)


def test_a_statement_is_numbered_and_shown_at_once(scene: Any) -> None:
    _there, _consultation, me = scene
    one, two = live.put_statement(me, "老店要留住老师傅"), live.put_statement(me, "网上也要开店")
    assert (one.number, two.number, one.state) == (1, 2, "shown")
    assert one.author == me


def test_an_emoji_is_welcome(scene: Any) -> None:
    _there, _consultation, me = scene
    assert live.put_statement(me, "老品牌加油 👍").text == "老品牌加油 👍"


@pytest.mark.parametrize(
    "text",
    ["右\u202e左", "a\u200bb", "a\x00b", "a\x07b", "x" * 141, "言" * 1_700_000, "\ud800"],
)
def test_hidden_marks_and_long_texts_are_refused(scene: Any, text: str) -> None:
    _there, _consultation, me = scene
    with pytest.raises(ValidationError):
        live.put_statement(me, text)
    assert not Statement.objects.exists()


def test_140_characters_fit_whatever_they_are(scene: Any) -> None:
    _there, _consultation, me = scene
    for text in ("言" * 140, "👍" * 140):
        assert live.put_statement(me, text).text == text


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_an_empty_statement_is_refused(scene: Any, text: str) -> None:
    _there, _consultation, me = scene
    with pytest.raises(BadPayload):
        live.put_statement(me, text)


def test_lines_become_one_line_and_the_same_words_are_not_put_twice(scene: Any) -> None:
    _there, _consultation, me = scene
    assert live.put_statement(me, "老店\n  新做").text == "老店 新做"
    with pytest.raises(Same):
        live.put_statement(me, "老店 新做")


def test_one_person_puts_so_many_and_no_more(scene: Any) -> None:
    _there, _consultation, me = scene
    for n in range(MOST_OF_ONE_PERSON):
        live.put_statement(me, f"演示意见 {n}")
    with pytest.raises(live.TooMany):
        live.put_statement(me, "再来一条")


def test_an_office_seeds_before_it_opens_with_the_source(scene: Any) -> None:
    there, consultation, _me = scene
    timed(consultation, opens=1)
    one = live.seed_statement(there[1], consultation, "共建基地", source_note="联谊报 2021-05-27")
    assert (one.seeded, one.body_id, one.author) == (True, there[1].body_id, None)
    with pytest.raises(NotAllowed):
        live.seed_statement(acting(there[1].body, Role.MEMBER), consultation, "不行")


def test_a_translation_stands_beside_and_is_replaced(scene: Any) -> None:
    there, _consultation, me = scene
    one = live.put_statement(me, "老店新做")
    live.translate(there[1], one, "en", "Old shops, new ways")
    live.translate(there[0], one, "en", "Old shops in new ways")
    assert [t.text for t in one.translations.all()] == ["Old shops in new ways"]
    for language in ("zh-hans", "xx"):
        with pytest.raises(BadPayload):
            live.translate(there[0], one, language, "x")


def test_a_statement_is_hidden_only_when_another_party_agrees(scene: Any) -> None:
    there, _consultation, me = scene
    one = live.put_statement(me, "与议题无关的话")
    step = live.propose_moderation(there[0], one, "hide", "与议题无关")
    assert Statement.objects.get().state == "shown"
    with pytest.raises(OwnStep):
        live.agree_moderation(there[0], step)
    live.agree_moderation(there[1], step)
    hidden = Statement.objects.get()
    assert (hidden.state, hidden.hidden_reason) == ("hidden", "与议题无关")
    back = live.propose_moderation(there[1], hidden, "show", "其实有关")
    live.agree_moderation(there[0], back)
    assert (Statement.objects.get().state, Statement.objects.get().hidden_reason) == ("shown", "")


def test_a_refused_step_changes_nothing_and_cannot_be_agreed_to(scene: Any) -> None:
    there, _consultation, me = scene
    one = live.put_statement(me, "老店新做")
    step = live.propose_moderation(there[0], one, "hide", "不合适")
    live.refuse_moderation(there[1], step, "合适")
    with pytest.raises(live.Answered):
        live.agree_moderation(there[1], step)
    assert Statement.objects.get().state == "shown"
    assert Moderation.objects.get().answer == "合适"


def test_of_one_statement_one_step_waits_and_its_proposer_takes_it_back(scene: Any) -> None:
    there, _consultation, me = scene
    one = live.put_statement(me, "老店新做")
    step = live.propose_moderation(there[0], one, "hide", "不合适")
    with pytest.raises(Waits):
        live.propose_moderation(there[1], one, "hide", "也觉得")
    live.refuse_moderation(there[0], step)
    live.propose_moderation(there[1], one, "hide", "也觉得")


def test_a_merged_statement_keeps_its_votes(scene: Any) -> None:
    there, consultation, me = scene
    one, two = statements(there[0], consultation, 2)
    live.cast_votes(me, [vote(one, -1)])
    step = live.propose_moderation(there[0], one, "merge", "意思相同", two)
    live.agree_moderation(there[1], step)
    assert values(me) == [-1]
    assert Statement.objects.get(id=one.id).merged_into == two


def test_a_step_that_makes_no_sense_is_refused(scene: Any) -> None:
    there, consultation, _me = scene
    one, _two = statements(there[0], consultation, 2)
    other = open_consultation(there, consultation.partnership)
    (elsewhere,) = statements(there[0], other, 1)
    wrong: list[Any] = [
        ("hide", "", None),
        ("delete", "x", None),
        ("merge", "x", None),
        ("merge", "x", one),
        ("merge", "x", elsewhere),
        ("show", "x", None),
    ]
    for action, reason, target in wrong:
        with pytest.raises(ActError):
            live.propose_moderation(there[0], one, action, reason, target)
    assert not Moderation.objects.exists()


def test_members_and_strangers_do_not_moderate(scene: Any) -> None:
    there, consultation, _me = scene
    (one,) = statements(there[0], consultation, 1)
    for who in (acting(there[0].body, Role.MEMBER), acting(there[1].body, Role.OBSERVER)):
        with pytest.raises(NotAllowed):
            live.propose_moderation(who, one, "hide", "不合适")


def test_one_that_follows_another_takes_its_shown_statements_over(scene: Any) -> None:
    there, consultation, me = scene
    one, two = statements(there[0], consultation, 2)
    live.translate(there[0], one, "en", "Statement 1")
    live.cast_votes(me, [vote(one)])
    live.agree_moderation(there[1], live.propose_moderation(there[0], two, "hide", "不合适"))
    then = open_consultation(there, consultation.partnership, follows=str(consultation.id))
    assert live.carry_statements(then) == 0  # a statement is open in one consultation at a time
    assert not queries.without_their_statements().exists()
    timed(consultation, opens=-2, closes=-1)
    live.close(consultation)
    assert [row.id for row in queries.without_their_statements()] == [then.id]
    assert (live.carry_statements(then), live.carry_statements(then)) == (1, 0)
    (again,) = Statement.objects.filter(consultation=then)
    assert (again.number, again.text, again.author) == (one.number, one.text, None)
    assert [t.text for t in again.translations.all()] == ["Statement 1"]
    assert not again.votes.exists()


def test_the_same_statements_are_put_to_the_vote_in_one_at_a_time(scene: Any) -> None:
    there, consultation, _me = scene
    again = {"follows": str(consultation.id), "mode": "live", "closes": None}
    first = open_consultation(there, consultation.partnership, **again)
    with pytest.raises(BadPayload) as refused:
        open_consultation(there, consultation.partnership, **again)
    assert [field for field, _words in refused.value.errors] == ["follows"]
    for party in there:
        live.propose_closing(party, first)
    assert open_consultation(there, consultation.partnership, **again).follows == consultation


def test_a_change_of_times_does_not_open_two_on_the_same_statements(scene: Any) -> None:
    there, consultation, _me = scene
    again = {"follows": str(consultation.id)}
    one = open_consultation(there, consultation.partnership, **again)
    later = {"opens": moment(days=8), "closes": moment(days=9)}
    open_consultation(there, consultation.partnership, **again, **later)
    change = {"consultation_title": one.title, "opens": one.opens_at.isoformat()}
    longer = change | {"closes": moment(days=8, hours=1)}
    with pytest.raises(BadPayload) as refused:
        pass_act(there, "consultation.change", longer, subject=one.id)
    assert [field for field, _words in refused.value.errors] == ["closes"]
    pass_act(there, "consultation.change", change | {"closes": moment(days=7.5)}, subject=one.id)


def test_a_follower_takes_no_statements_before_those_that_it_takes_over(scene: Any) -> None:
    there, consultation, _me = scene
    statements(there[0], consultation, 2)
    then = in_the_room(there, consultation.partnership, follows=str(consultation.id))
    early = live.join(acting(there[0].body, Role.MEMBER, 7), then)
    with pytest.raises(Follows):
        live.seed_statement(there[0], then, "先放一条")
    with pytest.raises(Follows):
        live.put_statement(early, "先放一条")
    timed(consultation, opens=-2, closes=-1)
    live.close(consultation)
    assert live.put_statement(early, "再放一条").number == 3
    rows = Statement.objects.filter(consultation=then).order_by("number")
    assert [row.text for row in rows] == ["演示意见 1", "演示意见 2", "再放一条"]
