"""What a year brought and what to improve, by mechanism and by partnership: from records alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting
from xieqiao.meetings.queries import activities_seen_by
from xieqiao.outcomes.queries.actions import actions_seen_by, late
from xieqiao.outcomes.queries.documents import outcomes_seen_by
from xieqiao.outcomes.queries.submissions import submissions_seen_by, unanswered
from xieqiao.partnerships.models import Partnership
from xieqiao.partnerships.occurrences import Course, State
from xieqiao.partnerships.queries import courses, mechanisms_seen_by, partnerships_seen_by
from xieqiao.topics.queries import topics_seen_by


@dataclass
class Told:
    """What a mechanism or a partnership brought, and what is missing; each with its page."""

    name: str
    path: str
    brought: list[str] = field(default_factory=list)
    improve: list[tuple[str, str]] = field(default_factory=list)
    demonstration: bool = False


@dataclass
class Review:
    """A partnership in a year, and its mechanisms."""

    partnership: Any
    told: Told
    mechanisms: list[Told]


def review(acting: Acting, year: int, today: date) -> list[Review]:
    """Return what a year brought in each partnership; ten queries, however many there are."""
    partnerships = list(partnerships_seen_by(acting).order_by("sort_key", "id"))
    by_space: dict[UUID, list[Course]] = defaultdict(list)
    for course in courses(acting, mechanisms_seen_by(acting).order_by("in_force_at", "id"), today):
        by_space[course.mechanism.partnership_id].append(course)  # type: ignore[index]
    facts = _Facts(acting, year)
    found = []
    for partnership in partnerships:
        told = facts.partnership(acting, partnership)
        ways = [_mechanism(acting, course, year, today) for course in by_space[partnership.id]]
        found.append(Review(partnership, told, ways))
    return found


class _Facts:
    """The records of a year, by partnership."""

    def __init__(self, acting: Acting, year: int) -> None:
        self.year = year
        self.activities = _by_space(
            row for row in activities_seen_by(acting).filter(cancelled=False)
            if row.on is not None and row.on.year == year
        )  # fmt: skip
        topics = list(topics_seen_by(acting))
        self.topics = _by_space(t for t in topics if _year(t.raised) == year)
        self.open_topics = _by_space(t for t in topics if not t.closed)
        self.outcomes = _by_space(o for o in outcomes_seen_by(acting) if _year(o.dated) == year)
        self.silent = _by_space(unanswered(submissions_seen_by(acting)))
        self.late = _by_space(late(actions_seen_by(acting)))
        self.with_activity = Counter(
            activity.topic_id for rows in self.activities.values() for activity in rows
        )

    def partnership(self, acting: Acting, row: Partnership) -> Told:
        """Return what a partnership brought and what is missing there."""
        slug = acting.slug
        told = Told(str(row), row.path(slug), demonstration=row.demonstration)
        for count, words in (
            (len(self.activities[row.id]), _activities(len(self.activities[row.id]))),
            (len(self.topics[row.id]), _topics(len(self.topics[row.id]))),
            (len(self.outcomes[row.id]), _outcomes(len(self.outcomes[row.id]))),
        ):
            if count:
                told.brought.append(words)
        if not told.brought:
            told.brought.append(_("Nothing is recorded for this year."))
        for topic in self.open_topics[row.id]:
            if not self.with_activity[topic.id]:
                words = _("“%(title)s”: open, and no activity on it is recorded this year.")
                told.improve.append((words % {"title": topic}, topic.path(slug)))
        for sent in self.silent[row.id]:
            words = _("“%(title)s”: submitted, and no answer is recorded.")
            told.improve.append((words % {"title": sent}, sent.path(slug)))
        for action in self.late[row.id]:
            words = _("“%(title)s”: its due day is over, and nothing says that it is done.")
            told.improve.append((words % {"title": action}, action.path(slug)))
        return told


def _mechanism(acting: Acting, course: Course, year: int, today: date) -> Told:
    row = course.mechanism
    told = Told(str(row), row.path(acting.slug), demonstration=row.demonstration)
    of_year = [one for one in course.occurrences if one.on.year == year]
    states = Counter(one.state for one in of_year)
    if states[State.DONE]:
        words = ngettext("held %(n)d time", "held %(n)d times", states[State.DONE])
        told.brought.append(words % {"n": states[State.DONE]})
    if states[State.PLANNED]:
        words = ngettext("%(n)d time is planned", "%(n)d times are planned", states[State.PLANNED])
        told.brought.append(words % {"n": states[State.PLANNED]})
    missed = states[State.MISSED] + states[State.OVERDUE]
    if missed:
        words = ngettext(
            "%(n)d time that its rhythm asks for was not held.",
            "%(n)d times that its rhythm asks for were not held.",
            missed,
        )
        told.improve.append((words % {"n": missed}, told.path))
    if not told.brought and not missed:
        told.brought.append(_("Nothing is recorded for this year."))
        if not row.closed and not row.rule and year <= today.year:
            told.improve.append((_("No rhythm is agreed, so nothing reminds of it."), told.path))
    return told


def _by_space(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.partnership_id].append(row)
    return found


def _year(when: Any) -> int | None:
    return int(str(when)[:4]) if when else None


def _activities(n: int) -> str:
    return ngettext("%(n)d activity", "%(n)d activities", n) % {"n": n}


def _topics(n: int) -> str:
    return ngettext("%(n)d topic was raised", "%(n)d topics were raised", n) % {"n": n}


def _outcomes(n: int) -> str:
    return ngettext("%(n)d joint outcome", "%(n)d joint outcomes", n) % {"n": n}
