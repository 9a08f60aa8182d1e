"""Pages and questions take as many queries for a thousand rows as for ten."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from tests.counting import FEW, MANY, queries_of
from tests.exchange.steps import Browser, need, offer_need, offer_strength, send_people
from tests.parties import found, open_topic, parties
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.bodies.models import Person
from xieqiao.exchange import desk, story_items
from xieqiao.exchange.models import (
    Answer,
    Dispatch,
    DispatchedPerson,
    Need,
    OfferedNeed,
    OfferedStrength,
    Strength,
    StrengthConsent,
)

pytestmark = pytest.mark.django_db


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


def more_statements(there: list[Acting], partnership: UUID, count: int) -> None:
    """Write needs that fit strengths, own and offered, with persons and their consent."""
    who, now = there[1], timezone.now()
    people = Person.objects.bulk_create(
        Person(id=uuid4(), body=who.body, name=f"演示委员 {n}") for n in range(count)
    )
    rows = Strength.objects.bulk_create(
        Strength(body=who.body, title="城市大脑的建设", origin="member", person=one)
        for one in people
    )
    StrengthConsent.objects.bulk_create(
        StrengthConsent(body=who.body, strength=row, how="spoken", given_on=now.date())
        for row in rows
    )
    common = {"partnership_id": partnership, "revision": 0, "in_force_at": now, "offered_at": now}
    with gate_open("acts"):
        for model, owner in ((OfferedNeed, there[0]), (OfferedStrength, who)):
            model.objects.bulk_create(
                model(
                    id=uuid4(), owner=owner.body, title="城市大脑的建设", announced=True, **common
                )
                for _ in range(count)
            )
        need = OfferedNeed.objects.filter(owner=there[0].body).order_by("offered_at", "id")[0]
        Answer.objects.bulk_create(
            Answer(
                id=uuid4(),
                owner=who.body,
                need=need,
                answered_at=now,
                partnership_id=partnership,
                revision=0,
                in_force_at=now,
            )
            for _ in range(count)
        )


@pytest.mark.parametrize(
    "name", ["inbox", "our_people", "fits", "offered_need", "complement", "first_contacts"]
)
def test_pages_that_compare(name: str) -> None:
    there = parties(3)
    partnership = found(there[:2])
    more_statements(there, partnership.id, 3)
    need = OfferedNeed.objects.order_by("offered_at", "id")[0]
    given: dict[str, Any] = {
        "our_people": {"offered_need": need.id},
        "fits": {"offered_need": need.id},
        "offered_need": {"offered_need": need.id},
        "complement": {"listed_body": there[0].body_id},
    }.get(name, {})
    browser = Browser(there[2] if name == "first_contacts" else there[1])
    browser.read(f"exchange:{name}", **given)
    few = queries_of(lambda: browser.read(f"exchange:{name}", **given))
    more_statements(there, partnership.id, 300)
    browser.read(f"exchange:{name}", **given)  # new texts are reckoned once
    assert queries_of(lambda: browser.read(f"exchange:{name}", **given)) == few
