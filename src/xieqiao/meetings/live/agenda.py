"""What is running: one thing at a time, started and ended by the host's office."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.errors import BadPayload, NotAllowed
from xieqiao.acts.matter import writes_live
from xieqiao.acts.texts import clean_line
from xieqiao.meetings.channels import RUNNING, tell
from xieqiao.meetings.live.gates import held_running, may_run
from xieqiao.meetings.models import Activity, RunningItem


@writes_live
def start_item(
    acting: Acting, activity: Activity, place: int | None = None, title: str = ""
) -> RunningItem:
    """Take up the agenda's point at `place` (from 1), or something besides by its title.

    What was running ends with it. Raises ActError when it is not the host's office, the meeting is
    not held now, or there is no such point; ValidationError for a title that cannot be written.
    """
    if not may_run(acting, activity):
        raise NotAllowed
    words, minutes = _words(activity, place, title)
    with held_running(acting, activity):
        now = timezone.now()
        running = RunningItem.objects.filter(activity=activity.id, ended_at=None)
        known: RunningItem | None = running.filter(place=place, title=words).first()
        if known is not None:  # the button was pressed twice
            return known
        running.update(ended_at=now)
        made: RunningItem = RunningItem.objects.create(
            activity=activity,
            place=place,
            title=words,
            minutes=minutes,
            started_at=now,
            body_id=acting.body_id,
            shown_as=acting.shown_as,
        )
        tell(activity.id, RUNNING)
        return made


@writes_live
def end_item(acting: Acting, activity: Activity) -> None:
    """End what is running. Raises ActError like `start_item`."""
    if not may_run(acting, activity):
        raise NotAllowed
    with held_running(acting, activity):
        running = RunningItem.objects.filter(activity=activity.id, ended_at=None)
        if running.update(ended_at=timezone.now()):
            tell(activity.id, RUNNING)


def _words(activity: Activity, place: int | None, title: str) -> tuple[str, int | None]:
    if place is None:
        words = clean_line(title)
        if not words:
            raise BadPayload([("title", _("Say what is taken up."))])
        return words, None
    points = list(activity.agenda.all())
    if not 1 <= place <= len(points):
        missing = _("The agenda has no such point; it may have been changed meanwhile.")
        raise BadPayload([("place", missing)])
    return points[place - 1].title, points[place - 1].minutes
