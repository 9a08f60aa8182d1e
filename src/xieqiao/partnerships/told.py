"""Partnerships as pages tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.acts.kinds import kind_named
from xieqiao.partnerships import queries, story
from xieqiao.partnerships.models import (
    Agreement,
    FocusArea,
    Partnership,
    Party,
    SectionExchange,
    StandingConsent,
)
from xieqiao.partnerships.neighbours import topics_of
from xieqiao.partnerships.occurrences import Course, Occurrence
from xieqiao.partnerships.picture import Mark, Row, Span, bounds, draw
from xieqiao.partnerships.standing import Grant, grants_in
from xieqiao.partnerships.story import Event, Lane
from xieqiao.partnerships.words import StandingSort

_MOST_MECHANISMS = 12
_LOOKS = {
    "done": "dot",
    "planned": "dot",
    "missed": "box",
    "overdue": "late",
    "due": "box",
    "coming": "box",
}


@dataclass(frozen=True)
class PartnershipPage:
    """All that the page of a partnership shows."""

    parties: list[Party]
    agreements: list[Agreement]
    ending: list[Agreement]
    focus_areas: list[FocusArea]
    courses: list[Course]
    exchanges: list[SectionExchange]
    grants: list[Grant]
    topics: list[Any]
    under_way: list[tuple[Any, str]]
    events: list[Event]
    left: bool
    picture: SafeString

    @property
    def pressing(self) -> list[tuple[Course, Occurrence]]:
        """The mechanisms that are due or overdue."""
        if self.left:
            return []
        return [(c, c.pressing) for c in self.courses if c.pressing]


def page_of(acting: Acting, partnership: Any, today: date) -> PartnershipPage:
    """Return what the page shows, as far as the body may read it; a fixed number of queries."""
    until: datetime | None = partnership.left_by_us
    agreements = list(queries.agreements_of(acting, partnership.id))
    courses = queries.mechanisms_of(acting, partnership.id, as_of(partnership, today))
    events = story.timeline_of(acting, partnership.id, until)
    areas = queries.focus_areas_of(partnership.id).filter(agreement__in=agreements)
    return PartnershipPage(
        parties=queries.parties_of(partnership.id, until),
        agreements=agreements,
        ending=[] if until else [a for a in agreements if queries.ends_soon(a, today)],
        focus_areas=list(areas),
        courses=courses,
        exchanges=list(queries.exchanges_of(acting, partnership.id)),
        grants=[] if until else grants_in(partnership.id),
        topics=topics_of(acting, partnership.id),
        under_way=[] if until else story.under_way(acting, partnership.id),
        events=events,
        left=until is not None,
        picture=timeline_picture(
            partnership, agreements, courses, events, as_of(partnership, today)
        ),
    )


def as_of(partnership: Any, today: date) -> date:
    """Return the day up to which the body reads: today, or the day on which it left."""
    until: datetime | None = partnership.left_by_us
    return min(today, timezone.localtime(until).date()) if until else today


def timeline_picture(
    partnership: Partnership,
    agreements: Sequence[Agreement],
    courses: Sequence[Course],
    events: Sequence[Event],
    today: date,
) -> SafeString:
    """Return the story as a picture; a list beside it says the same."""
    rows = [
        _moments(_("Parties"), events, Lane.PARTIES),
        Row(_("Agreements"), spans=[_validity(a, today) for a in agreements]),
        *(_strand(course) for course in courses[:_MOST_MECHANISMS]),
        _moments(_("Topics"), events, Lane.TOPICS),
        _moments(_("Activities"), events, Lane.ACTIVITIES),
        _moments(_("Outcomes"), events, Lane.OUTCOMES),
    ]
    shown = [row for row in rows if row.marks or row.spans]
    title = _("The story of “%s”") % partnership
    text = _("%(count)d events; the list below names each with its date.")
    return draw(shown, today, title=title, text=text % {"count": len(events)})


def _moments(label: str, events: Iterable[Event], lane: Lane) -> Row:
    there = [event for event in events if event.lane is lane and event.on]
    return Row(label, [Mark(event.on, f"{event.on} {event.words}") for event in there])


def _validity(agreement: Agreement, today: date) -> Span:
    signed = bounds(agreement.signed)[0] if agreement.signed else None
    first = agreement.valid_from or signed or agreement.in_force_at.date()
    last = agreement.valid_to
    if agreement.closed:
        last = min(last or today, agreement.in_force_at.date())
    begins = agreement.valid_from or agreement.signed or first
    words = f"{agreement} {begins} – {last or ''}".strip()
    return Span(first, last, words, "past" if agreement.closed else "bar")


def _strand(course: Course) -> Row:
    marks = [_occurrence(one) for one in course.occurrences]
    mechanism = course.mechanism
    if marks or mechanism.closed:
        return Row(str(mechanism), marks)
    began = bounds(mechanism.happened)[0] if mechanism.happened else mechanism.in_force_at.date()
    return Row(str(mechanism), spans=[Span(began, None, str(mechanism), "wash")])


def _occurrence(one: Occurrence) -> Mark:
    day = one.held.on if one.held else one.on
    return Mark(day.isoformat(), f"{day} {state_words(one)}", _LOOKS[one.state])


def state_words(one: Occurrence) -> str:
    """Return in words where an occurrence stands."""
    return {
        "done": _("has been held"),
        "planned": _("planned"),
        "missed": _("was not held"),
        "overdue": _("not held yet"),
        "due": _("coming up soon"),
        "coming": _("to come"),
    }[one.state.value]


@dataclass(frozen=True)
class TimeThere:
    """A body's time in a partnership, without what the reader may not know."""

    party: Party
    left_known: bool


def times_of(rows: Iterable[Party], until: datetime | None) -> list[TimeThere]:
    """Return who came and went; to a body that left, later leavings are not told."""
    return [
        TimeThere(row, row.left_at is not None and (until is None or row.left_at <= until))
        for row in rows
    ]


@dataclass(frozen=True)
class GrantShown:
    """A standing consent as its page shows it."""

    grant: Grant
    works: bool
    ours: Any
    since: datetime
    sorts: str
    ended: Any

    @property
    def holder(self) -> Any:
        """The body that decides alone."""
        return self.grant.rows[0].holder


def grant_shown(grant: Grant, works: bool, body_id: UUID) -> GrantShown:
    """Return a grant with one's own row in it, if one may take it back."""
    ours = next((r for r in grant.rows if r.giver_id == body_id and not r.closed), None)
    return GrantShown(
        grant=grant,
        works=works,
        ours=ours if works else None,
        since=min(row.in_force_at for row in grant.rows),
        sorts=" · ".join(str(StandingSort(sort).label) for sort in grant.sorts),
        ended=min((r for r in grant.rows if r.closed), key=_taken_back_first, default=None),
    )


def _taken_back_first(row: StandingConsent) -> tuple[bool, datetime]:
    return not row.taken_back, row.in_force_at


def routine_words(kinds: Iterable[str]) -> list[str]:
    """Return the routine matters of an agreement in words."""
    words = []
    for name in kinds:
        try:
            words.append(str(kind_named(name).title))
        except LookupError:
            words.append(name)
    return words
