"""How a meeting really went, for its minutes: items as run, speakers, points of order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from xieqiao.meetings.models import Activity, PointOfOrder, RunningItem, Speaker
from xieqiao.meetings.words import SpeakerState


def was_run(activity: Activity) -> bool:
    """Say whether anything was taken up while the meeting was held."""
    return RunningItem.objects.filter(activity=activity.id).exists()


def agenda_as_run(activity: Activity, zone: str) -> Iterator[str]:
    """Yield the items in the order in which they were run, each with its speakers.

    What the agenda names and nobody took up is said so; then the points of order.
    """
    items = list(RunningItem.objects.filter(activity=activity.id))
    spoke = _speakers(activity)
    yield _("Taken up were:")
    for number, item in enumerate(items, 1):
        words = {"number": number, "title": item.title, "span": _span(item, ZoneInfo(zone))}
        yield _join(_("%(number)d. %(title)s (%(span)s)") % words, spoke[item.pk])
    if spoke[None]:
        yield _join(_("Besides"), spoke[None])
    yield from _left_out(activity, items)
    yield from _points_of_order(activity)


def _span(item: RunningItem, zone: ZoneInfo) -> str:
    ends = _hour(item.ended_at, zone) if item.ended_at else ""
    return f"{_hour(item.started_at, zone)}–{ends}"


def _hour(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%H:%M}"


def _speakers(activity: Activity) -> dict[Any, list[str]]:
    """Return who spoke, in words and in turn, by the item that was running."""
    rows = Speaker.objects.filter(activity=activity.id, state=SpeakerState.FINISHED)
    found: dict[Any, list[str]] = defaultdict(list)
    for row in rows.select_related("body").order_by("started_at", "id"):
        words = _("%(name)s (%(side)s)") if row.body else "%(name)s"
        side = row.body.short if row.body else ""
        found[row.item_id].append(words % {"name": row.shown_as, "side": side})
    return found


def _join(line: str, speakers: Iterable[str]) -> str:
    named = _(", ").join(speakers)
    return _("%(line)s; spoke: %(speakers)s") % {"line": line, "speakers": named} if named else line


def _left_out(activity: Activity, items: list[RunningItem]) -> Iterator[str]:
    """Name what stood on the agenda and was not taken up, by its words or by its place."""
    places = {item.place for item in items}
    left = [
        point.title for place, point in enumerate(activity.agenda.all(), 1) if place not in places
    ]
    if left:
        yield _("On the agenda, but not taken up: %(titles)s.") % {"titles": _("; ").join(left)}


def _points_of_order(activity: Activity) -> Iterator[str]:
    for point in PointOfOrder.objects.filter(activity=activity.id).select_related("body"):
        words = {"side": point.body.short, "text": point.text, "answer": point.answer}
        if point.answer:
            yield _("Point of order by %(side)s: “%(text)s” Settled: “%(answer)s”") % words
        else:
            yield _("Point of order by %(side)s: “%(text)s”") % words
