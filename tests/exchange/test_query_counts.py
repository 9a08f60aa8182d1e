"""Pages and questions take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.exchange.steps import Browser, need, offer_need, offer_strength, send_people
from tests.parties import found, open_topic, parties
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.exchange import desk, story_items
from xieqiao.exchange.models import (
    Dispatch,
    DispatchedPerson,
    Need,
    OfferedNeed,
    OfferedStrength,
    Strength,
)

pytestmark = pytest.mark.django_db

FEW, MANY = 10, 1000


def queries_of(action: Callable[[], Any]) -> int:
    """Return how many queries something takes."""
    with CaptureQueriesContext(connection) as caught:
        action()
    return len(caught)


def more_own(who: Acting, count: int) -> None:
    """Write rows of the own list."""
    models: tuple[Any, ...] = (Need, Strength)
    for model in models:
        model.objects.bulk_create(
            model(body_id=who.body_id, title=f"自有 {n}", origin="member", person_id=who.person_id)
            for n in range(count)
        )


def more_shared(there: list[Acting], partnership: UUID, count: int, **on: Any) -> None:
    """Write needs, strengths and dispatches as acts would."""
    now = timezone.now()
    common = {"partnership_id": partnership, "revision": 0, "in_force_at": now, **on}
    with gate_open("acts"):
        for model in (OfferedNeed, OfferedStrength):
            model.objects.bulk_create(
                model(
                    id=uuid4(),
                    owner=there[n % 2].body,
                    offered_at=now,
                    title=f"通报 {n}",
                    own_id=on.get("own_id"),
                    **{k: v for k, v in common.items() if k not in ("need_id", "own_id")},
                )
                for n in range(count)
            )
        rows = Dispatch.objects.bulk_create(
            Dispatch(
                id=uuid4(),
                sender=there[0].body,
                receiver=there[1].body,
                number=1,
                agreed_at=now,
                ends="2021-05-27",
                title=f"派员 {n}",
                **{k: v for k, v in common.items() if k != "own_id"},
            )
            for n in range(count)
        )
        DispatchedPerson.objects.bulk_create(
            DispatchedPerson(id=uuid4(), dispatch=row, shown_as="演示委员") for row in rows
        )


@pytest.mark.parametrize("name", ["needs", "strengths", "dispatches", "own_needs", "own_strengths"])
def test_the_lists(name: str) -> None:
    there = parties(2)
    partnership = found(there)
    browser = Browser(there[0])
    more_own(there[0], FEW)
    more_shared(there, partnership.id, FEW)
    browser.read(f"exchange:{name}")
    few = queries_of(lambda: browser.read(f"exchange:{name}"))
    more_own(there[0], MANY)
    more_shared(there, partnership.id, MANY)
    assert queries_of(lambda: browser.read(f"exchange:{name}")) == few


def test_one_need_with_everything_that_was_done_for_it() -> None:
    there = parties(2)
    partnership = found(there)
    own = need(there[0])
    row = offer_need(there[0], partnership.id, own=str(own.id))
    browser = Browser(there[0])

    def read() -> None:
        browser.read("exchange:offered_need", offered_need=row.id)
        browser.read("exchange:need", need=own.id)

    more_shared(there, partnership.id, FEW, need_id=row.id, own_id=own.id)
    read()
    few = queries_of(read)
    more_shared(there, partnership.id, MANY, need_id=row.id, own_id=own.id)
    assert queries_of(read) == few


def test_one_strength_and_one_dispatch() -> None:
    there = parties(2)
    partnership = found(there)
    good, sent = offer_strength(there[0], partnership.id), send_people(there, partnership.id)
    browser = Browser(there[1])

    def read() -> None:
        browser.read("exchange:offered_strength", offered_strength=good.id)
        browser.read("exchange:dispatch", dispatch=sent.id)

    read()
    few = queries_of(read)
    with gate_open("acts"):
        DispatchedPerson.objects.bulk_create(
            DispatchedPerson(id=uuid4(), dispatch=sent, shown_as=f"演示委员 {n}")
            for n in range(200)
        )
    assert queries_of(read) == few


def test_the_desk_and_a_topic_s_story() -> None:
    there = parties(2)
    partnership = found(there)
    topic = open_topic(there, partnership.id)
    more_own(there[0], FEW)
    more_shared(there, partnership.id, FEW)
    more_shared(there, partnership.id, FEW, topic_id=topic.id)
    few = queries_of(lambda: desk.items(there[0]))
    story = queries_of(lambda: story_items.items(there[0], topic.id))
    more_own(there[0], MANY)
    more_shared(there, partnership.id, MANY)
    more_shared(there, partnership.id, MANY, topic_id=topic.id)
    assert queries_of(lambda: desk.items(there[0])) == few
    assert queries_of(lambda: story_items.items(there[0], topic.id)) == story
