"""Activities, papers, people and minutes as a body that left a partnership knew them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import F, Q

from xieqiao.acts.models import ActState, Version
from xieqiao.acts.projection import version_payload
from xieqiao.meetings.models import (
    Activity,
    AgendaItem,
    Attendance,
    Attendee,
    Delegate,
    Delegation,
    Invited,
    Minutes,
    MinutesPoint,
    Paper,
    Papers,
)
from xieqiao.meetings.moments import span_of

R = TypeVar("R", Delegation, Attendance)
_ABOUT = {"activity.plan", "activity.change"}
_TIMES = {"activity.plan", "activity.reschedule"}
_KINDS = ("activity.plan", "activity.change", "activity.cancel", "activity.reschedule")


def _versions(where: Q, kinds: Iterable[str]) -> list[Version]:
    """Return what came into force by acts of these kinds, the first first; one query."""
    rows = Version.objects.filter(
        where, act__kind__in=list(kinds), act__state=ActState.SEALED, number=F("act__version")
    )
    rows = rows.select_related("act", "structural", "erasable")
    return list(rows.order_by("act__ended_at", "act_id"))


def _id(row: Any, place: int) -> UUID:
    return UUID(int=(row.id.int + place + 1) % 2**128)


def _children(row: Any, **lists: list[Any]) -> None:
    """Let a row answer with these parts instead of those it has now."""
    known = getattr(row, "_prefetched_objects_cache", {})
    row._prefetched_objects_cache = {**known, **lists}


# Activities


def as_left(rows: Iterable[Activity]) -> list[Activity]:
    """Put the words of their time into the activities that changed after the body had left."""
    found = list(rows)
    changed = {row.id: row for row in found if _changed(row)}
    if not changed:
        return found
    subjects = {row.schedule.id: row for row in changed.values()} | changed
    for row in changed.values():
        row.cancelled = row.closed = False
    for version in _versions(Q(act__subject_id__in=list(subjects)), _KINDS):
        row, ended = subjects[version.act.subject_id], version.act.ended_at
        if ended is not None and ended <= _left(row):
            _restore(row, version)
    _fetch_hosts(changed.values())
    return found


def _left(row: Any) -> datetime:
    left: datetime = row.left_by_us
    return left


def _changed(row: Activity) -> bool:
    left: datetime | None = getattr(row, "left_by_us", None)
    return left is not None and max(row.in_force_at, row.schedule.in_force_at) > left


def _restore(row: Activity, version: Version) -> None:
    payload, kind = version_payload(version.act, version), version.act.kind
    if kind == "activity.cancel":
        row.cancelled, row.cancelled_because = True, str(payload.why)
    if kind in _ABOUT:
        _restore_about(row, payload)
    if kind in _TIMES:
        _restore_times(row, payload, version.act.ended_at or version.at)


def _restore_about(row: Activity, payload: Any) -> None:
    row.kind, row.title, row.purpose = payload.kind.value, str(payload.title), str(payload.purpose)
    row.topic_id, row.mechanism_id, row.host_id = payload.topic, payload.mechanism, payload.host
    _children(
        row,
        agenda=[AgendaItem(id=_id(row, n), **i.model_dump()) for n, i in enumerate(payload.agenda)],
        invited=[Invited(id=_id(row, n), **i.model_dump()) for n, i in enumerate(payload.invited)],
    )


def _restore_times(row: Activity, payload: Any, entered: datetime) -> None:
    times = row.schedule
    times.starts_at, times.ends_at, times.zone = payload.starts, payload.ends, payload.zone
    times.expected, times.happened = payload.expected or "", payload.happened or ""
    times.place, times.link = str(payload.place), str(payload.link)
    times.why = str(getattr(payload, "why", ""))
    span = span_of(
        starts=payload.starts,
        ends=payload.ends,
        zone=payload.zone,
        expected=payload.expected,
        happened=payload.happened,
        entered=entered,
    )
    times.sort_at, times.until_at = span["sort_at"], span["until_at"]


def _fetch_hosts(rows: Iterable[Activity]) -> None:
    """Give the rows whose host changed the one of that time; one query for all."""
    waiting = [row for row in rows if row.host_id and not Activity.host.is_cached(row)]
    if not waiting:
        return
    bodies = apps.get_model("bodies.Body")._default_manager.in_bulk([r.host_id for r in waiting])
    for row in waiting:
        row.host = bodies[row.host_id]


# What belongs to one


def papers_as_left(papers: Papers, left: datetime) -> None:
    """Put back the list of papers as it was when the body left."""
    if papers.in_force_at <= left:
        return
    where = Q(act__subject_id=papers.id) | Q(act__subject_id=papers.activity_id)
    versions = _versions(where, ("activity.plan", "activity.papers"))
    then = [v for v in versions if v.act.ended_at and v.act.ended_at <= left]
    listed = version_payload(then[-1].act, then[-1]).papers if then else []
    rows = [
        Paper(id=_id(papers, n), title=str(p.title), **p.file.model_dump())
        for n, p in enumerate(listed)
    ]
    _children(papers, listed=rows)


def delegations_as_left(rows: Iterable[Delegation], left: datetime) -> list[Delegation]:
    """Put back whom the parties had named when the body left, without those named later."""
    return _said_until(rows, left, "activity.name_delegation", _restore_delegation)


def attendances_as_left(rows: Iterable[Attendance], left: datetime) -> list[Attendance]:
    """Put back who was said to have attended when the body left, without what was said later."""
    return _said_until(rows, left, "activity.record_attendance", _restore_attendance)


def _said_until(
    rows: Iterable[R], left: datetime, kind: str, restore: Callable[[R, Any], None]
) -> list[R]:
    found = list(rows)
    later = {row.id for row in found if row.in_force_at > left}
    if not later:
        return found
    versions = _versions(Q(act__subject_id__in=list(later)), [kind])
    then = {v.act.subject_id: v for v in versions if v.act.ended_at and v.act.ended_at <= left}
    kept = [row for row in found if row.id not in later or row.id in then]
    for row in kept:
        if row.id in then:
            restore(row, version_payload(then[row.id].act, then[row.id]))
    return kept


def _restore_delegation(row: Delegation, payload: Any) -> None:
    row.note = str(payload.note)
    people = [(p, True) for p in payload.heads] + [(p, False) for p in payload.members]
    rows = [Delegate(id=_id(row, n), head=h, **p.model_dump()) for n, (p, h) in enumerate(people)]
    _children(row, delegates=rows)


def _restore_attendance(row: Attendance, payload: Any) -> None:
    row.note, row.count = str(payload.note), payload.count
    people = [(p, False) for p in payload.people] + [(p, True) for p in payload.guests]
    rows = [Attendee(id=_id(row, n), guest=g, **p.model_dump()) for n, (p, g) in enumerate(people)]
    _children(row, attendees=rows)


# Minutes


def minutes_as_left(rows: Iterable[Minutes]) -> list[Minutes]:
    """Put the words of their time into the minutes that were corrected after the body had left."""
    found = list(rows)
    changed = {row.id: row for row in found if row.left_by_us and row.in_force_at > _left(row)}  # type: ignore[attr-defined]
    if not changed:
        return found
    where = Q(act__subject_id__in=list(changed))
    for version in _versions(where, ("minutes.pass", "minutes.correct")):
        row, ended = changed[version.act.subject_id], version.act.ended_at
        if ended is not None and ended <= _left(row):
            _restore_minutes(row, version_payload(version.act, version))
    return found


def _restore_minutes(row: Minutes, payload: Any) -> None:
    row.title, row.number = str(payload.title), str(payload.number)
    row.text, row.correction = str(payload.text), str(getattr(payload, "why", ""))
    points = [
        MinutesPoint(
            id=_id(row, n),
            kind=point.kind.value,
            text=str(point.text),
            held_by=[str(body) for body in point.held_by],
            who=str(point.who),
        )
        for n, point in enumerate(payload.points)
    ]
    _children(row, points=points)
