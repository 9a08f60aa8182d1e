"""Topics, plans and reports as a body that left a partnership knew them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from xieqiao.acts.models import ActState, Version
from xieqiao.acts.projection import version_payload
from xieqiao.topics.acts.reports import report_row
from xieqiao.topics.acts.research import part_rows, plan_row
from xieqiao.topics.acts.topics import topic_row
from xieqiao.topics.models import JointReport, PartText, PlannedPart, ResearchPlan, Topic

Restore = Callable[[Any, str, Any, datetime], None]


def _restored(rows: Iterable[Any], kinds: tuple[str, ...], restore: Restore) -> list[Any]:
    """Put the words of their time into the rows that changed after the body had left."""
    found = list(rows)
    changed: dict[UUID, Any] = {row.id: row for row in found if _changed(row)}
    if not changed:
        return found
    for row in changed.values():
        row.closed = False
    versions = Version.objects.filter(
        act__subject_id__in=changed, act__kind__in=kinds, act__state=ActState.SEALED
    ).filter(number=F("act__version"))
    rows_ = versions.select_related("act", "structural", "erasable")
    for version in rows_.order_by("act__ended_at", "act_id"):
        row, at = changed[version.act.subject_id], version.act.ended_at
        if at is not None and at <= row.left_by_us:
            restore(row, version.act.kind, version_payload(version.act, version), at)
    return found


def _changed(row: Any) -> bool:
    left: datetime | None = getattr(row, "left_by_us", None)
    return left is not None and bool(row.in_force_at > left)


def _put(row: Any, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)


def as_left(rows: Iterable[Topic]) -> list[Topic]:
    """Return topics in the words of the time at which the asking body left, if it did."""
    kinds = ("topic.confirm", "topic.revise", "topic.close", "topic.reopen")
    return _restored(rows, kinds, _topic)


def _topic(row: Topic, kind: str, payload: Any, at: datetime) -> None:
    match kind:
        case "topic.close":
            row.closed, row.ending = True, payload.ending.value
            row.ending_note = str(payload.note)
            row.ended_at, row.ended_on = at, payload.happened or ""
        case "topic.reopen":
            row.closed, row.ending, row.ending_note = False, "", ""
        case _:
            _put(row, topic_row(payload))


def plans_as_left(rows: Iterable[ResearchPlan]) -> list[ResearchPlan]:
    """Return research plans in the words of that time."""
    return _restored(rows, ("research.plan", "research.revise_plan"), _plan)


def _plan(row: ResearchPlan, kind: str, payload: Any, at: datetime) -> None:
    _put(row, plan_row(payload))
    parts = [PlannedPart(id=_id(row, n), plan=row, **p) for n, p in enumerate(part_rows(payload))]
    row._prefetched_objects_cache = {"parts": parts}  # type: ignore[attr-defined]


def _id(row: ResearchPlan, place: int) -> UUID:
    return UUID(int=(row.id.int + place + 1) % 2**128)


def reports_as_left(rows: Iterable[JointReport]) -> list[JointReport]:
    """Return joint reports in the words of that time; `texts_then` are the parts in them."""
    return _restored(rows, ("report.compose", "report.revise"), _report)


def _report(row: JointReport, kind: str, payload: Any, at: datetime) -> None:
    _put(row, report_row(payload))
    found = PartText.objects.select_related("part__owner").in_bulk(payload.parts)
    row.texts_then = [found[id_] for id_ in payload.parts if id_ in found]  # type: ignore[attr-defined]


def text_of(part: Any) -> PartText:
    """Return the wording of a part that the asking body may read as the present one."""
    texts: list[PartText] = list(part.texts.all())
    left: datetime | None = getattr(part, "left_by_us", None)
    return [text for text in texts if left is None or text.at <= left][-1]
