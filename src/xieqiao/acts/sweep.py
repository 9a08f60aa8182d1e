"""What the platform does by itself: it ends overdue and overtaken acts for their proposers."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from xieqiao.acts.errors import ActError
from xieqiao.acts.gate import lapse
from xieqiao.acts.models import Act, ActState, Draft

log = logging.getLogger(__name__)
UNDO = timedelta(days=30)  # a draft that was put away can be taken back so long


def due() -> QuerySet[Act]:
    """Return the acts whose deadline has come (rule 6), or that others have overtaken."""
    overdue = Q(state=ActState.OPEN, deadline__lte=timezone.now())
    overtaken = Q(state=ActState.STALE, ended_by="")
    return Act.objects.filter(overdue | overtaken)


def run() -> int:
    """End what is due, and delete drafts put away long ago. Return how many acts ended.

    What cannot be signed waits for its key.
    """
    ended = 0
    for act_id in due().values_list("id", flat=True):
        try:
            ended += bool(lapse(act_id).ended_by)
        except ActError as error:
            log.warning("act %s could not lapse: %s", act_id, error)
    Draft.objects.filter(deleted_at__lte=timezone.now() - UNDO).delete()
    return ended
