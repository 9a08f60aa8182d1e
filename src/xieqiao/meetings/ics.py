"""Activities as a calendar file (RFC 5545), for calendar programs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from xieqiao.acts.access import Acting
from xieqiao.acts.dates import PartialDate
from xieqiao.meetings.left import as_left
from xieqiao.meetings.models import Activity, Schedule

_BACK = timedelta(days=400)
MOST = 2000
_REFRESH = timedelta(hours=4)


def feed(acting: Acting, rows: QuerySet[Activity], name: str) -> bytes:
    """Return the activities of the last year and all to come as one calendar."""
    since = timezone.now() - _BACK
    recent = rows.filter(schedule__until_at__gte=since).order_by("-schedule__sort_at", "id")
    return calendar_of(acting, as_left(recent.prefetch_related("agenda")[:MOST]), name)


def calendar_of(acting: Acting, activities: Iterable[Activity], name: str) -> bytes:
    """Return these activities as a calendar; those with no day fixed are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Xieqiao//meetings//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    for activity in activities:
        event = event_of(acting, activity)
        if event is not None:
            calendar.add_component(event)
    calendar.add_missing_timezones()
    data: bytes = calendar.to_ical()
    return data


def event_of(acting: Acting, activity: Activity) -> Event | None:
    """Return an activity as an event, or None while no day is fixed."""
    times: Schedule = activity.schedule
    event = Event()
    if not _add_times(event, times):
        return None
    changed = max(activity.in_force_at, times.in_force_at)
    event.add("uid", f"{activity.id}@xieqiao")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", activity.revision + times.revision)
    event.add("summary", _summary(activity))
    event.add("status", _status(activity))
    event.add("url", f"{settings.XIEQIAO_PUBLIC_URL}{activity.path(acting.slug)}")
    event.add("categories", [str(activity.get_kind_display())])
    if times.place or times.link:
        event.add("location", times.place or times.link)
    event.add("description", _description(activity))
    return event


def _add_times(event: Event, times: Schedule) -> bool:
    if times.starts:
        event.add("dtstart", times.starts)
        if times.ends:
            event.add("dtend", times.ends)
        return True
    if len(times.about) != len("2019-12-05"):
        return False
    day: date = PartialDate(times.about).first_day
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    return True


def _status(activity: Activity) -> str:
    if activity.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if activity.schedule.open_ended else "CONFIRMED"


def _summary(activity: Activity) -> str:
    title = activity.headline
    if activity.demonstration:
        title = _("%s (demonstration)") % title
    return _("Called off: %s") % title if activity.cancelled else title


def _description(activity: Activity) -> str:
    parts = [str(activity.partnership)]
    if activity.host:
        parts.append(_("Host: %s") % activity.host)
    if activity.purpose:
        parts.append(activity.purpose)
    agenda = [f"{n}. {item.title}" for n, item in enumerate(activity.agenda.all(), start=1)]
    if agenda:
        parts.append("\n".join([_("Agenda"), *agenda]))
    if activity.schedule.link:
        parts.append(activity.schedule.link)
    return "\n\n".join(parts)
