"""The parties at an activity: whom each sends, and who of it was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xieqiao.acts.access import Acting
from xieqiao.meetings import queries
from xieqiao.meetings.models import Activity, Attendance, Delegation
from xieqiao.partnerships.queries import parties_of


@dataclass(frozen=True)
class Side:
    """A party at an activity; `gone` when it is no party any more."""

    body: Any
    delegation: Delegation | None
    attendance: Attendance | None
    ours: bool
    gone: bool = False

    @property
    def heads(self) -> list[Any]:
        """Who leads the delegation."""
        return [d for d in self.delegation.delegates.all() if d.head] if self.delegation else []

    @property
    def others(self) -> list[Any]:
        """The other members of the delegation."""
        return [d for d in self.delegation.delegates.all() if not d.head] if self.delegation else []

    @property
    def people(self) -> list[Any]:
        """Who of its own people was there."""
        found = self.attendance.attendees.all() if self.attendance else []
        return [a for a in found if not a.guest]

    @property
    def guests(self) -> list[Any]:
        """Guests whom it brought."""
        found = self.attendance.attendees.all() if self.attendance else []
        return [a for a in found if a.guest]

    @property
    def count(self) -> int:
        """How many of its side were there; 0 where a source names some without a number."""
        if self.attendance is None:
            return 0
        if self.attendance.source and self.attendance.count is None:
            return 0
        return self.attendance.count or len(self.attendance.attendees.all())


def sides_of(acting: Acting, activity: Activity) -> list[Side]:
    """Return the parties of that time, and whoever else named people; four queries."""
    assert activity.partnership_id is not None
    sent = {d.owner_id: d for d in queries.delegations_of(activity)}
    came = {a.owner_id: a for a in queries.attendances_of(activity)}
    rows = parties_of(activity.partnership_id, _moment(activity))
    gone = {row.body_id for row in rows if row.left_at is not None}
    bodies = {row.body_id: row.body for row in rows}
    for said in [*sent.values(), *came.values()]:
        bodies.setdefault(said.owner_id, said.owner)
    return [
        Side(body, sent.get(id_), came.get(id_), id_ == acting.body_id, id_ in gone)
        for id_, body in bodies.items()
    ]


def _moment(activity: Activity) -> datetime | None:
    """Return the moment whose parties count: for what was, that of the end or of its entry."""
    left: datetime | None = activity.left_by_us  # type: ignore[attr-defined]
    if not activity.schedule.over:
        return left
    then = max(activity.schedule.until_at, activity.planned_at)
    return min(then, left) if left is not None else then
