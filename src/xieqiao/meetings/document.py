"""Minutes as a document: who was there, what was said, who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState, Stance
from xieqiao.acts.sight import acts_seen_by
from xieqiao.meetings.clocks import When, when_of
from xieqiao.meetings.models import Activity, Minutes, MinutesPoint
from xieqiao.meetings.sides import Side, sides_of
from xieqiao.meetings.told import Line, lines
from xieqiao.meetings.words import PointKind
from xieqiao.partnerships.numerals import hanzi

_HEADINGS = {
    PointKind.CONSENSUS: _("What all hold"),
    PointKind.DECISION: _("What was decided"),
    PointKind.DIFFERENCE: _("What stays disputed"),
    PointKind.VIEW: _("Views"),
    PointKind.DISSENT: _("Differing views that are attached"),
}


@dataclass(frozen=True)
class PointShown:
    """A point, with who holds it; nobody is named where all do."""

    text: str
    holders: list[Any]
    who: str


@dataclass(frozen=True)
class Section:
    """Points of one kind, under a numbered heading."""

    number: str
    heading: Any
    kind: str
    points: list[PointShown]


@dataclass(frozen=True)
class Counted:
    """What was counted in a consultation, and where its result stands."""

    title: str
    people: int
    statements: int
    votes: int
    digest: str
    path: str


@dataclass(frozen=True)
class MinutesPage:
    """All that the page of minutes shows."""

    time: str
    course_number: str
    course: list[str]
    sections: list[Section]
    counted: list[Counted]
    sides: list[Side]
    signed: list[tuple[Any, datetime]]
    act: Act | None
    corrections: list[Line]


def page_of(acting: Acting, minutes: Minutes, activity: Activity) -> MinutesPage:
    """Return what the page shows, as far as the body may read it; a fixed number of queries."""
    sides = sides_of(acting, activity)
    left: datetime | None = activity.left_by_us  # type: ignore[attr-defined]
    corrections = _corrections(acting, minutes, left)
    act = corrections[0].act if corrections else _passing(acting, minutes)
    signed = _signed(act, sides)
    names = {str(side.body.id): side.body for side in sides}
    names |= {str(body.id): body for body, _at in signed}
    return MinutesPage(
        time=_time(when_of(activity.schedule, acting.body)),
        course_number=numbered(1),
        course=[line for line in minutes.text.split("\n") if line.strip()],
        sections=_sections(minutes, names),
        counted=[_counted(acting, said) for said in minutes.consultations],
        sides=[side for side in sides if side.attendance],
        signed=signed,
        act=act,
        corrections=corrections,
    )


def _time(when: When) -> str:
    words = {"span": when.words, "zone": when.zone}
    return _now("%(span)s, %(zone)s") % words if when.zone else when.words


def numbered(number: int) -> str:
    """Return the number of a section as official documents of the language write it."""
    return f"{number}. " if get_language() == "en" else f"{hanzi(number)}、"


def _sections(minutes: Minutes, names: dict[str, Any]) -> list[Section]:
    found: dict[str, list[PointShown]] = {}
    for point in minutes.points.all():
        found.setdefault(point.kind, []).append(_shown(point, names))
    there = [(kind, heading) for kind, heading in _HEADINGS.items() if kind in found]
    first = 2 if minutes.text else 1
    return [
        Section(numbered(number), heading, kind.value, found[kind])
        for number, (kind, heading) in enumerate(there, start=first)
    ]


def _counted(acting: Acting, said: dict[str, Any]) -> Counted:
    where = {"body": acting.slug, "consultation": said["consultation"]}
    path = reverse("consultations:result", kwargs=where)
    names = ("title", "people", "statements", "votes", "digest")
    return Counted(**{name: said[name] for name in names}, path=path)


def _shown(point: MinutesPoint, names: dict[str, Any]) -> PointShown:
    holders = [names[id_] for id_ in point.held_by if id_ in names]
    return PointShown(text=point.text, holders=holders, who=point.who)


def _passing(acting: Acting, minutes: Minutes) -> Act | None:
    return acts_seen_by(acting).filter(id=minutes.passed_by_act).first()


def _corrections(acting: Acting, minutes: Minutes, left: datetime | None) -> list[Line]:
    acts = acts_seen_by(acting).filter(
        subject_id=minutes.id, kind="minutes.correct", state=ActState.SEALED
    )
    return lines(acts if left is None else acts.filter(ended_at__lte=left), newest=True)


def _signed(act: Act | None, sides: list[Side]) -> list[tuple[Any, datetime]]:
    """Return who consented to the text in force, in the order of the parties."""
    if act is None:
        return []
    stances = Stance.objects.filter(version__act=act, version__number=act.version, consent=True)
    said = {s.body_id: s for s in stances.select_related("body").order_by("at")}
    order = [side.body.id for side in sides]
    ids = sorted(said, key=lambda id_: order.index(id_) if id_ in order else len(order))
    return [(said[id_].body, said[id_].at) for id_ in ids]
