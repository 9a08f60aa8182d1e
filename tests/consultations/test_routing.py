"""What a person is asked next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.consultations.steps import in_the_room, statements, vote
from tests.parties import acting, found, parties
from xieqiao.bodies.roles import Role
from xieqiao.consultations import fits, live, routing
from xieqiao.consultations.models import Statement

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    routing.forget()


def crowd(there: Any, consultation: Any, count: int) -> list[Any]:
    """Return so many members who take part."""
    sides = [who.body for who in there]
    members = [acting(sides[n % 2], Role.MEMBER, n) for n in range(count)]
    return [live.join(member, consultation) for member in members]


def test_the_least_answered_come_first_while_little_is_known() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    one, two, three = statements(there[0], consultation, 3)
    first, second = crowd(there, consultation, 2)
    live.cast_votes(first, [vote(one), vote(two)])
    assert routing.in_order(second, 9)[0] == three.id
    assert routing.in_order(first, 9) == [three.id]


def test_ones_own_answered_and_hidden_statements_are_not_asked() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    one, two = statements(there[0], consultation, 2)
    (me,) = crowd(there, consultation, 1)
    live.put_statement(me, "我自己的")
    live.cast_votes(me, [vote(one)])
    live.agree_moderation(there[1], live.propose_moderation(there[0], two, "hide", "不合适"))
    assert routing.next_for(me) is None


def test_people_meet_the_statements_in_different_orders() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    statements(there[0], consultation, 12)
    first, second = crowd(there, consultation, 2)
    assert routing.in_order(first, 12) == routing.in_order(first, 12)
    assert routing.in_order(first, 12) != routing.in_order(second, 12)


def test_once_enough_is_known_the_engine_says_what_tells_most() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    many = statements(there[0], consultation, 12)
    people = crowd(there, consultation, 14)
    for n, person in enumerate(people):
        live.cast_votes(
            person, [vote(s, 1 if (n + k) % 3 else -1) for k, s in enumerate(many[:10])]
        )
    fit = fits.fit_of(consultation.id, 140)
    assert fit is not None
    open_to = [row.number for row in many[10:]]
    order = fit.order(people[0].number, open_to, 10, 7)
    assert sorted(order) == open_to
    assert order == fit.order(people[0].number, open_to, 10, 7)
    for person in people:
        asked = routing.in_order(person, 9)
        assert sorted(asked) == sorted(row.id for row in many[10:])
    newcomer = live.join(there[0], consultation)
    assert fit.order(newcomer.number, open_to, 0, 7) == []
    assert len(routing.in_order(newcomer, 99)) == Statement.objects.count()


def test_votes_beyond_what_takes_a_moment_are_not_fitted() -> None:
    there = parties(2)
    consultation = in_the_room(there, found(there))
    assert fits.fit_of(consultation.id, fits.MOST_VOTES + 1) is None
    assert fits.fit_of(consultation.id, 0) is None
