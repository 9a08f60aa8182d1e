"""Pages, calendars and the desk take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of, visit
from tests.meetings.rows import more_activities, more_live, more_parts, more_points
from tests.meetings.steps import held, pass_minutes, plan, post
from tests.parties import found, open_topic, parties
from tests.partnerships.steps import leave
from xieqiao.acts.matter import gate_open
from xieqiao.meetings import desk, story_items
from xieqiao.meetings.models import Activity, CalendarLink, Schedule

pytestmark = pytest.mark.django_db


def same_for_more(action: Callable[[], Any], more: Callable[[int], Any]) -> None:
    """Hold that something takes as many queries after many rows more as after a few."""
    more(FEW)
    few = queries_of(action)
    more(MANY)
    assert queries_of(action) == few


@pytest.mark.parametrize("query", ["", "?when=all&sort=changed", "?when=past&q=活动"])
def test_the_list(query: str) -> None:
    there = parties(2)
    partnership = found(there)
    more_activities(partnership, 1)
    same_for_more(
        visit(there[0], "meetings:list", query),
        lambda count: more_activities(partnership, count, host=there[1].body),
    )


@pytest.mark.parametrize("query", ["?month=2099-12", "?month=2099-12&view=list"])
def test_the_calendar(query: str) -> None:
    there = parties(2)
    partnership = found(there)
    same_for_more(
        visit(there[0], "meetings:calendar", query),
        lambda count: more_activities(
            partnership, count, starts="2099-12-05T06:00:00Z", host=there[1].body
        ),
    )


def test_an_activity_with_many_parts() -> None:
    there = parties(3)
    activity = plan(there, found(there))
    same_for_more(
        visit(there[0], "meetings:activity", activity=activity.id),
        lambda count: more_parts(activity, there, count),
    )


@pytest.mark.parametrize("name", ["now", "beamer"])
def test_a_meeting_that_is_held(name: str) -> None:
    there = parties(3)
    activity = held(there, found(there))
    same_for_more(
        visit(there[0], f"meetings:{name}", activity=activity.id),
        lambda count: more_live(activity, there, count),
    )


def test_minutes_with_many_points() -> None:
    there = parties(3)
    minutes = pass_minutes(there, held(there, found(there)))
    same_for_more(
        visit(there[0], "meetings:minutes", minutes=minutes.id),
        lambda count: more_points(minutes, there, count),
    )


def test_calendar_files() -> None:
    there = parties(2)
    partnership = found(there)
    post(there[0], reverse("meetings:links", kwargs={"body": there[0].slug}))
    same_for_more(
        visit(there[0], "meetings:partnership-ics", partnership=partnership.id),
        lambda count: more_activities(partnership, count, host=there[1].body),
    )


def test_the_secret_addresses() -> None:
    there = parties(2)
    partnership = found(there)

    def more(count: int) -> None:
        already = CalendarLink.objects.count()
        CalendarLink.objects.bulk_create(
            CalendarLink(
                body=there[0].body,
                account_id=str(there[0].account_id),
                partnership=partnership,
                token_hash=f"{already + n:064d}",
            )
            for n in range(count)
        )

    same_for_more(visit(there[0], "meetings:links"), more)


def test_planning() -> None:
    there = parties(2)
    found(there)
    found(there)
    from tests.partnerships.test_query_counts import more_partnerships

    same_for_more(visit(there[0], "meetings:plan"), lambda count: more_partnerships(there, count))


def test_planning_in_a_partnership() -> None:
    there = parties(2)
    partnership = found(there)
    from tests.partnerships.test_query_counts import more_matter

    same_for_more(
        visit(there[0], "meetings:plan", f"?partnership={partnership.id}"),
        lambda count: more_matter(partnership, there[1], count),
    )


def test_the_desk() -> None:
    there = parties(2)
    partnership = found(there)

    def more(count: int) -> None:
        more_activities(partnership, count, kind="consultation", host=there[1].body)
        before = (timezone.now() - timedelta(days=9)).isoformat()
        more_activities(partnership, count, before, kind="consultation", host=there[0].body)

    same_for_more(lambda: desk.items(there[0]), more)


def test_the_story_of_a_topic() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    same_for_more(
        lambda: story_items.items(there[0], topic.id),
        lambda count: more_activities(partnership, count, topic=topic),
    )


def test_the_list_of_one_that_left() -> None:
    """Each row was changed afterwards, with another host, and is put back."""
    there = parties(3)
    partnership = found(there)
    for number in range(12):
        plan(there, partnership, title=f"会 {number}", host=str(there[number % 3].body_id))
    leave(there, there[2], partnership)
    open_it = visit(there[2], "meetings:list", "?when=all")

    def change(rows: Any) -> None:
        later = timezone.now() + timedelta(days=1)
        ids = list(rows.values_list("id", flat=True))
        with gate_open("acts"):
            Activity.objects.filter(id__in=ids).update(in_force_at=later, host=None)
            Schedule.objects.filter(activity__in=ids).update(in_force_at=later)

    change(Activity.objects.order_by("id")[:2])
    few = queries_of(open_it)
    change(Activity.objects.order_by("id"))
    assert queries_of(open_it) == few


def test_a_calendar_program_is_answered_quickly() -> None:
    there = parties(2)
    partnership = found(there)
    shown = post(there[0], reverse("meetings:links", kwargs={"body": there[0].slug}))
    address = shown.content.decode().split('id="made"')[1].split('value="')[1].split('"')[0]
    path = urlsplit(address).path
    client = Client()

    def fetch() -> None:
        assert client.get(path).status_code == 200

    fetch()
    same_for_more(fetch, lambda count: more_activities(partnership, count, host=there[1].body))
