"""Closing: by its time, or by the word of two parties; from then on it is frozen."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError
from xieqiao.acts.matter import writes_live
from xieqiao.consultations.live.digests import live_digest
from xieqiao.consultations.live.errors import Closed
from xieqiao.consultations.live.gates import demand_moderator, demand_open, hold_alone
from xieqiao.consultations.models import Closing, ClosingCall, Consultation
from xieqiao.consultations.telling import tell
from xieqiao.consultations.words import ConsultationMode

log = logging.getLogger(__name__)
NEEDED = 2  # parties whose moderators must say so


class ByItsTime(ActError):
    """A survey has announced its end."""

    message = _(
        "A survey closes at the time that was announced. To change that time, propose a change of "
        "the consultation."
    )


@writes_live
def propose_closing(acting: Acting, consultation: Consultation) -> Closing | None:
    """Say for one's party that it may be closed; return the closing if that completes it.

    Raises ActError when the role does not include it, it is not open, or it is a survey.
    """
    demand_moderator(acting, consultation)
    if consultation.mode == ConsultationMode.SURVEY:
        raise ByItsTime
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_open(consultation.id)
        ClosingCall.objects.get_or_create(
            consultation=consultation,
            body_id=acting.body_id,
            defaults={"shown_as": acting.shown_as, "at": timezone.now()},
        )
        calls = ClosingCall.objects.filter(consultation=consultation.id).count()
        if calls >= NEEDED:
            return _close(consultation, acting.body_id)
        tell(consultation.id, "closing", calls=calls, closed=False)
        return None


@writes_live
def withdraw_closing(acting: Acting, consultation: Consultation) -> None:
    """Take back one's party's word that it may be closed."""
    demand_moderator(acting, consultation)
    with transaction.atomic():
        hold_alone(consultation.id)
        demand_open(consultation.id)
        calls = ClosingCall.objects.filter(consultation=consultation.id)
        calls.filter(body=acting.body_id).delete()
        tell(consultation.id, "closing", calls=calls.count(), closed=False)


@writes_live
def close(consultation: Consultation) -> Closing:
    """Close what has come to its time; return the closing, the same one the next time.

    Raises ActError when its time has not come.
    """
    with transaction.atomic():
        hold_alone(consultation.id)
        known: Closing | None = Closing.objects.filter(consultation=consultation.id).first()
        if known is not None:
            return known
        row = Consultation.objects.get(id=consultation.id)
        if row.closes_at is None or row.closes_at > timezone.now():
            raise ActError
        return _close(row, None)


def close_due() -> int:
    """Close every consultation whose time has come; return how many."""
    due = Consultation.objects.filter(closes_at__lte=timezone.now(), closing=None)
    closed = 0
    for consultation in due:
        try:
            close(consultation)
            closed += 1
        except ActError as error:
            log.warning("consultation %s could not be closed: %s", consultation.id, error)
    return closed


def _close(consultation: Any, body_id: UUID | None) -> Closing:
    if Closing.objects.filter(consultation=consultation.id).exists():
        raise Closed
    now = timezone.now()
    ends = consultation.closes_at
    made: Closing = Closing.objects.create(
        consultation_id=consultation.id,
        body_id=body_id,
        closed_at=min(now, ends) if ends else now,
        digest=live_digest(consultation.id),
    )
    tell(consultation.id, "closing", closed=True)
    return made
