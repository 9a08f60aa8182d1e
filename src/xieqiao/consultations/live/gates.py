"""Locks, and who may write what when.

Voting holds a consultation together with other voters; numbering and closing hold it alone. On
SQLite a writer is alone in any case (immediate transactions).
"""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import NotAllowed
from xieqiao.acts.sight import is_party
from xieqiao.consultations.live.errors import Closed, NotOpen
from xieqiao.consultations.models import Consultation
from xieqiao.consultations.words import Stage

_TOGETHER, _ALONE = "pg_advisory_xact_lock_shared", "pg_advisory_xact_lock"


def hold_together(consultation_id: UUID) -> None:
    """Keep it from being closed until the transaction ends; others may vote meanwhile."""
    _hold(_TOGETHER, consultation_id.int)


def hold_alone(consultation_id: UUID) -> None:
    """Let nobody else write in it until the transaction ends."""
    _hold(_ALONE, consultation_id.int)


def hold_person(participant_id: UUID) -> None:
    """Let one person's votes be written one batch after the other."""
    _hold(_ALONE, participant_id.int)


def _hold(function: str, number: int) -> None:
    if connection.vendor != "postgresql":
        return
    key = (number & 0xFFFFFFFFFFFFFFFF) - (1 << 63)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(%s)", [key])


def stage_now(consultation_id: UUID) -> Stage:
    """Return how far it has come, read now and not when the page was made."""
    row: Consultation = Consultation.objects.select_related("closing").get(id=consultation_id)
    return row.stage_at(timezone.now())


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
