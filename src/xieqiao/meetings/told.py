"""An activity as its page tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Version
from xieqiao.acts.projection import version_payload
from xieqiao.meetings import queries
from xieqiao.meetings.live import is_frozen
from xieqiao.meetings.models import (
    Activity,
    Attendance,
    Delegation,
    Minutes,
    Papers,
)
from xieqiao.partnerships.queries import grant_for, parties_of
from xieqiao.partnerships.standing import Grant

MOST_ACTS = 12


@dataclass(frozen=True)
class Side:
    """A party at an activity: whom it sends, and who was there."""

    body: Any
    delegation: Delegation | None
    attendance: Attendance | None
    ours: bool

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
        return (
            [a for a in self.attendance.attendees.all() if not a.guest] if self.attendance else []
        )

    @property
    def guests(self) -> list[Any]:
        """Guests whom it brought."""
        return [a for a in self.attendance.attendees.all() if a.guest] if self.attendance else []


@dataclass(frozen=True)
class Missing:
    """Something that is still to be done, and by whom; `kind` is the act that does it."""

    what: str
    body: Any
    ours: bool
    kind: str


@dataclass(frozen=True)
class ActivityPage:
    """All that the page of an activity shows."""

    sides: list[Side]
    papers: Papers | None
    minutes: Minutes | None
    frozen: bool
    under_way: list[tuple[Act, str]]
    history: list[tuple[Act, str]]
    missing: list[Missing]
    topic: Any
    mechanism: Any
    alone: Grant | None
    left: bool
    may_act: bool
    may_report: bool
    may_comment: bool

    @property
    def attended(self) -> list[Side]:
        """The parties that have entered who was there."""
        return [side for side in self.sides if side.attendance]

    @property
    def go(self) -> Missing | None:
        """The one thing that the reader should do first."""
        may = {"minutes.pass": self.may_act}
        mine = (m for m in self.missing if m.ours and may.get(m.kind, self.may_report))
        return next(mine, None)


def page_of(acting: Acting, activity: Activity) -> ActivityPage:
    """Return what the page shows, as far as the body may read it; a fixed number of queries."""
    left: datetime | None = activity.left_by_us  # type: ignore[attr-defined]
    assert activity.partnership_id is not None
    sides = sides_of(acting, activity, left)
    papers, minutes = (
        queries.papers_of(acting, activity.id),
        queries.minutes_of(acting, activity.id),
    )
    parts = [activity, activity.schedule, papers, minutes]
    subjects = [part.id for part in parts if part is not None]
    passing = is_frozen(activity.id) and minutes is None
    here = left is None and not activity.partnership.closed  # type: ignore[union-attr]
    prepares = acting.can(Capability.PREPARE_ACT) or acting.can(Capability.RELEASE_ACT)
    return ActivityPage(
        sides=sides,
        papers=papers,
        minutes=minutes,
        frozen=minutes is not None or passing,
        under_way=[] if left else sentences(queries.acts_about(acting, subjects, ActState.OPEN)),
        history=_history(acting, subjects, left),
        missing=_missing(activity, sides, acting, has_minutes=minutes is not None or passing)
        if here
        else [],
        topic=_row("topics.Topic", activity.topic_id),
        mechanism=_row("partnerships.Mechanism", activity.mechanism_id),
        alone=grant_for(activity.partnership_id, "schedule") if here else None,
        left=left is not None,
        may_act=here and prepares,
        may_report=here and acting.can(Capability.REPORT),
        may_comment=here and acting.can(Capability.COMMENT) and minutes is None and not passing,
    )


def sides_of(acting: Acting, activity: Activity, left: datetime | None) -> list[Side]:
    """Return the parties, and whoever else named people, with what each says of its side."""
    assert activity.partnership_id is not None
    sent = {d.owner_id: d for d in queries.delegations_of(acting, [activity.id])}
    came = {a.owner_id: a for a in queries.attendances_of(acting, [activity.id])}
    bodies = {p.body_id: p.body for p in parties_of(activity.partnership_id, left)}
    for said in [*sent.values(), *came.values()]:
        bodies.setdefault(said.owner_id, said.owner)
    return [
        Side(body, sent.get(id_), came.get(id_), id_ == acting.body_id)
        for id_, body in bodies.items()
    ]


def _missing(
    activity: Activity, sides: Iterable[Side], acting: Acting, *, has_minutes: bool
) -> list[Missing]:
    """Return what is still to be done; nothing is asked about what was entered later."""
    if activity.cancelled or activity.schedule.starts_at is None:
        return []
    if not activity.schedule.over:
        return [
            Missing(_("names its delegation"), s.body, s.ours, "activity.name_delegation")
            for s in sides
            if s.delegation is None
        ]
    found = [
        Missing(_("enters who of its side attended"), s.body, s.ours, "activity.record_attendance")
        for s in sides
        if s.attendance is None
    ]
    if not has_minutes:
        ours = activity.host_id in {None, acting.body_id}
        found.append(Missing(_("drafts the minutes"), activity.host, ours, "minutes.pass"))
    return sorted(found, key=lambda missing: not missing.ours)


def _history(acting: Acting, subjects: list[Any], left: datetime | None) -> list[tuple[Act, str]]:
    acts = queries.acts_about(acting, subjects, ActState.SEALED)
    return sentences(acts if left is None else acts.filter(ended_at__lte=left))


def sentences(acts: QuerySet[Act]) -> list[tuple[Act, str]]:
    """Return acts with the sentence of each, the oldest twelve."""
    versions = Version.objects.filter(act__in=acts, number=F("act__version"))
    versions = versions.select_related("act__proposer", "structural", "erasable")
    return [
        (v.act, kind_named(v.act.kind).summary(version_payload(v.act, v)))
        for v in versions.order_by("act__proposed_at", "act_id")[:MOST_ACTS]
    ]


def _row(label: str, id_: Any) -> Any:
    return apps.get_model(label)._default_manager.filter(id=id_).first() if id_ else None
