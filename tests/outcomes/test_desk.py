"""What outcomes bring to a desk."""

from __future__ import annotations

import pytest

from tests.outcomes.steps import (
    agree,
    answer,
    client_of,
    day,
    do,
    find,
    go_on,
    handler,
    long_ago,
    receive,
    said,
    submit,
    today,
    unit,
)
from tests.parties import acting, body, found, parties, pass_act
from tests.partnerships.steps import leave
from xieqiao.acts.access import Acting
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.outcomes.desk import items
from xieqiao.outcomes.models import AddressedAction, AddressedSubmission

pytestmark = pytest.mark.django_db


def group(who: Acting, which: Group) -> list[str]:
    """Return the sentences of a group."""
    return [item.sentence for item in items(who) if item.group is which]


def only(who: Acting, which: Group) -> DeskItem:
    """Return the one item of a group."""
    (item,) = (item for item in items(who) if item.group is which)
    return item


def test_a_document_waits_to_be_submitted_by_each_party() -> None:
    there = parties(2)
    outcome = agree(there)
    submit(there[0], outcome, sent_on=day(-1))
    assert group(there[0], Group.OURS) == []
    assert only(there[1], Group.OURS).path == outcome.path(there[1].slug)


def test_what_was_entered_from_the_past_does_not_wait() -> None:
    there = parties(2)
    agree(there, happened="2019-12")
    assert items(there[0]) == []


def test_a_missing_receipt_waits_for_who_submitted() -> None:
    there = parties(2)
    row = submit(there[0], agree(there, happened="2025"), sent_on=day(-20))
    item = only(there[0], Group.OURS)
    assert item.path == row.path(there[0].slug)
    assert "20" in item.why
    assert items(there[1]) == []


def test_a_missing_answer_waits_for_us_and_for_the_other_side() -> None:
    there = parties(2)
    row = submit(there[0], agree(there, happened="2025"), answer_due=day(-1))
    receive(there[0], row)
    ours = only(there[0], Group.OURS)
    assert ours.due == row.answer_due
    theirs = only(there[1], Group.THEIRS)
    assert theirs.party == there[0].body
    assert "县政府" in theirs.sentence
    answer(there[0], row)
    assert items(there[0]) == items(there[1]) == []


def test_an_overdue_action_waits_for_its_party() -> None:
    there = parties(3)
    action = do(there, found(there).id, there[1], due=day(-12), happened=day(-90))
    ours = only(there[1], Group.OURS)
    assert ours.due == action.due
    assert ours.path == action.path(there[1].slug)
    assert "12" in only(there[0], Group.THEIRS).sentence
    go_on(there[1], action, state="done")
    assert items(there[1]) == items(there[0]) == []


def test_an_action_without_news_waits_for_a_report() -> None:
    there = parties(2)
    action = do(there, found(there).id, there[1], due=None)
    long_ago(action, 70)
    assert only(there[1], Group.OURS).due is None
    assert items(there[0]) == []


@pytest.mark.parametrize(("ahead", "said_"), [(15, False), (14, True), (0, True)])
def test_what_is_due_soon_is_told_to_all(ahead: int, said_: bool) -> None:
    there = parties(2)
    do(there, found(there).id, there[1], due=day(ahead))
    assert bool(group(there[1], Group.DUE)) is said_
    assert bool(group(there[0], Group.COMING)) is said_


def test_a_finding_waits_for_whom_it_asks() -> None:
    there = parties(2)
    row = find(there, found(there).id, asked_of=str(there[1].body_id), due=day(5))
    assert only(there[1], Group.OURS).due == row.due
    assert there[1].body.name in only(there[0], Group.THEIRS).sentence
    pass_act(there, "finding.settle", {"how": "开了"}, subject=row.id)
    assert items(there[0]) == items(there[1]) == []


def test_a_finding_asked_of_nobody_in_particular_waits_for_all() -> None:
    there = parties(2)
    find(there, found(there).id)
    assert group(there[0], Group.OURS)
    assert group(there[1], Group.OURS)


@pytest.mark.parametrize("role", ["member", "observer", "administrator"])
def test_who_does_not_report_is_not_asked_to(role: str) -> None:
    there = parties(2)
    submit(there[0], agree(there), sent_on=day(-100))
    assert group(acting(there[0].body, role), Group.OURS) == []


def test_a_chair_reads_what_is_overdue_at_the_own_side() -> None:
    there = parties(2)
    outcome = agree(there)
    row = submit(there[0], outcome, sent_on=day(-100))
    action = do(there, outcome.partnership_id, there[0], due=day(-2), happened=day(-9))
    paths = {item.path for item in items(acting(there[0].body, "chair"))}
    assert paths == {row.path(there[0].slug), action.path(there[0].slug)}


def test_an_administrator_reads_what_waits_and_a_handler_does_not() -> None:
    there = parties(2)
    do(there, found(there).id, there[1], due=day(-5), happened=day(-9))
    assert group(acting(there[0].body, "administrator"), Group.THEIRS)
    assert items(handler(unit(there[0].body))) == []


def test_a_handler_s_desk_shows_the_unit_s_matter() -> None:
    there = parties(2)
    outcome = agree(there)
    at = unit(there[0].body)
    action = do(there, outcome.partnership_id, there[0], due=day(30))
    row = submit(there[0], outcome, answer_due=day(9))
    who = handler(at)
    assert items(who) == []
    AddressedAction.objects.create(body=there[0].body, action=action, unit=at)
    AddressedSubmission.objects.create(body=there[0].body, submission=row, unit=at)
    shown = {item.path: item for item in items(who)}
    assert all(item.group is Group.OURS for item in shown.values())
    assert {item.due for item in shown.values()} == {action.due, row.answer_due}
    assert all("/our-unit/" in path for path in shown)
    desk = said(client_of(who).get(f"/b/{who.slug}/"))
    assert action.title in desk


def test_who_left_and_strangers_are_told_nothing() -> None:
    there = parties(3)
    partnership = found(there)
    submit(there[0], agree(there, partnership), sent_on=day(-200))
    do(there, partnership.id, there[2], due=day(-5), happened=day(-9))
    find(there, partnership.id)
    leave(there, there[2], partnership)
    assert items(there[2]) == []
    assert items(acting(body(9))) == []
    assert items(there[1])


def test_the_desk_page_opens_with_all_of_it() -> None:
    there = parties(2)
    outcome = agree(there)
    submit(there[1], outcome, sent_on=day(-200))
    do(there, outcome.partnership_id, there[0], title="逾期事项", due=day(-5), happened=day(-9))
    shown = said(client_of(there[0]).get(f"/b/{there[0].slug}/"))
    assert "逾期事项" in shown
    assert "没有答复" in shown
    assert today().strftime("%Y") in shown
