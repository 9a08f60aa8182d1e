"""What the platform does by itself: it ends overdue and overtaken acts for their proposers."""

from __future__ import annotations

import logging

from django.db.models import Q
from django.utils import timezone

from xieqiao.acts.errors import ActError
from xieqiao.acts.gate import lapse
from xieqiao.acts.models import Act, ActState

log = logging.getLogger(__name__)


def run() -> int:
    """End what is due. Return how many acts ended; what cannot be signed waits for its key."""
    overdue = Q(state=ActState.OPEN, deadline__lte=timezone.now())
    overtaken = Q(state=ActState.STALE, ended_by="")
    ended = 0
    for act_id in Act.objects.filter(overdue | overtaken).values_list("id", flat=True):
        try:
            lapse(act_id)
            ended += 1
        except ActError as error:
            log.warning("act %s could not lapse: %s", act_id, error)
    return ended
