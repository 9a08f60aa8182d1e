"""Minutes composed from the meeting: agenda, attendance, and what consultations found.

A draft for the form of `minutes.pass`; the parties cut and add, and consent to what then stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.kinds import Scene
from xieqiao.meetings.as_run import agenda_as_run, was_run
from xieqiao.meetings.clocks import when_of
from xieqiao.meetings.models import Activity, Attendance


def composed(scene: Scene, activity: Activity) -> dict[str, Any]:
    """Return what the form of the minutes starts from."""
    from xieqiao.consultations.results.minutes import closed_for, course_of, page_for, points_of

    text = [*_setting(scene, activity), *_present(activity), *_course(scene, activity)]
    points: list[dict[str, Any]] = []
    for consultation in closed_for(activity):
        page = page_for(consultation)
        if page is not None:
            text += course_of(page)
            points += points_of(page)
    return {"text": "\n".join(text), "points": points, "consultations": counted(activity)}


def counted(activity: Activity) -> list[dict[str, Any]]:
    """Return the figures of the closed consultations that belong to an activity."""
    from xieqiao.consultations.results.minutes import closed_for, figures_now, result_digest

    found = []
    for consultation in closed_for(activity):
        now = figures_now(consultation.id)
        found.append(
            {
                "title": consultation.title,
                "consultation": consultation.id,
                "people": now.people,
                "statements": now.statements,
                "votes": now.votes,
                "digest": now.digest,
                "result": result_digest(consultation),
            }
        )
    return found


def is_composable(activity: Activity) -> bool:
    """Say whether the meeting was run here, or a closed consultation has something to say."""
    from xieqiao.consultations.results.minutes import closed_for

    return was_run(activity) or bool(closed_for(activity))


def _setting(scene: Scene, activity: Activity) -> Iterator[str]:
    schedule = activity.times
    if schedule is None:
        return
    words = when_of(schedule, scene.acting.body).words
    place = schedule.place or schedule.link
    told = _("%(when)s, %(place)s.") if place else _("%(when)s.")
    yield told % {"when": words, "place": place}


def _present(activity: Activity) -> Iterator[str]:
    rows = Attendance.objects.filter(activity=activity.id).select_related("owner")
    parts = []
    for row in rows.prefetch_related("attendees").order_by("owner__name_key", "owner"):
        people = list(row.attendees.all())
        count = row.count or len(people)
        words = ngettext("%(body)s %(count)d person", "%(body)s %(count)d people", count)
        parts.append(words % {"body": row.owner, "count": count})
    if parts:
        yield _("Present: %(parts)s.") % {"parts": _("; ").join(parts)}


def _course(scene: Scene, activity: Activity) -> Iterator[str]:
    """Yield how it went where it was run here, otherwise what the agenda was."""
    if not was_run(activity):
        yield from _agenda(activity)
        return
    schedule = activity.times
    zone = schedule.zone if schedule and schedule.zone else scene.acting.body.timezone
    yield from agenda_as_run(activity, zone)


def _agenda(activity: Activity) -> Iterator[str]:
    items = list(activity.agenda.all())
    if not items:
        return
    yield _("The agenda was:")
    for number, item in enumerate(items, 1):
        words = (
            _("%(number)d. %(title)s (%(speaker)s)") if item.speaker else "%(number)d. %(title)s"
        )
        yield words % {"number": number, "title": item.title, "speaker": item.speaker}
