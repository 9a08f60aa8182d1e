"""What the tests of this room do again and again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tests.parties import pass_act
from xieqiao.acts.access import Acting
from xieqiao.acts.matter import gate_open
from xieqiao.consultations import live
from xieqiao.consultations.live.ballots import Answer
from xieqiao.consultations.models import Consultation, Participant, Statement, Vote


def moment(**ahead: float) -> str:
    """Return a time from now, as a payload takes it."""
    return (timezone.now() + timedelta(**ahead)).isoformat()


def words(**fields: Any) -> dict[str, Any]:
    """Return the words of a survey that is open."""
    return {
        "title": "老品牌怎样兴起",
        "question": "您怎样看老品牌的将来？",
        "mode": "survey",
        "opens": moment(hours=-1),
        "closes": moment(days=7),
        **fields,
    }


def open_consultation(there: list[Acting], partnership: Any, **fields: Any) -> Consultation:
    """Return a consultation that all parties opened."""
    wanted = words(**fields)
    act = pass_act(there, "consultation.open", wanted, partnership=partnership.id)
    found: Consultation = Consultation.objects.get(id=act.subject_id)
    return found


def in_the_room(there: list[Acting], partnership: Any, **fields: Any) -> Consultation:
    """Return a live consultation without a closing time."""
    return open_consultation(there, partnership, **{"mode": "live", "closes": None, **fields})


def statements(who: Acting, consultation: Consultation, count: int) -> list[Statement]:
    """Return so many statements that an office put."""
    return [live.seed_statement(who, consultation, f"演示意见 {n}") for n in range(1, count + 1)]


def vote(statement: Statement, value: int = 1, counter: int = 1, key: Any = None) -> dict[str, Any]:
    """Return a vote as a device sends it."""
    return {
        "key": str(key or uuid4()),
        "statement": str(statement.id),
        "value": value,
        "counter": counter,
    }


def outcomes(answers: Iterable[Answer]) -> list[str]:
    """Return what became of votes, in a word each."""
    return [answer.outcome.value for answer in answers]


def values(participant: Participant) -> list[int]:
    """Return what somebody holds now, by the statements' numbers."""
    rows = Vote.objects.filter(participant=participant).order_by("statement__number")
    return list(rows.values_list("value", flat=True))


def timed(
    consultation: Consultation, opens: float | None = None, closes: float | None = None
) -> None:
    """Move its times to so many hours from now, as if that much time had gone by."""
    fields = {"opens_at": opens, "closes_at": closes}
    now = timezone.now()
    moved = {name: now + timedelta(hours=h) for name, h in fields.items() if h is not None}
    with gate_open("acts"):
        Consultation.objects.filter(id=consultation.id).update(**moved)
    consultation.refresh_from_db()
