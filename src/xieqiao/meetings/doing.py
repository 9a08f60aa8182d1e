"""What somebody may do about an activity, each thing with the address of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.meetings.composing import is_composable
from xieqiao.meetings.models import Activity, Minutes, Papers
from xieqiao.meetings.sides import Side
from xieqiao.meetings.words import ActivityKind

NAME, ATTEND, MINUTES = "activity.name_delegation", "activity.record_attendance", "minutes.pass"


def form_of(
    acting: Acting, kind: str, /, *, partnership: UUID | None, on: UUID | None = None, **fields: Any
) -> str:
    """Return the address of an act's form, with what it is about and what is filled in."""
    page = reverse("acts:new", kwargs={"body": acting.slug, "kind": kind})
    about = {"on": on} if on else {"partnership": partnership}
    filled = {name: value for name, value in fields.items() if value}
    return f"{page}?{urlencode({**about, **filled})}"


@dataclass(frozen=True)
class Doing:
    """One thing that can be done; `go` marks the one that is called for."""

    kind: str
    label: str
    path: str
    go: bool = False


@dataclass(frozen=True)
class Stand:
    """How things stand, as far as it decides what can be done."""

    here: bool
    ours: Side | None
    papers: Papers | None
    minutes: Minutes | None
    passing: bool


def doings_of(acting: Acting, activity: Activity, stand: Stand, wanted: str) -> list[Doing]:
    """Return what the reader may do, the thing that is called for first."""
    if not stand.here or activity.cancelled:
        return []
    found = [*_reports(acting, activity, stand), *_acts(acting, activity, stand)]
    marked = [replace(d, go=d.kind == wanted) for d in found]
    return sorted(marked, key=lambda doing: not doing.go)


def _reports(acting: Acting, activity: Activity, stand: Stand) -> Iterator[Doing]:
    """Yield what one's own side says of itself."""
    if not acting.can(Capability.REPORT) or stand.ours is None:
        return
    if not activity.schedule.over:
        label = _("Change our delegation") if stand.ours.delegation else _("Name our delegation")
        yield _reporting(acting, NAME, label, activity)
    if begun(activity):
        label = _("Correct who attended") if stand.ours.attendance else _("Enter who attended")
        yield _reporting(acting, ATTEND, label, activity)


def _acts(acting: Acting, activity: Activity, stand: Stand) -> Iterator[Doing]:
    """Yield what all parties decide about."""
    if not acting.writes_acts:
        return
    if begun(activity) and stand.minutes is None and not stand.passing:
        yield _minuting(acting, activity)
    if not activity.closed:
        yield _on(acting, "activity.reschedule", _moving(activity), activity.schedule.id)
        yield _on(acting, "activity.change", _("Change agenda, host or guests"), activity.id)
    if stand.papers is not None and not stand.papers.closed:
        yield _on(acting, "activity.papers", _("Change the list of papers"), stand.papers.id)
    yield from _afterwards(acting, activity, stand)
    if not activity.closed:
        over = activity.schedule.over
        label = _("It did not take place") if over else _("Call it off")
        yield _on(acting, "activity.cancel", label, activity.id)


def _minuting(acting: Acting, activity: Activity) -> Doing:
    """Return how the minutes are begun: from what was counted, where something was."""
    about = {"partnership": activity.partnership_id, "activity": activity.id}
    if not is_composable(activity):
        return Doing(MINUTES, _("Draft the minutes"), form_of(acting, MINUTES, **about))
    label = _("Compose the minutes from the meeting")
    return Doing(MINUTES, label, form_of(acting, MINUTES, compose="meeting", **about))


def _moving(activity: Activity) -> str:
    if activity.schedule.open_ended:
        return _("Fix the day")
    return _("Correct time or place") if activity.schedule.over else _("Change time or place")


def _afterwards(acting: Acting, activity: Activity, stand: Stand) -> Iterator[Doing]:
    fields = {"topic": activity.topic_id, "partnership": activity.partnership_id}
    if stand.minutes is not None:
        path = form_of(acting, "outcome.agree", activity=activity.id, **fields)
        yield Doing("outcome.agree", _("Write a joint outcome from it"), path)
    if activity.kind == ActivityKind.VISIT and begun(activity):
        path = form_of(acting, "activity.plan", kind=ActivityKind.RETURN_VISIT.value, **fields)
        yield Doing("activity.plan", _("Plan the return visit"), path)


def begun(activity: Activity) -> bool:
    """Say whether it has begun, on a day that is fixed or was reported."""
    times = activity.schedule
    return not times.open_ended and times.sort_at <= timezone.now()


def _reporting(acting: Acting, kind: str, label: str, activity: Activity) -> Doing:
    about = {"partnership": activity.partnership_id, "activity": activity.id}
    return Doing(kind, label, form_of(acting, kind, **about))


def _on(acting: Acting, kind: str, label: str, subject: UUID) -> Doing:
    return Doing(kind, label, form_of(acting, kind, partnership=None, on=subject))
