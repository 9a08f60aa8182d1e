"""What needs and dispatches bring to a desk."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.exchange.steps import Browser, need, offer_need, payload, report, send_people
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts import gate
from xieqiao.acts.desk import Group
from xieqiao.acts.matter import gate_open
from xieqiao.bodies.models import Person
from xieqiao.exchange.desk import items
from xieqiao.exchange.models import Dispatch, Need

pytestmark = pytest.mark.django_db


def age(row: Any, days: int, column: str) -> None:
    """Let a row have begun so many days ago."""
    began = timezone.now() - timedelta(days=days)
    with gate_open("acts"):
        type(row).objects.filter(id=row.id).update(**{column: began})


def day(ahead: int) -> str:
    """Return a day so many days from today."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def test_a_partner_s_new_need_waits_for_our_office() -> None:
    one, other = parties(2)
    row = offer_need(one, found([one, other]).id, by_when=day(20))
    (item,) = items(other)
    assert item.group is Group.OURS
    assert row.title in item.sentence
    assert item.path == row.path(other.slug)
    assert item.due == row.by_when
    assert items(one) == []
    assert row.title in Browser(other).read("portal:desk")


@pytest.mark.parametrize("role", ["member", "observer", "unit_handler", "administrator"])
def test_it_waits_for_nobody_else(role: str) -> None:
    one, other = parties(2)
    offer_need(one, found([one, other]).id)
    assert items(acting(other.body, role, 9)) == []


def test_it_goes_once_somebody_is_sent_or_proposed() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = offer_need(one, partnership.id)
    words = payload(
        "dispatch.confirm", title="派人", need=str(row.id), sender=str(other.body_id), number=1
    )
    act = gate.propose(other, "dispatch.confirm", words, partnership=partnership.id)
    assert items(other) == []
    gate.withdraw(other, act.id)
    assert items(other)
    send_people([other, one], partnership.id, need=str(row.id))
    assert items(other) == []


def test_it_goes_once_a_topic_was_raised_from_it() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    row = offer_need(one, partnership.id)
    words = {"title": "城市大脑", "need": str(row.id)}
    pass_act([one, other], "topic.confirm", words, partnership=partnership.id)
    assert items(other) == []


def test_it_goes_once_it_is_closed_old_or_of_the_past() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    closed = offer_need(one, partnership.id)
    report(one, "need.close", closed.id, met=False, ending="不需要了")
    offer_need(one, partnership.id, happened="2021")
    age(offer_need(one, partnership.id), 90, "offered_at")
    assert items(other) == []


def test_our_need_without_an_answer_waits_for_the_others() -> None:
    one, other = parties(2)
    row = offer_need(one, found([one, other]).id)
    assert items(one) == []
    age(row, 40, "offered_at")
    (item,) = items(one)
    assert item.group is Group.THEIRS
    assert row.title in item.sentence
    chair = acting(one.body, "chair", 5)
    assert [i.sentence for i in items(chair)] == [item.sentence]


def test_a_member_s_need_that_no_partner_knows_waits_for_the_office() -> None:
    one, other = parties(2)
    partnership = found([one, other])
    member = Person.objects.create(body=one.body, name="演示委员 012")
    row = need(one, title="委员的需求", origin="member", person=member)
    (item,) = items(one)
    assert "演示委员 012" in item.sentence
    assert item.path == row.path(one.slug)
    assert items(other) == []
    offer_need(one, partnership.id, own=str(row.id))
    assert items(one) == []
    settled = need(one, origin="member", person=member, settled=True)
    assert items(one) == []
    assert settled in Need.objects.all()


@pytest.mark.parametrize(
    ("times", "missing"),
    [
        ({"begins": "2021-05-01", "ends": "2021-05-27"}, True),
        ({"begins": "2021-05"}, True),
        ({"ends": "2021"}, True),
        ({"ends": "2099"}, False),
        ({}, False),
    ],
)
def test_a_dispatch_that_is_over_wants_its_report(times: dict[str, str], missing: bool) -> None:
    there = parties(2)
    row = send_people(there, found(there).id, **times)
    sent, received = items(there[0]), items(there[1])
    assert (bool(sent), bool(received)) == (missing, missing)
    if missing:
        assert (sent[0].group, received[0].group) == (Group.OURS, Group.THEIRS)
        assert sent[0].path == row.path(there[0].slug)


def test_this_year_is_not_over_and_a_dispatch_without_a_date_is_after_three_months() -> None:
    there = parties(2)
    partnership = found(there)
    send_people(there, partnership.id, ends=str(timezone.localdate().year))
    row = send_people(there, partnership.id)
    assert items(there[0]) == []
    age(row, 100, "agreed_at")
    assert len(items(there[0])) == 1


def test_a_proposed_report_is_no_longer_missing() -> None:
    there = parties(2)
    row = send_people(there, found(there).id, ends="2021-05-27")
    words = payload("dispatch.report", report="去过了", reported_on="2021-06")
    gate.propose(there[0], "dispatch.report", words, subject=row.id)
    assert items(there[0]) == []


def test_what_was_entered_later_or_called_off_wants_none() -> None:
    there = parties(2)
    partnership = found(there)
    send_people(there, partnership.id, happened="2021")
    row = send_people(there, partnership.id, ends="2021-05-27")
    pass_act(there, "dispatch.call_off", {"why": "取消"}, subject=row.id)
    assert Dispatch.objects.count() == 2
    assert items(there[0]) == []


def test_who_left_and_strangers_are_reminded_of_nothing() -> None:
    there = parties(3)
    partnership = found(there)
    offer_need(there[0], partnership.id)
    send_people([there[0], there[2], there[1]], partnership.id, ends="2021")
    assert items(there[2])
    leave(there, there[2], partnership)
    assert items(there[2]) == []
    assert items(acting(body(9))) == []


def test_an_ended_partnership_reminds_of_nothing() -> None:
    there = parties(2)
    partnership = found(there)
    offer_need(there[0], partnership.id)
    send_people(there, partnership.id, ends="2021")
    pass_act(there, "partnership.end", {"reason": "期满"}, subject=partnership.id)
    assert items(there[0]) == []
    assert items(there[1]) == []
