"""Mechanisms: their dates, their hosts, and what is due."""

from __future__ import annotations

from datetime import date

import pytest

from tests.parties import found, parties, pass_act
from tests.partnerships.steps import leave, set_up
from xieqiao.acts.errors import BadPayload
from xieqiao.partnerships import queries
from xieqiao.partnerships.models import Mechanism
from xieqiao.partnerships.occurrences import Held, State, course_of
from xieqiao.partnerships.rhythm import dates_until, rule_text
from xieqiao.partnerships.words import Rhythm

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rhythm", "first", "dates"),
    [
        (Rhythm.YEARLY, "2024-02-29", ["2024-02-29", "2025-02-28", "2026-02-28"]),
        (Rhythm.TWICE, "2025-08-31", ["2025-08-31", "2026-02-28", "2026-08-31"]),
        (Rhythm.QUARTERLY, "2025-01-15", ["2025-01-15", "2025-04-15", "2025-07-15"]),
        (Rhythm.MONTHLY, "2025-01-30", ["2025-01-30", "2025-02-28", "2025-03-30"]),
    ],
)
def test_plain_words_become_dates(rhythm: Rhythm, first: str, dates: list[str]) -> None:
    rule = rule_text(rhythm, date.fromisoformat(first))
    assert "RRULE:FREQ=" in rule
    found = [d.isoformat() for d in dates_until(rule, date(2040, 1, 1))]
    assert found[:3] == dates


def test_as_needed_has_no_dates() -> None:
    assert rule_text(Rhythm.AS_NEEDED, None) == ""
    assert dates_until("", date(2030, 1, 1)) == []


def test_it_works() -> None:
    there = parties(2)
    partnership = found(there)
    hosts = [str(a.body_id) for a in there]
    mechanism = set_up(there, partnership, hosts=hosts)
    assert str(mechanism) in {"主席联席会议", "Chairs' joint meeting"}
    (course,) = queries.courses(there[0], [mechanism], date(2026, 5, 1))
    assert [o.on.year for o in course.occurrences] == [2025, 2026]
    assert course.overdue is not None
    assert course.overdue.on == date(2025, 5, 20)
    assert course.coming is not None
    assert course.coming.state is State.DUE
    assert course.next_host.id == there[1].body_id


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("first_date", {"first_date": None}),
        ("title", {"kind": "other"}),
        ("first_date", {"first_date": "0026-05-20"}),
    ],
)
def test_what_is_missing_is_said_at_its_field(field: str, words: dict[str, object]) -> None:
    there = parties(2)
    with pytest.raises(BadPayload) as refused:
        set_up(there, found(there), **words)
    assert refused.value.errors[0][0] == field


def test_a_stranger_cannot_host() -> None:
    one, other, stranger = parties(3)
    with pytest.raises(BadPayload):
        set_up([one, other], found([one, other]), hosts=[str(stranger.body_id)])


def test_a_change_keeps_one_mechanism() -> None:
    there = parties(2)
    partnership = found(there)
    mechanism = set_up(there, partnership)
    words = {"kind": "chairs", "rhythm": "twice", "first_date": "2025-05-20", "title": "联席会议"}
    pass_act(there, "mechanism.change", words, subject=mechanism.id)
    mechanism.refresh_from_db()
    assert (mechanism.rhythm, str(mechanism), mechanism.revision) == ("twice", "联席会议", 1)


def test_the_turn_passes_over_who_left() -> None:
    there = parties(4)
    partnership = found(there)
    set_up(there, partnership, hosts=[str(a.body_id) for a in there])
    leave(there, there[1], partnership)
    (course,) = queries.mechanisms_of(there[0], partnership.id)
    assert there[1].body_id not in {o.host.id for o in course.occurrences}


def yearly(**fields: object) -> Mechanism:
    """Return a yearly mechanism that is not stored."""
    first = date(2024, 5, 20)
    given = {"rhythm": "yearly", "first_date": first, "rule": rule_text(Rhythm.YEARLY, first)}
    return Mechanism(**(given | fields))


def test_what_was_held_a_little_early_counts() -> None:
    held = [Held(None, date(2024, 5, 6)), Held(None, date(2025, 6, 2))]
    course = course_of(yearly(), [], [], held, date(2025, 11, 1))
    assert [o.state for o in course.occurrences] == [State.DONE, State.DONE, State.COMING]
    assert course.overdue is None


def test_what_is_planned_is_not_called_due() -> None:
    held = [Held(None, date(2025, 5, 28))]
    course = course_of(yearly(), [], [], held, date(2025, 5, 10))
    assert course.coming is not None
    assert course.coming.state is State.PLANNED
    assert course.pressing is None


def test_only_the_latest_is_overdue() -> None:
    course = course_of(yearly(), [], [], [], date(2026, 11, 1))
    states = [o.state for o in course.occurrences]
    assert states == [State.MISSED, State.MISSED, State.OVERDUE, State.COMING]
    assert course.pressing is course.overdue


def test_what_is_due_soon_comes_before_what_is_overdue() -> None:
    course = course_of(yearly(), [], [], [], date(2026, 5, 1))
    assert course.pressing is course.coming


def test_without_a_rhythm_the_next_host_follows_the_last() -> None:
    there = parties(3)
    hosts = [a.body for a in there]
    ids = {h.id for h in hosts}
    held = [Held(None, date(2025, 1, 1), hosts[0].id)]
    course = course_of(yearly(rule="", rhythm="as_needed"), hosts, ids, held, date(2025, 2, 1))
    assert course.next_host == hosts[1]
    assert course.pressing is None
