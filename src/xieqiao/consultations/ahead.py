"""What a device needs to go on voting without its network: the next statements, as plain JSON."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from xieqiao.consultations import queries, routing
from xieqiao.consultations.here import Here
from xieqiao.consultations.models import Participant

MOST = 200


def counter_of(participant: Participant) -> int:
    """Return the running number that a device starts after: the highest of this person's votes."""
    return int(participant.votes.aggregate(last=Max("counter"))["last"] or 0)


def as_json(here: Here) -> dict[str, Any]:
    """Return the statements that a person has not answered, the next one first."""
    me = here.participant
    stage = here.consultation.stage.value
    if me is None:
        return {"joined": False, "stage": stage, "counter": 0, "done": 0, "all": 0, "ahead": []}
    ids = routing.in_order(me, MOST)
    rows = {row.id: row for row in queries.shown_in(here.consultation.id).filter(id__in=ids)}
    progress = queries.progress_of(me)
    return {
        "joined": True,
        "stage": stage,
        "counter": counter_of(me),
        "done": progress.done,
        "all": progress.all,
        "ahead": [_statement(rows[id_]) for id_ in ids if id_ in rows],
    }


def _statement(row: Any) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "number": row.number,
        "text": row.text,
        "language": row.language,
        "translations": [{"language": t.language, "text": t.text} for t in row.translations.all()],
        "demonstration": row.demonstration,
    }
