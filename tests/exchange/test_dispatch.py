"""Sending people: proposed from a need, agreed by all, changed, called off, reported."""

from __future__ import annotations

from typing import Any

import pytest

from tests.exchange.steps import Browser, offer_need, payload, send_people
from tests.parties import acting, consent, found, open_topic, parties, pass_act
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, Ended
from xieqiao.exchange.models import Dispatch

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [2, 4])
def test_it_stands_once_all_have_consented(count: int) -> None:
    there = parties(count)
    partnership = found(there)
    row = send_people(
        there,
        partnership.id,
        profile="数字经济企业家委员",
        persons=[{"shown_as": "演示委员 012", "office": "某公司"}],
        purpose="看一个街道",
        begins="2021-05",
        ends="2021-05-27",
        costs="各自承担",
    )
    shown = Browser(there[-1]).read("exchange:dispatch", dispatch=row.id)
    for words in ("数字经济企业家委员", "演示委员 012", "看一个街道", "各自承担", "2021年5月27日"):
        assert words in shown
    assert there[1].body.name in shown


def test_it_is_nothing_before() -> None:
    there = parties(2)
    partnership = found(there)
    words = payload(
        "dispatch.confirm", title="派人", sender=str(there[0].body_id), number=1, purpose="看看"
    )
    act = gate.propose(there[0], "dispatch.confirm", words, partnership=partnership.id)
    assert not Dispatch.objects.exists()
    consent(there[1], act)
    assert Dispatch.objects.get().number == 1


def test_the_form_starts_from_the_need() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id, wanted_number=2, text="看街道怎么办事")
    browser = Browser(other)
    page = browser.read("exchange:offered_need", offered_need=shown.id)
    query = f"?partnership={shown.partnership_id}&need={shown.id}"
    link = browser.path("acts:new", kind="dispatch.confirm") + query
    assert link.replace("&", "&amp;") in page
    nodes = browser.get(link).context["form"].nodes
    fields = {node.name: node.value for node in nodes if not node.shape.grouped}
    assert fields["need"] == str(shown.id)
    assert fields["receiver"] == str(one.body_id)
    assert fields["sender"] == str(other.body_id)
    assert fields["number"] == "2"
    assert fields["purpose"] == "看街道怎么办事"


def test_the_need_shows_what_was_proposed_and_agreed_for_it() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    shown = offer_need(one, partnership.id)
    words = payload(
        "dispatch.confirm",
        title="派两名委员",
        need=str(shown.id),
        sender=str(other.body_id),
        receiver=str(one.body_id),
        number=2,
    )
    act = gate.propose(other, "dispatch.confirm", words, partnership=partnership.id)
    browser = Browser(one)
    page = browser.read("exchange:offered_need", offered_need=shown.id)
    assert browser.path("acts:act", act=act.id) in page
    assert "正在会签" in page
    consent(one, act)
    page = browser.read("exchange:offered_need", offered_need=shown.id)
    assert Dispatch.objects.get().path(one.slug) in page
    assert "已派员对接" in page
    assert "已派员对接" in browser.read("exchange:needs")


