"""An activity as its page tells of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.kinds import kind_named
from xieqiao.acts.models import Act, ActState, Subject, Touch, Version
from xieqiao.acts.projection import version_payload
from xieqiao.meetings import doing, queries
from xieqiao.meetings.clocks import When, when_of
from xieqiao.meetings.doing import Doing, Stand
from xieqiao.meetings.limits import Alone, alone_about
from xieqiao.meetings.live import is_frozen
from xieqiao.meetings.models import Activity, Minutes, Papers
from xieqiao.meetings.sides import Side, sides_of

MOST_ACTS = 12


@dataclass(frozen=True)
class Missing:
    """Something that is still to be done, and by whom; `kind` is the act that does it."""

    what: str
    body: Any
    ours: bool
    kind: str


@dataclass(frozen=True)
class Line:
    """An act with its sentence; `alone` when a standing consent was used."""

    act: Act
    sentence: str
    alone: bool = False


@dataclass(frozen=True)
class ActivityPage:
    """All that the page of an activity shows."""

    when: When
    sides: list[Side]
    papers: Papers | None
    minutes: Minutes | None
    frozen: bool
    under_way: list[Line]
    history: list[Line]
    missing: list[Missing]
    doings: list[Doing]
    topic: Any
    topic_path: str
    mechanism: Any
    minutes_in_all: int
    shows_agenda: bool
    shows_delegations: bool
    shows_papers: bool
    shows_attendance: bool
    alone: Alone | None
    left: bool
    may_comment: bool

    @property
    def moved(self) -> Line | None:
        """How it came to its present time and place, if it was moved."""
        return next((h for h in self.history if h.act.kind == "activity.reschedule"), None)

    @property
    def consensus(self) -> list[str]:
        """What the minutes say that all hold."""
        points = self.minutes.points.all() if self.minutes else ()
        return [point.text for point in points if point.kind == "consensus"]

    @property
    def differences(self) -> list[str]:
        """What the minutes say stays disputed."""
        points = self.minutes.points.all() if self.minutes else ()
        return [point.text for point in points if point.kind == "difference"]


def page_of(acting: Acting, activity: Activity) -> ActivityPage:
    """Return what the page shows, as far as the body may read it; a fixed number of queries."""
    left: datetime | None = activity.left_by_us  # type: ignore[attr-defined]
    sides = sides_of(acting, activity)
    papers, minutes = queries.papers_of(activity), queries.minutes_of(acting, activity.id)
    subjects = [part.id for part in (activity, activity.schedule, papers, minutes) if part]
    passing = minutes is None and is_frozen(activity.id)
    here = is_here(activity)
    ours = next((side for side in sides if side.ours), None)
    settled = activity.closed or activity.schedule.over
    topic = _row("topics.Topic", activity.topic_id)
    missing = _missing(activity, sides, acting, minuted=minutes is not None or passing)
    return ActivityPage(
        when=when_of(activity.schedule, acting.body),
        sides=sides,
        papers=papers,
        minutes=minutes,
        frozen=minutes is not None or passing,
        under_way=[] if left else _under_way(acting, subjects),
        history=_history(acting, subjects, left),
        missing=missing if here else [],
        doings=doing.doings_of(
            acting,
            activity,
            Stand(here, ours, papers, minutes, passing),
            _called_for(acting, missing),
        ),
        topic=topic,
        topic_path=topic.path(acting.slug) if topic else "",
        mechanism=_row("partnerships.Mechanism", activity.mechanism_id),
        minutes_in_all=sum(item.minutes or 0 for item in activity.agenda.all()),
        shows_agenda=not settled or bool(activity.agenda.all()),
        shows_delegations=not settled or any(side.delegation for side in sides),
        shows_papers=not settled or bool(papers and papers.listed.all()),
        shows_attendance=doing.begun(activity) or any(side.attendance for side in sides),
        alone=alone_about(activity.schedule) if here and not settled else None,
        left=left is not None,
        may_comment=here and acting.can(Capability.COMMENT) and minutes is None and not passing,
    )


def is_here(activity: Activity) -> bool:
    """Say whether the reading body is still a party, of a partnership that has not ended."""
    partnership: Any = activity.partnership
    return activity.left_by_us is None and not partnership.closed  # type: ignore[attr-defined]


def _missing(
    activity: Activity, sides: Iterable[Side], acting: Acting, *, minuted: bool
) -> list[Missing]:
    """Return what is still to be done; nothing is asked about what was entered later."""
    if activity.cancelled or activity.schedule.starts_at is None:
        return []
    there = [side for side in sides if not side.gone]
    if not activity.schedule.over:
        what = _("has not named its delegation yet")
        return _ours_first(
            Missing(what, s.body, s.ours, doing.NAME) for s in there if s.delegation is None
        )
    what = _("has not entered yet who of its side attended")
    found = [Missing(what, s.body, s.ours, doing.ATTEND) for s in there if s.attendance is None]
    if not minuted:
        ours = activity.host_id in {None, acting.body_id}
        what = _("has not drafted the minutes yet")
        found.append(Missing(what, activity.host, ours, doing.MINUTES))
    return _ours_first(found)


def _ours_first(found: Iterable[Missing]) -> list[Missing]:
    return sorted(found, key=lambda missing: not missing.ours)


def _called_for(acting: Acting, missing: Iterable[Missing]) -> str:
    """Return the kind of the one thing that the reader should do first."""
    reports = {doing.NAME, doing.ATTEND}
    for one in missing:
        may = acting.can(Capability.REPORT) if one.kind in reports else acting.writes_acts
        if one.ours and may:
            return one.kind
    return ""


def _under_way(acting: Acting, subjects: list[UUID]) -> list[Line]:
    return lines(queries.acts_about(acting, subjects, ActState.OPEN))


def _history(acting: Acting, subjects: list[UUID], left: datetime | None) -> list[Line]:
    acts = queries.acts_about(acting, subjects, ActState.SEALED)
    acts = acts if left is None else acts.filter(ended_at__lte=left)
    found = lines(acts, newest=True)
    ids = [line.act.id for line in found]
    standing = Subject.objects.filter(type="standing").values("id")
    used = Touch.objects.filter(act__in=ids, moves=False, subject_id__in=standing)
    alone = set(used.values_list("act_id", flat=True))
    return [Line(line.act, line.sentence, line.act.id in alone) for line in found]


def lines(acts: QuerySet[Act], *, newest: bool = False) -> list[Line]:
    """Return acts with the sentence of each: the oldest twelve, or the newest."""
    versions = Version.objects.filter(act__in=acts.order_by(), number=F("act__version"))
    versions = versions.select_related("act__proposer", "structural", "erasable")
    order = ("-act__ended_at", "act_id") if newest else ("act__proposed_at", "act_id")
    return [
        Line(v.act, kind_named(v.act.kind).summary(version_payload(v.act, v)))
        for v in versions.order_by(*order)[:MOST_ACTS]
    ]


def _row(label: str, id_: Any) -> Any:
    return apps.get_model(label)._default_manager.filter(id=id_).first() if id_ else None
