"""Answering a need without names, and what each side says after a dispatch."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.steps import (
    Browser,
    form_of,
    offer_need,
    offer_strength,
    payload,
    report,
    send_people,
)
from tests.parties import acting, found, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, Ended
from xieqiao.exchange import answering
from xieqiao.exchange.desk import items
from xieqiao.exchange.models import Answer, DispatchWord

pytestmark = pytest.mark.django_db


def answer(who: Any, need: Any, **fields: Any) -> Answer:
    """Return an answer to a need."""
    words = payload("need.answer", need=str(need.id), **fields)
    act = gate.propose(who, "need.answer", words, partnership=need.partnership_id)
    return Answer.objects.get(id=act.subject_id)


def tell(who: Any, row: Any, fields: dict[str, str]) -> None:
    """Report from one side on a dispatch."""
    words = payload("dispatch.tell", **fields)
    gate.propose(who, "dispatch.tell", words, partnership=row.partnership_id)


def test_several_can_help_and_no_name_passes() -> None:
    one, other = parties(2)
    need = offer_need(one, found([one, other]).id)
    good = offer_strength(other, need.partnership_id, title="办事大厅的做法")
    row = answer(other, need, number=3, text="可以派人讲一讲", strengths=[str(good.id)])
    page = Browser(one).read("exchange:offered_need", offered_need=need.id)
    assert f"answer-{row.id}" in page
    for words in ("可以出力：3 人", "可以派人讲一讲", "办事大厅的做法", "有方表示可以出力"):
        assert words in page
    (item,) = items(one)
    assert item.path == row.path(one.slug)
    assert items(other) == []


def test_the_form_starts_from_the_need_and_what_we_offer() -> None:
    one, other = parties(2)
    need = offer_need(one, found([one, other]).id)
    browser = Browser(other)
    query = f"?partnership={need.partnership_id}&need={need.id}"
    link = browser.path("acts:new", kind="need.answer") + query
    page = browser.read("exchange:offered_need", offered_need=need.id)
    assert link.replace("&", "&amp;") in page
    assert form_of(browser.get(link))["need"] == str(need.id)


def test_what_cannot_be_answered_is_refused() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    need = offer_need(one, partnership.id)
    foreign = offer_strength(one, partnership.id)
    ended = offer_strength(other, partnership.id)
    report(other, "strength.withdraw", ended.id)
    for strengths in ([str(foreign.id)], [str(ended.id)]):
        with pytest.raises(BadPayload):
            answer(other, need, strengths=strengths)
    with pytest.raises(BadPayload):
        answer(one, need)
    with pytest.raises(ValueError, match="number"):
        answer(other, need, number=0)
    report(one, "need.close", need.id, met=False, ending="不需要了")
    with pytest.raises(BadPayload):
        answer(other, need)


def test_an_answer_is_taken_back_by_who_gave_it_alone() -> None:
    one, other = parties(2)
    need = offer_need(one, found([one, other]).id)
    row = answer(other, need)
    with pytest.raises(Ended):
        report(one, "answer.withdraw", row.id, ending="不是我们的")
    report(other, "answer.withdraw", row.id, ending="人手不够了")
    assert "人手不够了" in Browser(one).read("exchange:offered_need", offered_need=need.id)
    assert answering.counts_of_answers(one, [need.id]) == {}
    assert items(one) == []


def test_each_side_reports_and_thanks_by_itself() -> None:
    there = parties(2)
    row = send_people(there, found(there).id, ends="2021-05")
    sender, receiver = there
    told = {"dispatch": str(row.id), "on": "2021-06"}
    for who, kind, said in (
        (sender, "dispatch.tell", "看了三个街道"),
        (receiver, "dispatch.thank", "谢谢两位委员"),
    ):
        assert items(who)
        words = payload(kind, text=said, **told)
        gate.propose(who, kind, words, partnership=row.partnership_id)
        for reader in there:
            assert said in Browser(reader).read("exchange:dispatch", dispatch=row.id)
    assert DispatchWord.objects.count() == 2
    assert items(sender) == []
    assert len(items(receiver)) == 1


def test_a_word_on_nothing_or_of_a_day_to_come_is_refused() -> None:
    there = parties(2)
    row = send_people(there, found(there).id)
    for wrong in (
        {"dispatch": "00000000-0000-0000-0000-000000000000"},
        {"on": "2999"},
        {"text": ""},
        {"title": "别的派员"},
    ):
        fields = {"dispatch": str(row.id), "on": "2021", "text": "去过了", **wrong}
        with pytest.raises((BadPayload, ValueError)):
            tell(there[0], row, fields)
    assert not DispatchWord.objects.exists()


def test_a_dispatch_leads_on_to_an_activity_and_a_topic() -> None:
    there = parties(2)
    row = send_people(there, found(there).id, title="派两名委员对接", purpose="看街道怎么办事")
    browser = Browser(there[0])
    page = browser.open("exchange:dispatch", dispatch=row.id)
    activity, topic = page.context["activity"], page.context["topic"]
    form = form_of(browser.get(browser.path("acts:new", kind="activity.plan") + f"?{activity}"))
    assert (form["title"], form["kind"]) == ("派两名委员对接", "liaison")
    assert form["host"] == str(there[1].body_id)
    form = form_of(browser.get(browser.path("acts:new", kind="topic.confirm") + f"?{topic}"))
    assert (form["title"], form["why"]) == ("派两名委员对接", "看街道怎么办事")


def test_who_was_sent_is_found_for_the_duty_record() -> None:
    there = parties(2)
    partnership = found(there)
    member = acting(there[0].body, "member", 7)
    named = [{"person_id": str(member.person_id), "shown_as": "演示委员 007"}]
    row = send_people(there, partnership.id, persons=named)
    off = send_people(there, partnership.id, persons=named)
    pass_act(there, "dispatch.call_off", {"why": "取消"}, subject=off.id)
    assert member.person_id is not None
    sent = answering.dispatches_of_person(there[0].body_id, member.person_id)
    assert [one.dispatch for one in sent] == [row]
    assert answering.persons_dispatched_by(there[0].body_id) == {member.person_id: 1}
    assert list(answering.dispatches_of_person(there[1].body_id, member.person_id)) == []