def test_a_topic_can_be_raised_from_the_need() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    shown = offer_need(one, partnership.id)
    browser = Browser(other)
    query = f"?partnership={partnership.id}&need={shown.id}"
    link = browser.path("acts:new", kind="topic.confirm") + query
    assert link.replace("&", "&amp;") in browser.read(
        "exchange:offered_need", offered_need=shown.id
    )
    nodes = {node.name: node.value for node in browser.get(link).context["form"].nodes}
    assert (nodes["need"], nodes["title"]) == (str(shown.id), "想学城市大脑")
    words = {"title": "城市大脑经验共享", "need": str(shown.id)}
    pass_act([other, one], "topic.confirm", words, partnership=partnership.id)
    page = browser.read("exchange:offered_need", offered_need=shown.id)
    assert "城市大脑经验共享" in page
    assert "已形成议题" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"receiver": "sender"}, "receiver"),
        ({"ends": "2021-04", "begins": "2021-05-01"}, "ends"),
        ({"number": 1, "persons": [{"shown_as": "甲"}, {"shown_as": "乙"}]}, "persons"),
        ({"need": "00000000-0000-0000-0000-000000000000"}, "need"),
        ({"topic": "00000000-0000-0000-0000-000000000000"}, "topic"),
        ({"sender": "00000000-0000-0000-0000-000000000000"}, "sender"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    there = parties(2)
    partnership = found(there)
    if wrong.get("receiver") == "sender":
        wrong = {"receiver": str(there[0].body_id)}
    with pytest.raises(BadPayload) as refused:
        send_people(there, partnership.id, **wrong)
    assert [name for name, _words in refused.value.errors] == [field]


def test_a_need_of_another_partnership_cannot_be_answered() -> None:
    one, other, third = parties(3)
    here, elsewhere = found([one, other]), found([one, third])
    shown = offer_need(third, elsewhere.id)
    with pytest.raises(BadPayload):
        send_people([one, other], here.id, need=str(shown.id))


def test_it_can_be_changed_by_all() -> None:
    there = parties(2)
    row = send_people(there, found(there).id, persons=[{"shown_as": "演示委员 012"}])
    browser = Browser(there[0])
    nodes = browser.open("acts:new", f"?on={row.id}", kind="dispatch.revise").context["form"].nodes
    assert next(n.value for n in nodes if n.name == "title") == "派两名委员对接"
    words = {
        "title": "派三名委员对接",
        "sender": str(there[0].body_id),
        "number": 3,
        "persons": [{"shown_as": "演示委员 013"}],
    }
    pass_act(there, "dispatch.revise", words, subject=row.id)
    page = browser.read("exchange:dispatch", dispatch=row.id)
    assert "派三名委员对接" in page
    assert "演示委员 013" in page
    assert "演示委员 012" not in page.split("会签记载")[0]


def test_called_off_it_stays_readable_with_the_reason() -> None:
    there = parties(2)
    row = send_people(there, found(there).id)
    words = {"title": row.title, "why": "改为线上"}
    pass_act(there, "dispatch.call_off", words, subject=row.id)
    page = Browser(there[1]).read("exchange:dispatch", dispatch=row.id)
    assert "改为线上" in page
    assert "已取消" in page
    with pytest.raises(Ended):
        pass_act(
            there,
            "dispatch.report",
            {"report": "去过了", "reported_on": "2021-06"},
            subject=row.id,
        )


def test_the_report_may_come_in_parts_and_the_last_closes_it() -> None:
    there = parties(2)
    row = send_people(there, found(there).id, begins="2021-05-01")
    first = {"report": "看了两个街道", "reported_on": "2021-06", "finished": False}
    pass_act(there, "dispatch.report", first, subject=row.id)
    row.refresh_from_db()
    assert (row.report, row.closed) == ("看了两个街道", False)
    last = {"report": "提了三条建议", "reported_on": "2021-07-01"}
    pass_act([there[1], there[0]], "dispatch.report", last, subject=row.id)
    row.refresh_from_db()
    assert (row.report, row.closed) == ("提了三条建议", True)
    assert "提了三条建议" in Browser(there[0]).read("exchange:dispatch", dispatch=row.id)


@pytest.mark.parametrize("day", ["2021-04", "2099-01-01"])
def test_a_report_is_neither_from_before_nor_from_the_future(day: str) -> None:
    there = parties(2)
    row = send_people(there, found(there).id, begins="2021-05-01")
    with pytest.raises(BadPayload):
        pass_act(there, "dispatch.report", {"report": "x", "reported_on": day}, subject=row.id)


def test_buttons_are_there_for_who_may_use_them() -> None:
    there = parties(2)
    row = send_people(there, found(there).id)
    for role, sees in (("clerk", True), ("chair", True), ("member", False), ("observer", False)):
        page = Browser(acting(there[0].body, role, 8)).read("exchange:dispatch", dispatch=row.id)
        assert ("dispatch.report" in page) is sees
    pass_act(
        there, "dispatch.report", {"report": "去过了", "reported_on": "2021-06"}, subject=row.id
    )
    assert "dispatch.call_off/" not in Browser(there[0]).read("exchange:dispatch", dispatch=row.id)


def test_the_topic_s_page_is_one_click_away() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    row = send_people(there, partnership.id, topic=str(topic.id))
    assert topic.path(there[1].slug) in Browser(there[1]).read("exchange:dispatch", dispatch=row.id)
