"""The way from a need to a result: its stations, and how far a topic has come on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from xieqiao.acts.access import Acting
from xieqiao.exchange.queries import dispatches_on, offered_needs_seen_by
from xieqiao.meetings.left import as_left
from xieqiao.meetings.queries import activities_of_topic, minutes_seen_by
from xieqiao.meetings.words import ActivityKind
from xieqiao.outcomes.queries import (
    actions_on_topic,
    indicators_on_topic,
    outcomes_on_topic,
    submissions_on_topic,
)
from xieqiao.topics import queries
from xieqiao.topics.dates import said
from xieqiao.topics.models import Topic
from xieqiao.topics.research import Research
from xieqiao.topics.stages import ADOPTED, ON_THE_SPOT

MOST = 200


class Way(models.TextChoices):
    """The stations between a need and a result."""

    NEED = "need", pgettext_lazy("station", "Need")
    TOPIC = "topic", pgettext_lazy("station", "Topic")
    RESEARCH = "research", pgettext_lazy("station", "Research")
    CONSULTATION = "consultation", pgettext_lazy("station", "Consultation")
    OUTCOME = "outcome", pgettext_lazy("station", "Outcome")
    SUBMISSION = "submission", pgettext_lazy("station", "Submission")
    ACTION = "action", pgettext_lazy("station", "Action")
    RESULT = "result", pgettext_lazy("station", "Result")


class Reached(StrEnum):
    """Whether a station has been reached."""

    MISSING = "missing"
    UNDER_WAY = "now"
    DONE = "done"


@dataclass(frozen=True)
class Station:
    """A station: what there is, in one or two short lines, and where one reads more."""

    way: Way
    reached: Reached
    lines: tuple[str, ...]
    path: str = ""

    @property
    def words(self) -> str:
        """What there is, in one line."""
        return pgettext("between parts of a sentence", ", ").join(self.lines)


@dataclass(frozen=True)
class Matter:
    """What the rooms have on a topic."""

    needs: Sequence[Any]
    dispatches: Sequence[Any]
    activities: Sequence[Any]
    minuted: frozenset[Any]
    outcomes: Sequence[Any]
    submissions: Sequence[Any]
    actions: Sequence[Any]
    indicators: Sequence[Any]
    effects: Sequence[Any]

    @property
    def consultations(self) -> list[Any]:
        """The consultation meetings that were not called off."""
        return [a for a in self.activities if a.kind == ActivityKind.CONSULTATION]

    @property
    def visits(self) -> list[Any]:
        """Research and visits on the spot."""
        return [a for a in self.activities if a.kind in ON_THE_SPOT]

    @property
    def adopted(self) -> list[Any]:
        """The submissions that were adopted, at least partly."""
        return [s for s in self.submissions if s.adoption in ADOPTED]

    @property
    def open_actions(self) -> list[Any]:
        """The actions that go on."""
        return [a for a in self.actions if not a.closed]


def matter_of(acting: Acting, topic: Topic) -> Matter:
    """Return what the rooms have on a topic, as far as the body may read it."""
    needs = offered_needs_seen_by(acting).filter(Q(topic=topic.id) | Q(id=topic.need_id))
    activities = [
        a for a in as_left(activities_of_topic(acting, topic.id)[:MOST]) if not a.cancelled
    ]
    minuted = minutes_seen_by(acting).filter(activity__in=[a.id for a in activities])
    return Matter(
        needs=list(needs[:MOST]),
        dispatches=dispatches_on(acting, topic.id),
        activities=activities,
        minuted=frozenset(minuted.order_by().values_list("activity_id", flat=True)),
        outcomes=list(outcomes_on_topic(acting, topic.id)[:MOST]),
        submissions=list(submissions_on_topic(acting, topic.id)[:MOST]),
        actions=list(actions_on_topic(acting, topic.id)[:MOST]),
        indicators=list(indicators_on_topic(acting, topic.id)[:MOST]),
        effects=list(queries.effects_of(acting, topic.id)[:MOST]),
    )


def stations_of(
    acting: Acting, topic: Topic, research: Research | None, matter: Matter
) -> list[Station]:
    """Return the stations of a topic, in their order."""
    slug = acting.slug
    return [
        _need(matter, slug),
        Station(Way.TOPIC, Reached.DONE, (said(topic.raised),), topic.path(slug)),
        _research(research, matter, slug),
        _consultation(matter, slug),
        _outcome(matter, slug),
        _submission(matter, slug),
        _action(matter, slug),
        _result(matter, slug, topic),
    ]


def _missing(way: Way) -> Station:
    words = {Way.NEED: _("none named"), Way.RESULT: _("none yet")}
    return Station(way, Reached.MISSING, (words.get(way, _("not yet")),))


def _first(rows: Iterable[Any], slug: str) -> str:
    row = next(iter(rows), None)
    return str(row.path(slug)) if row is not None else ""


def _need(matter: Matter, slug: str) -> Station:
    if not matter.needs:
        return _missing(Way.NEED)
    count = len(matter.needs)
    words = ngettext("%(count)d need", "%(count)d needs", count) % {"count": count}
    whose = " · ".join(dict.fromkeys(str(need.owner.short) for need in matter.needs[:3]))
    return Station(Way.NEED, Reached.DONE, (words, whose), _first(matter.needs, slug))


def _research(research: Research | None, matter: Matter, slug: str) -> Station:
    if research is None:
        return _on_the_spot(matter, slug)
    expected = len(research.expected)
    counts = {"in": expected - len(research.missing), "all": expected}
    parts = ngettext("%(in)d of %(all)d part", "%(in)d of %(all)d parts", expected) % counts
    path = research.plan.path(slug)
    if research.report is None:
        return Station(Way.RESEARCH, Reached.UNDER_WAY, (parts, _("no report yet")), path)
    when = said(research.report.composed)
    return Station(Way.RESEARCH, Reached.DONE, (_("report"), when), research.report.path(slug))


def _on_the_spot(matter: Matter, slug: str) -> Station:
    if not matter.visits:
        return _missing(Way.RESEARCH)
    count = len(matter.visits)
    words = ngettext("%(count)d visit", "%(count)d visits", count) % {"count": count}
    over = all(visit.schedule.over for visit in matter.visits)
    reached = Reached.DONE if over else Reached.UNDER_WAY
    return Station(Way.RESEARCH, reached, (words,), _first(matter.visits, slug))


def _consultation(matter: Matter, slug: str) -> Station:
    meetings = matter.consultations
    if not meetings:
        return _missing(Way.CONSULTATION)
    last = meetings[-1]
    when = said(last.schedule.about or last.schedule.starts)
    state = _("held") if last.schedule.over else _("planned")
    reached = Reached.DONE if last.schedule.over else Reached.UNDER_WAY
    return Station(Way.CONSULTATION, reached, (state, when), last.path(slug))


def _outcome(matter: Matter, slug: str) -> Station:
    if not matter.outcomes:
        return _missing(Way.OUTCOME)
    count = len(matter.outcomes)
    words = ngettext("%(count)d document", "%(count)d documents", count) % {"count": count}
    return Station(Way.OUTCOME, Reached.DONE, (words,), _first(matter.outcomes, slug))


def _submission(matter: Matter, slug: str) -> Station:
    if not matter.submissions:
        return _missing(Way.SUBMISSION)
    sent, adopted = len(matter.submissions), len(matter.adopted)
    answered = [s for s in matter.submissions if s.adoption]
    lines = (_("%d sent") % sent, _("%d adopted") % adopted)
    reached = Reached.DONE if len(answered) == sent else Reached.UNDER_WAY
    return Station(Way.SUBMISSION, reached, lines, _first(matter.submissions, slug))


def _action(matter: Matter, slug: str) -> Station:
    if not matter.actions:
        return _missing(Way.ACTION)
    count, going = len(matter.actions), len(matter.open_actions)
    words = ngettext("%(count)d action", "%(count)d actions", count) % {"count": count}
    state = _("%d under way") % going if going else _("all settled")
    reached = Reached.UNDER_WAY if going else Reached.DONE
    return Station(Way.ACTION, reached, (words, state), _first(matter.actions, slug))


def _result(matter: Matter, slug: str, topic: Topic) -> Station:
    figures, voices = len(matter.indicators), len(matter.effects)
    lines = []
    if figures:
        lines.append(ngettext("%d figure", "%d figures", figures) % figures)
    if voices:
        lines.append(ngettext("%d voice", "%d voices", voices) % voices)
    if not lines:
        return _missing(Way.RESULT)
    effects = f"{reverse('topics:effects', args=[slug])}?topic={topic.id}"
    path = _first(matter.indicators, slug) or effects
    return Station(Way.RESULT, Reached.DONE, tuple(lines), path)
