"""Points of order: raised by anyone who may speak, answered by who runs the meeting."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import ActError, BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_line
from xieqiao.meetings.channels import POINTS, tell
from xieqiao.meetings.live.gates import held_running, may_run, may_speak
from xieqiao.meetings.models import Activity, PointOfOrder

MOST_OPEN = 3  # of one person, so that nobody stops a meeting by them


class Settled(ActError):
    """It was answered before."""

    message = _("This point of order has been settled already. Nothing was changed.")


class TooMany(ActError):
    """One person has several that wait."""

    message = _("Your earlier points of order are still waiting. Please wait for the answers.")


@writes_live
def raise_point(acting: Acting, activity: Activity, text: str) -> PointOfOrder:
    """Raise a point of order. Raises ActError, and ValidationError for what cannot be written."""
    if not may_speak(acting):
        raise NotAllowed
    words = clean_line(text)
    if not words:
        raise BadPayload([("text", _("Please write something."))])
    with held_running(acting, activity):
        rows = PointOfOrder.objects.filter(activity=activity.id, account_id=acting.account_id)
        if rows.filter(settled_at=None).count() >= MOST_OPEN:
            raise TooMany
        made: PointOfOrder = PointOfOrder.objects.create(
            activity=activity,
            body_id=acting.body_id,
            person_id=acting.person_id,
            account_id=acting.account_id,
            shown_as=acting.shown_as,
            text=words,
            at=timezone.now(),
        )
        tell(activity.id, POINTS)
        return made


@writes_live
def settle_point(acting: Acting, activity: Activity, point_id: UUID, answer: str = "") -> None:
    """Settle a point of order, perhaps with what was answered."""
    if not may_run(acting, activity):
        raise NotAllowed
    words = clean_line(answer)
    with held_running(acting, activity):
        rows = PointOfOrder.objects.filter(activity=activity.id, id=point_id, settled_at=None)
        if not rows.update(settled_at=timezone.now(), answer=words):
            raise Settled
        tell(activity.id, POINTS)
