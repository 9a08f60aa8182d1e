"""The pages of duty records take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.exchange.steps import Browser
from tests.parties import acting, found, parties
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.bodies.models import Person
from xieqiao.duty.models import Initiative
from xieqiao.meetings.models import Activity, Attendance, Attendee, Schedule
from xieqiao.partnerships.models import Partnership

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1000


def more(who: Acting, partnership: Partnership, member: Person, count: int) -> None:
    """Write activities that a member attended, initiatives, and other members."""
    now = timezone.now() - timedelta(days=1)
    common = {"partnership": partnership, "revision": 0, "in_force_at": now}
    with gate_open("acts"):
        activities = Activity.objects.bulk_create(
            Activity(id=uuid4(), kind="visit", title="演示", planned_at=now, **common)
            for _ in range(count)
        )
        Schedule.objects.bulk_create(
            Schedule(
                id=uuid4(), activity=a, starts_at=now, ends_at=now, zone="Asia/Shanghai",
                sort_at=now, until_at=now, **common,
            )
            for a in activities
        )  # fmt: skip
        reports = Attendance.objects.bulk_create(
            Attendance(id=uuid4(), activity=a, owner=who.body, **common) for a in activities
        )
        Attendee.objects.bulk_create(
            Attendee(id=uuid4(), attendance=r, person_id=member.id, shown_as=member.name)
            for r in reports
        )
    Initiative.objects.bulk_create(
        Initiative(body=who.body, member=member, title="演示", confirmed_at=now)
        for _ in range(count)
    )
    Person.objects.bulk_create(Person(body=who.body, name=f"演示委员 {n:04}") for n in range(count))


@pytest.mark.parametrize("name", ["records", "record", "body_year", "improve", "record_file"])
def test_a_page(name: str) -> None:
    there = parties(2)
    partnership = found(there)
    member = Person.objects.get(id=str(acting(there[0].body, "member", 12).person_id))
    browser = Browser(there[0])
    at = {"person": member.id} if name.startswith("record_") or name == "record" else {}
    query = "?as=json" if name == "record_file" else "?q=演示"
    taken = []
    for count in (FEW, MANY):
        more(there[0], partnership, member, count)
        browser.open(f"duty:{name}", query, **at)
        with CaptureQueriesContext(connection) as caught:
            assert browser.open(f"duty:{name}", query, **at).status_code == 200
        taken.append(len(caught))
    assert taken[1] <= taken[0]
