"""What activities tell a mechanism: held, planned, or still due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.meetings.steps import consent_all, held, in_days, move, plan
from tests.parties import found, parties, pass_act
from tests.partnerships.steps import set_up
from xieqiao.partnerships import queries
from xieqiao.partnerships.desk import items

pytestmark = pytest.mark.django_db


def states(who: Any, partnership: Any) -> list[str]:
    """Return where the occurrences of the only mechanism stand."""
    (course,) = queries.mechanisms_of(who, partnership.id)
    return [one.state.value for one in course.occurrences]


def yearly(there: list[Any], partnership: Any, first: int) -> str:
    """Return the id of a yearly mechanism whose first date is so many days from now."""
    return str(set_up(there, partnership, first_date=in_days(first)[:10]).id)


def test_a_meeting_that_was_held_counts_for_its_date() -> None:
    there = parties(2)
    partnership = found(there)
    mechanism = yearly(there, partnership, -20)
    assert states(there[1], partnership)[0] == "overdue"
    held(there, partnership, days_ago=18, mechanism=mechanism, kind="joint_meeting")
    assert states(there[1], partnership)[0] == "done"
    assert items(there[1]) == []


def test_a_planned_one_is_planned_and_no_longer_due() -> None:
    there = parties(2)
    partnership = found(there)
    mechanism = yearly(there, partnership, 20)
    assert states(there[1], partnership)[0] == "due"
    activity = plan(there, partnership, mechanism=mechanism, starts=in_days(22))
    assert states(there[1], partnership)[0] == "planned"
    consent_all(there[1:], move(there[0], activity, starts=in_days(25), ends=None))
    assert states(there[1], partnership)[0] == "planned"


def test_called_off_it_is_due_again() -> None:
    there = parties(2)
    partnership = found(there)
    activity = plan(there, partnership, mechanism=yearly(there, partnership, 20))
    pass_act(there, "activity.cancel", {"why": "另有安排"}, subject=activity.id)
    assert states(there[1], partnership)[0] == "due"


def test_what_is_only_expected_is_planned_while_it_can_come() -> None:
    there = parties(2)
    partnership = found(there)
    mechanism = yearly(there, partnership, 10)
    plan(there, partnership, mechanism=mechanism, expected=in_days(0)[:7])
    assert states(there[1], partnership)[0] in {"planned", "done"}
    last = timezone.localdate().replace(day=28) + timedelta(days=4)
    if last.day != timezone.localdate().day:  # not on the last day of a month
        assert states(there[1], partnership)[0] == "planned"


def test_what_was_expected_and_never_came_counts_for_nothing() -> None:
    from xieqiao.acts.matter import gate_open
    from xieqiao.meetings.models import Schedule

    there = parties(2)
    partnership = found(there)
    mechanism = yearly(there, partnership, -20)
    plan(there, partnership, mechanism=mechanism, expected="2099-12")
    past = timezone.now() - timedelta(days=15)
    with gate_open("acts"):  # its month has passed meanwhile
        Schedule.objects.update(expected=in_days(-20)[:7], sort_at=past, until_at=past)
    assert states(there[1], partnership)[0] == "overdue"
