"""Activities as a body that left a partnership knew them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from xieqiao.acts.models import ActState, Version
from xieqiao.acts.projection import version_payload
from xieqiao.meetings.models import Activity, AgendaItem, Invited
from xieqiao.meetings.moments import span_of

_ABOUT = {"activity.plan", "activity.change"}
_TIMES = {"activity.plan", "activity.reschedule"}
_KINDS = ("activity.plan", "activity.change", "activity.cancel", "activity.reschedule")


def as_left(rows: Iterable[Activity]) -> list[Activity]:
    """Put the words of their time into the activities that changed after the body had left."""
    found = list(rows)
    changed = {row.id: row for row in found if _changed(row)}
    if not changed:
        return found
    subjects = {row.schedule.id: row for row in changed.values()} | changed
    versions = Version.objects.filter(
        act__subject_id__in=subjects, act__kind__in=_KINDS, act__state=ActState.SEALED
    ).filter(number=F("act__version"))
    for row in changed.values():
        row.cancelled = row.closed = False
    ordered = versions.select_related("act", "structural", "erasable").order_by("act__ended_at")
    for version in ordered:
        row, ended = subjects[version.act.subject_id], version.act.ended_at
        if ended is not None and ended <= _left(row):
            _restore(row, version)
    return found


def _left(row: Activity) -> datetime:
    left: datetime = row.left_by_us  # type: ignore[attr-defined]
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
        _restore_times(row, payload)


def _restore_about(row: Activity, payload: Any) -> None:
    row.kind, row.title, row.purpose = payload.kind.value, str(payload.title), str(payload.purpose)
    row.topic_id, row.mechanism_id, row.host_id = payload.topic, payload.mechanism, payload.host
    agenda = [AgendaItem(id=_id(row, n), **i.model_dump()) for n, i in enumerate(payload.agenda)]
    invited = [Invited(id=_id(row, n), **i.model_dump()) for n, i in enumerate(payload.invited)]
    row._prefetched_objects_cache = {"agenda": agenda, "invited": invited}  # type: ignore[attr-defined]


def _id(row: Activity, place: int) -> UUID:
    return UUID(int=(row.id.int + place + 1) % 2**128)


def _restore_times(row: Activity, payload: Any) -> None:
    times = row.schedule
    times.starts_at, times.ends_at, times.zone = payload.starts, payload.ends, payload.zone
    times.expected, times.happened = payload.expected or "", payload.happened or ""
    times.place, times.link = str(payload.place), str(payload.link)
    span = span_of(
        starts=payload.starts,
        ends=payload.ends,
        zone=payload.zone,
        expected=payload.expected,
        happened=payload.happened,
    )
    times.sort_at, times.until_at = span["sort_at"], span["until_at"]
