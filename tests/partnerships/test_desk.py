"""What partnerships bring to a desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import adopt, leave, set_up
from xieqiao.acts.desk import Group
from xieqiao.partnerships.desk import items

pytestmark = pytest.mark.django_db


def day(ahead: int) -> str:
    """Return a day so many days from today."""
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def test_nothing_due_says_nothing() -> None:
    there = parties(2)
    partnership = found(there)
    adopt(there, partnership, valid_to=day(400))
    set_up(there, partnership, first_date=day(200))
    assert items(there[0]) == []


def test_a_meeting_that_comes_round_names_its_host() -> None:
    there = parties(2)
    partnership = found(there)
    set_up(there, partnership, first_date=day(10), hosts=[str(there[1].body_id)])
    (item,) = items(there[0])
    assert item.group is Group.DUE
    assert item.due == timezone.localdate() + timedelta(days=10)
    assert item.party == there[1].body
    assert there[1].body.name in item.why
    (ours,) = items(there[1])
    assert ours.why != item.why


def test_a_meeting_that_was_not_held_is_overdue() -> None:
    there = parties(2)
    set_up(there, found(there), first_date=day(-40))
    (item,) = items(there[0])
    assert item.since == timezone.localdate() - timedelta(days=40)


@pytest.mark.parametrize(("ahead", "said"), [(91, False), (90, True), (-5, True)])
def test_an_agreement_that_ends_soon(ahead: int, said: bool) -> None:
    there = parties(2)
    agreement = adopt(there, found(there), valid_to=day(ahead), title="两地协议")
    found_items = items(there[1])
    assert bool(found_items) is said
    assert all(i.path == agreement.path(there[1].slug) for i in found_items)
    assert all("两地协议" in i.sentence for i in found_items)


def test_who_left_is_not_reminded_and_strangers_never() -> None:
    there = parties(3)
    partnership = found(there)
    set_up(there, partnership, first_date=day(-40))
    leave(there, there[2], partnership)
    assert items(there[0])
    assert items(there[2]) == []
    assert items(acting(body(9))) == []


def test_an_ended_partnership_reminds_of_nothing() -> None:
    there = parties(2)
    partnership = found(there)
    set_up(there, partnership, first_date=day(-40))
    adopt(there, partnership, valid_to=day(3))
    pass_act(there, "partnership.end", {"reason": "期满"}, subject=partnership.id)
    assert items(there[0]) == []
