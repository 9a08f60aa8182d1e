"""Pages and the desk take as many queries for many rows as for a few."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.consultations.pages import client_of, path_of
from tests.consultations.steps import in_the_room, statements, words
from tests.parties import found, parties
from xieqiao.acts.matter import gate_open
from xieqiao.consultations import desk, live, routing, story_items
from xieqiao.consultations.models import (
    Consultation,
    GuestLink,
    Moderation,
    Participant,
    Statement,
    StatementTranslation,
    Vote,
)

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 300


@pytest.fixture
def scene() -> Any:
    there = parties(2)
    consultation = in_the_room(there, found(there), guests=True)
    statements(there[0], consultation, 2)
    return there, consultation, live.join(there[0], consultation)


def queries_of(action: Callable[[], Any]) -> int:
    """Return how many queries something takes, once what is asked next has been reckoned."""
    routing.forget()
    action()
    with CaptureQueriesContext(connection) as caught:
        action()
    return len(caught)


def more(consultation: Consultation, body: Any, me: Participant, count: int) -> None:
    """Put so many statements by as many people, translated, voted on, with steps that wait."""
    first = Statement.objects.filter(consultation=consultation).count() + 1
    now = timezone.now()
    with gate_open("live"):
        people = Participant.objects.bulk_create(
            Participant(
                consultation=consultation, body=body, as_kind="member", number=first + n + 1000,
                joined_at=now,
            )
            for n in range(count)
        )  # fmt: skip
        made = Statement.objects.bulk_create(
            Statement(
                consultation=consultation, author=person, body=body, number=first + n,
                text=f"演示意见 {first + n}", at=now,
            )
            for n, person in enumerate(people)
        )  # fmt: skip
        StatementTranslation.objects.bulk_create(
            StatementTranslation(statement=one, language="en", text="One", by=body, at=now)
            for one in made
        )
        Vote.objects.bulk_create(
            Vote(participant=me, statement=one, value=1, counter=1, key=uuid4(), at=now)
            for one in made[::2]
        )
        Moderation.objects.bulk_create(
            Moderation(
                statement=one, action="merge", target=made[0], reason="相同", proposed_by=body,
                shown_as="演示", at=now,
            )
            for one in made[1:]
        )  # fmt: skip
        GuestLink.objects.bulk_create(
            GuestLink(consultation=consultation, body=body, label="街坊", most=9, made_at=now)
            for _one in made
        )


@pytest.mark.parametrize(
    "name", ["consultation", "vote", "votes", "mine", "moderation", "closing", "links"]
)
def test_a_page_with_many_statements(scene: Any, name: str) -> None:
    there, consultation, me = scene
    client, path = client_of(there[0]), path_of(there[0], name, consultation)

    def visit() -> None:
        assert client.get(path).status_code == 200

    visit()
    more(consultation, there[1].body, me, FEW)
    few = queries_of(visit)
    more(consultation, there[1].body, me, MANY)
    assert queries_of(visit) == few


def test_the_list_the_desk_and_the_story(scene: Any) -> None:
    there, consultation, _me = scene
    client = client_of(there[0])
    path = reverse("consultations:list", kwargs={"body": there[0].slug})
    topic = uuid4()

    def another(count: int) -> None:
        row = words()
        with gate_open("acts"):
            Consultation.objects.bulk_create(
                Consultation(
                    id=uuid4(), partnership=consultation.partnership, revision=0, topic_id=None,
                    in_force_at=timezone.now(), title=row["title"], mode="live",
                    opens_at=consultation.opens_at,
                )
                for _n in range(count)
            )  # fmt: skip

    actions: list[Callable[[], Any]] = [
        lambda: client.get(path),
        lambda: desk.items(there[1]),
        lambda: story_items.items(there[0], topic),
    ]
    for action in actions:
        action()
    another(FEW)
    few = [queries_of(action) for action in actions]
    another(MANY)
    assert [queries_of(action) for action in actions] == few
