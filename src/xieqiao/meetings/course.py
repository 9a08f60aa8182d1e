"""How a meeting stands at this moment, as phones and the beamer show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.meetings.live import is_frozen, may_run, may_speak, takes_place
from xieqiao.meetings.models import Activity, PointOfOrder, RunningItem, Speaker
from xieqiao.meetings.models.running import clock
from xieqiao.meetings.speaking_order import in_turn
from xieqiao.meetings.told import is_here
from xieqiao.meetings.words import SpeakerState

MOST_SHOWN = 30
ON_BEAMER = 4


@dataclass(frozen=True)
class Step:
    """A point of the agenda, and the last time that it was taken up."""

    place: int
    title: str
    minutes: int | None
    run: RunningItem | None

    @property
    def done(self) -> bool:
        """Whether it was taken up and has ended."""
        return self.run is not None and self.run.ended_at is not None

    @property
    def running(self) -> bool:
        """Whether it is running."""
        return self.run is not None and self.run.ended_at is None


@dataclass(frozen=True)
class Spoken:
    """How often and how long a party has spoken; `body` is None for guests."""

    body: Any
    times: int
    seconds: int

    @property
    def clock(self) -> str:
        """How long, as a clock shows it."""
        return clock(self.seconds)


@dataclass(frozen=True)
class Course:
    """All that is to be said about a meeting now, to one reader."""

    steps: list[Step]
    besides: list[RunningItem]
    running: RunningItem | None
    speaking: Speaker | None
    queue: list[Speaker]
    spoken: list[Spoken]
    points: list[PointOfOrder]
    settled: list[PointOfOrder]
    frozen: bool
    takes_place: bool
    may_run: bool
    may_speak: bool
    account_id: Any
    at: Any

    @property
    def open(self) -> bool:
        """Whether anything may happen."""
        return self.takes_place and not self.frozen

    @property
    def begun(self) -> bool:
        """Whether anything was ever taken up."""
        return bool(self.besides) or any(step.run for step in self.steps)

    @property
    def shown(self) -> list[Speaker]:
        """Who comes next, as many as one wishes to read."""
        return self.queue[:MOST_SHOWN]

    @property
    def unshown(self) -> int:
        """How many wait besides."""
        return max(0, len(self.queue) - MOST_SHOWN)

    @property
    def on_beamer(self) -> list[Speaker]:
        """Who comes next, as many as are read from afar."""
        return self.queue[: self._on_beamer]

    @property
    def unshown_on_beamer(self) -> int:
        """How many wait besides."""
        return max(0, len(self.queue) - self._on_beamer)

    @property
    def _on_beamer(self) -> int:
        """A point of order takes the place of some."""
        return ON_BEAMER // 2 if self.points else ON_BEAMER

    @property
    def my_place(self) -> int:
        """The reader's place on the list, from 1; 0 when not on it."""
        places = enumerate(self.queue, 1)
        return next((n for n, one in places if one.account_id == self.account_id), 0)

    @property
    def i_speak(self) -> bool:
        """Whether the reader has the floor."""
        return self.speaking is not None and self.speaking.account_id == self.account_id

    @property
    def following(self) -> Step | None:
        """The point of the agenda that comes next."""
        taken = [step.place for step in self.steps if step.run]
        return next((step for step in self.steps if step.place > max(taken, default=0)), None)

    @property
    def first(self) -> Speaker | None:
        """Who speaks next."""
        return self.queue[0] if self.queue else None


def course_of(acting: Acting, activity: Activity) -> Course:
    """Return how an activity from `activities_seen_by` stands; a fixed number of queries."""
    items = list(_until(activity, RunningItem.objects.filter(activity=activity.id), "started_at"))
    asked = Speaker.objects.filter(activity=activity.id).select_related("body")
    speakers = list(_until(activity, asked.exclude(state=SpeakerState.WITHDRAWN), "asked_at"))
    raised = PointOfOrder.objects.filter(activity=activity.id).select_related("body")
    points = list(_until(activity, raised, "at"))
    here = is_here(activity)
    return Course(
        steps=list(_steps(activity, items)),
        besides=[item for item in items if item.place is None],
        running=next((item for item in items if item.ended_at is None), None),
        speaking=next((s for s in speakers if s.state == SpeakerState.SPEAKING), None),
        queue=_queue(speakers),
        spoken=_spoken(speakers),
        points=[point for point in points if point.settled_at is None],
        settled=[point for point in points if point.settled_at is not None],
        frozen=is_frozen(activity.id),
        takes_place=here and takes_place(activity),
        may_run=here and may_run(acting, activity),
        may_speak=here and may_speak(acting),
        account_id=acting.account_id,
        at=timezone.now(),
    )


def _until(activity: Activity, rows: QuerySet[Any], moment: str) -> QuerySet[Any]:
    """Leave out what happened after the reading body had left."""
    left = getattr(activity, "left_by_us", None)
    return rows if left is None else rows.filter(**{f"{moment}__lte": left})


def _steps(activity: Activity, items: Sequence[RunningItem]) -> Iterator[Step]:
    last_run = {item.place: item for item in items}
    for place, point in enumerate(activity.agenda.all(), 1):
        yield Step(place, point.title, point.minutes, last_run.get(place))


def _queue(speakers: Sequence[Speaker]) -> list[Speaker]:
    waiting = [one for one in speakers if one.state == SpeakerState.WAITING]
    return in_turn(waiting, [one.body_id for one in _who_spoke(speakers)])


def _who_spoke(speakers: Sequence[Speaker]) -> list[Speaker]:
    spoke = [one for one in speakers if one.started_at is not None]
    return sorted(spoke, key=lambda one: (one.started_at, one.id))


def _spoken(speakers: Sequence[Speaker]) -> list[Spoken]:
    """Return each party's share, the longest first; guests last."""
    by_party: dict[Any, list[Speaker]] = {}
    for one in _who_spoke(speakers):
        by_party.setdefault(one.body_id, []).append(one)
    found = [
        Spoken(rows[0].body, len(rows), sum(row.seconds for row in rows))
        for rows in by_party.values()
    ]
    return sorted(found, key=lambda one: (one.body is None, -one.seconds))
