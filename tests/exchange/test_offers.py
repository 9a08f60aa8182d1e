"""Showing needs and strengths to partners, telling them anew, and what came of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.exchange.steps import (
    Browser,
    form_of,
    need,
    offer_need,
    offer_strength,
    payload,
    report,
    strength,
    text,
)
from tests.parties import acting, body, found, open_topic, parties
from xieqiao.acts import gate
from xieqiao.acts.errors import BadPayload, Ended, NotAllowed
from xieqiao.acts.models import Act
from xieqiao.exchange.models import OfferedNeed, OfferedStrength

pytestmark = pytest.mark.django_db


def tomorrow() -> str:
    """Return the day after today."""
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def test_the_office_shows_its_need_from_its_own_page() -> None:
    one, other = parties(2)
    partnership = found([one, other], title="两地合作")
    row = need(one, title="想学城市大脑", text="浙江的做法", focus_area="科技创新", wanted_number=2)
    clerk = Browser(acting(one.body, "clerk", 5))
    page = clerk.read("exchange:need", need=row.id)
    assert "两地合作" in page
    assert str(row.id) in page
    query = f"?partnership={partnership.id}&own={row.id}"
    form = form_of(clerk.open("acts:new", query, kind="need.offer"))
    assert (form["title"], form["text"], form["wanted_number"]) == (
        "想学城市大脑",
        "浙江的做法",
        "2",
    )
    fields = {**form, "text": "只说这些", "by_when": tomorrow(), "_do": "propose"}
    clerk.post(
        clerk.path("acts:new", kind="need.offer") + query,
        {"acting": clerk.who.token, **fields},
    )
    shown = OfferedNeed.objects.get()
    assert (shown.owner_id, shown.own_id, shown.text) == (one.body_id, row.id, "只说这些")
    partner = Browser(other).read("exchange:offered_need", offered_need=shown.id)
    assert "只说这些" in partner
    assert "浙江的做法" not in partner
    assert "已向合作方通报" in clerk.read("exchange:own_needs")
    assert shown.path(one.slug) in clerk.read("exchange:need", need=row.id)


def test_partners_do_not_see_which_own_row_it_came_from() -> None:
    one, other = parties(2)
    row = need(one)
    shown = offer_need(one, found([one, other]).id, own=str(row.id))
    browser = Browser(other)
    act = Act.objects.get(subject_id=shown.id)
    for page in (
        browser.read("exchange:offered_need", offered_need=shown.id),
        browser.read("acts:act", act=act.id),
    ):
        assert str(row.id) not in page
        assert "对应本机构清单" not in page


def test_a_snapshot_does_not_change_with_the_own_row() -> None:
    one, other = parties(2)
    row = need(one)
    shown = offer_need(one, found([one, other]).id, own=str(row.id))
    Browser(one).send(
        "exchange:edit_need", {"title": "改了名", "origin": "body", "how": "any"}, need=row.id
    )
    shown.refresh_from_db()
    assert shown.title == "想学城市大脑"
    page = Browser(other).read("exchange:offered_need", offered_need=shown.id)
    assert "改了名" not in page


def test_it_can_be_told_anew_by_who_showed_it() -> None:
    one, other = parties(2)
    row = need(one, title="新说法", text="新内容")
    shown = offer_need(one, found([one, other]).id, by_when=tomorrow(), shown_for="两位委员")
    browser = Browser(one)
    form = form_of(browser.open("acts:new", f"?on={shown.id}", kind="need.revise"))
    assert (form["title"], form["shown_for"]) == ("想学城市大脑", "两位委员")
    form = form_of(browser.open("acts:new", f"?on={shown.id}&own={row.id}", kind="need.revise"))
    assert (form["title"], form["text"]) == ("新说法", "新内容")
    report(one, "need.revise", shown.id, title="新说法", own=str(row.id))
    shown.refresh_from_db()
    assert (shown.title, shown.own_id, shown.revision) == ("新说法", row.id, 1)
    with pytest.raises(Ended):
        report(other, "need.revise", shown.id, title="别人改的")


def test_what_came_of_a_need_closes_it() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id)
    report(one, "need.close", shown.id, title=shown.title, met=True, ending="两名委员来过了")
    shown.refresh_from_db()
    assert (shown.closed, shown.met) == (True, True)
    page = Browser(other).read("exchange:offered_need", offered_need=shown.id)
    assert "两名委员来过了" in page
    assert "已满足" in page
    with pytest.raises(Ended):
        report(one, "need.close", shown.id, met=True, ending="再来一次")


def test_only_its_own_body_says_what_came_of_it() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    lack, good = offer_need(one, partnership.id), offer_strength(one, partnership.id)
    with pytest.raises(Ended):
        report(other, "need.close", lack.id, met=True, ending="替别人说")
    with pytest.raises(Ended):
        report(other, "strength.withdraw", good.id)


def test_an_ending_says_of_which_need_it_speaks_and_not_of_another() -> None:
    one, other = parties(2)
    shown = offer_need(one, found([one, other]).id)
    form = form_of(Browser(one).open("acts:new", f"?on={shown.id}", kind="need.close"))
    assert form["title"] == "想学城市大脑"
    with pytest.raises(BadPayload):
        report(one, "need.close", shown.id, title="另一项需求", met=True, ending="冒充")
    act = report(one, "need.close", shown.id, title=shown.title, met=False, ending="不需要了")
    assert "想学城市大脑" in Browser(other).read("acts:act", act=act.id)


def test_a_strength_is_shown_told_anew_and_taken_back() -> None:
    one, other = parties(2)
    own = strength(one, title="医共体经验")
    shown = offer_strength(one, found([one, other]).id, own=str(own.id), sector="Q")
    report(one, "strength.revise", shown.id, title="县域医共体经验", sector="Q", division="84")
    browser = Browser(other)
    page = browser.read("exchange:offered_strength", offered_strength=shown.id)
    assert "县域医共体经验" in page
    assert "卫生" in page
    report(one, "strength.withdraw", shown.id, ending="暂不接待")
    page = browser.read("exchange:offered_strength", offered_strength=shown.id)
    assert "暂不接待" in page
    assert "不再提供" in page


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"sector": "A", "division": "65"}, "division"),
        ({"by_when": "2021-05-27"}, "by_when"),
        ({"own": "00000000-0000-0000-0000-000000000000"}, "own"),
        ({"topic": "00000000-0000-0000-0000-000000000000"}, "topic"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(wrong: dict[str, str], field: str) -> None:
    one, other = parties(2)
    partnership = found([one, other])
    with pytest.raises(BadPayload) as refused:
        offer_need(one, partnership.id, **wrong)
    assert [name for name, _words in refused.value.errors] == [field]
    assert not OfferedNeed.objects.exists()


def test_a_need_entered_later_may_have_been_wanted_long_ago() -> None:
    one, other = parties(2)
    shown = offer_need(
        one,
        found([one, other]).id,
        by_when="2021-05-27",
        happened="2021",
        source="联谊报 2021-05-27",
    )
    page = Browser(other).read("exchange:offered_need", offered_need=shown.id)
    assert "联谊报 2021-05-27" in page
    assert "2021年" in page


def test_another_body_s_own_row_cannot_be_named() -> None:
    one, other = parties(2)
    foreign = need(other, title="别人的")
    partnership = found([one, other])
    with pytest.raises(BadPayload):
        offer_need(one, partnership.id, own=str(foreign.id))
    query = f"?partnership={partnership.id}&own={foreign.id}"
    assert "别人的" not in text(Browser(one).open("acts:new", query, kind="need.offer"))


def test_a_topic_of_another_partnership_cannot_be_named() -> None:
    one, other, third = parties(3)
    here, there = found([one, other]), found([one, third])
    topic = open_topic([one, third], there.id)
    with pytest.raises(BadPayload):
        offer_need(one, here.id, topic=str(topic.id))


@pytest.mark.parametrize("role", ["chair", "member", "observer", "administrator", "unit_handler"])
def test_only_the_office_reports(role: str) -> None:
    one, other = parties(2)
    partnership = found([one, other])
    somebody = acting(one.body, role, 7)
    with pytest.raises(NotAllowed):
        offer_need(somebody, partnership.id)
    answer = Browser(somebody).open("acts:new", f"?partnership={partnership.id}", kind="need.offer")
    assert answer.status_code == 403


def test_a_body_outside_cannot_show_anything_there() -> None:
    partnership = found(parties(2))
    stranger = acting(body(9))
    answer = Browser(stranger).open("acts:new", f"?partnership={partnership.id}", kind="need.offer")
    assert answer.status_code == 404
    with pytest.raises(NotAllowed):
        gate.propose(
            stranger, "need.offer", payload("need.offer", title="闯入"), partnership=partnership.id
        )
    assert not OfferedNeed.objects.exists()
    assert not OfferedStrength.objects.exists()
