"""What the tests of this room do again and again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.parties import pass_act
from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Subject
from xieqiao.partnerships.models import Agreement, Mechanism, Partnership


def payload(kind: str, /, **fields: Any) -> Any:
    """Return the payload of a kind."""
    return kind_named(kind).payload.model_validate(fields)


def adopt(there: list[Acting], partnership: Partnership, **fields: Any) -> Agreement:
    """Return an agreement that all have adopted."""
    words = {"title": "战略合作协议", **fields}
    act = pass_act(there, "agreement.adopt", words, partnership=partnership.id)
    return Agreement.objects.get(id=act.subject_id)


def set_up(there: list[Acting], partnership: Partnership, **fields: Any) -> Mechanism:
    """Return a mechanism that all have set up; by default a yearly chairs' meeting."""
    words = {"kind": "chairs", "rhythm": "yearly", "first_date": "2025-05-20", **fields}
    if words["rhythm"] == "as_needed":
        words.pop("first_date")
    act = pass_act(there, "mechanism.set_up", words, partnership=partnership.id)
    return Mechanism.objects.get(id=act.subject_id)


def join(there: list[Acting], newcomer: Acting, partnership: Partnership, **fields: Any) -> Any:
    """Return the act by which somebody joined."""
    words = {"body": str(newcomer.body_id), **fields}
    return pass_act([*there, newcomer], "partnership.join", words, subject=partnership.id)


def leave(there: list[Acting], leaver: Acting, partnership: Partnership) -> Any:
    """Return the act by which somebody left."""
    words = {"body": str(leaver.body_id), "reason": "另有安排"}
    return pass_act(there, "partnership.leave", words, subject=partnership.id)


def deciders(subject: UUID) -> set[str]:
    """Return the parties that decide about a subject's next revision."""
    return set(Subject.objects.get(id=subject).deciders.parties)


def ids(*actings: Acting) -> set[str]:
    """Return the ids of bodies as deciders hold them."""
    return {str(a.body_id) for a in actings}
