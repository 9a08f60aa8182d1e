"""Minutes as a document: who was there, what was said, who stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.models import Act, ActState, Stance
from xieqiao.acts.sight import acts_seen_by
from xieqiao.meetings import told
from xieqiao.meetings.models import Minutes
from xieqiao.meetings.told import Side
from xieqiao.meetings.words import PointKind

_HEADINGS = {
    PointKind.CONSENSUS: _("What all hold"),
    PointKind.DECISION: _("What was decided"),
    PointKind.DIFFERENCE: _("What stays disputed"),
    PointKind.VIEW: _("Views"),
}


@dataclass(frozen=True)
class PointShown:
    """A point, with the names of who holds it."""

    text: str
    holders: list[Any]
    who: str


@dataclass(frozen=True)
class MinutesPage:
    """All that the page of minutes shows."""

    sections: list[tuple[Any, list[PointShown]]]
    sides: list[Side]
    signatories: list[Any]
    corrections: list[tuple[Act, str]]


def page_of(acting: Acting, minutes: Minutes, left: Any) -> MinutesPage:
    """Return what the page shows; a fixed number of queries."""
    sides = told.sides_of(acting, minutes.activity, left)
    stances = Stance.objects.filter(version__act=minutes.passed_by_act, consent=True)
    bodies = {s.body_id: s.body for s in stances.select_related("body").order_by("at")}
    names = {str(side.body.id): side.body for side in sides}
    names |= {str(id_): body for id_, body in bodies.items()}
    order = [side.body.id for side in sides]
    signed = sorted(bodies, key=lambda id_: order.index(id_) if id_ in order else len(order))
    return MinutesPage(
        sections=_sections(minutes, names),
        sides=[side for side in sides if side.attendance],
        signatories=[bodies[id_] for id_ in signed],
        corrections=_corrections(acting, minutes),
    )


def _sections(minutes: Minutes, names: dict[str, Any]) -> list[tuple[Any, list[PointShown]]]:
    found: dict[str, list[PointShown]] = {}
    for point in minutes.points.all():
        holders = [names[id_] for id_ in point.held_by if id_ in names]
        found.setdefault(point.kind, []).append(PointShown(point.text, holders, point.who))
    return [(heading, found[kind]) for kind, heading in _HEADINGS.items() if kind in found]


def _corrections(acting: Acting, minutes: Minutes) -> list[tuple[Act, str]]:
    rows = acts_seen_by(acting).filter(subject_id=minutes.id, kind="minutes.correct")
    return told.sentences(rows.filter(state=ActState.SEALED))
