"""Who may do what live, and when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.chain import lock_space
from xieqiao.acts.errors import ActError, NotAllowed
from xieqiao.acts.queries import is_proposed
from xieqiao.acts.sight import is_party
from xieqiao.meetings.models import Activity, Minutes
from xieqiao.turns import in_turn_to_write

BEFORE = timedelta(hours=1)


class Frozen(ActError):
    """What happened live belongs to minutes that are in force, or that wait for consent."""

    message = _(
        "The comments are frozen with the minutes, so nothing was added. Remarks on the minutes "
        "belong on the page of their proposal."
    )


class NotNow(ActError):
    """It has not begun, or was called off."""

    message = _("This meeting is not being held now, so nothing was changed.")


@contextmanager
def held_open(acting: Acting, activity: Activity) -> Iterator[None]:
    """Keep an activity open while the block writes. Raises ActError when it is not, or not ours.

    The partnership is locked, as a proposal of minutes locks it, so what is written is either in
    their digest or refused.
    """
    assert activity.partnership_id is not None
    with in_turn_to_write(), transaction.atomic():
        lock_space(activity.partnership_id)
        if not is_party(acting, activity.partnership_id):
            raise NotAllowed
        if is_frozen(activity.id):
            raise Frozen
        yield


@contextmanager
def held_running(acting: Acting, activity: Activity) -> Iterator[None]:
    """Do the same for what belongs to the time of the meeting."""
    with held_open(acting, activity):
        if not takes_place(activity):
            raise NotNow
        yield


def is_frozen(activity_id: UUID) -> bool:
    """Say whether minutes that hold the digest are in force, or wait for consent."""
    if Minutes.objects.filter(activity=activity_id).exists():
        return True
    return is_proposed("minutes.pass", activity_id)


def takes_place(activity: Activity) -> bool:
    """Say whether it is being held, or has been: at a time that is fixed and has come."""
    times = activity.times
    if activity.cancelled or activity.closed or times is None or times.starts_at is None:
        return False
    return times.starts_at - BEFORE <= timezone.now()


def may_run(acting: Acting, activity: Activity) -> bool:
    """Say whether somebody runs the meeting: the office of the host, or of any where none is."""
    if activity.host_id not in {None, acting.body_id}:
        return False
    return acting.writes_acts


def may_speak(acting: Acting) -> bool:
    """Say whether somebody asks to speak, and raises points of order."""
    return acting.can(Capability.COMMENT)
