"""Locks, and who may write what when.

Voting holds a consultation together with other voters; numbering and closing hold it alone. On
SQLite a writer is alone in any case (immediate transactions).
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.sight import is_party
from xieqiao.consultations.live.errors import Closed, NotOpen
from xieqiao.consultations.models import Consultation
from xieqiao.consultations.words import Stage

_TOGETHER = "SELECT pg_advisory_xact_lock_shared(key) FROM unnest(%s::bigint[]) AS key"
_ALONE = "SELECT pg_advisory_xact_lock(key) FROM unnest(%s::bigint[]) AS key"


def hold_together(consultation_ids: Collection[UUID]) -> None:
    """Keep them from being closed until the transaction ends; others may vote meanwhile."""
    _hold(_TOGETHER, consultation_ids)


def hold_alone(consultation_id: UUID) -> None:
    """Let nobody else write in it until the transaction ends."""
    _hold(_ALONE, [consultation_id])


def hold_people(participant_ids: Collection[UUID]) -> None:
    """Let each person's votes be written one batch after the other; call it but once."""
    _hold(_ALONE, participant_ids)


def _hold(lock: str, ids: Collection[UUID]) -> None:
    """Take all locks by one query, in their order, so that two who take several never entangle."""
    if connection.vendor != "postgresql":
        return
    keys = sorted((id_.int & 0xFFFFFFFFFFFFFFFF) - (1 << 63) for id_ in ids)
    with connection.cursor() as cursor:
        cursor.execute(lock, [keys])


def stage_now(consultation_id: UUID) -> Stage:
    """Return how far it has come, read now and not when the page was made."""
    return stages_now([consultation_id])[consultation_id]


def stages_now(consultation_ids: Collection[UUID]) -> dict[UUID, Stage]:
    """Return how far each of them has come, read now."""
    rows = Consultation.objects.filter(id__in=consultation_ids).select_related("closing")
    now = timezone.now()
    return {row.id: row.stage_at(now) for row in rows}


def demand_open(consultation_id: UUID) -> None:
    """Raise NotOpen before, and Closed after."""
    stage = stage_now(consultation_id)
    if stage is Stage.COMING:
        raise NotOpen
    if stage is Stage.CLOSED:
        raise Closed


def demand_not_closed(consultation_id: UUID) -> None:
    """Raise Closed once it is over."""
    if stage_now(consultation_id) is Stage.CLOSED:
        raise Closed


def demand_moderator(acting: Acting, consultation: Consultation) -> None:
    """Raise NotAllowed unless somebody moderates for one of the parties of today.

    For a body those moderate who write its acts.
    """
    if not acting.writes_acts or not is_party(acting, consultation.partnership_id):
        raise NotAllowed
