"""What can be planned in a partnership, and from where: a kind, a mechanism, a topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by
from xieqiao.meetings.doing import form_of
from xieqiao.meetings.words import ActivityKind
from xieqiao.partnerships.occurrences import Course, Occurrence, State
from xieqiao.partnerships.queries import courses, mechanism_rows
from xieqiao.partnerships.words import MechanismKind

MOST = 20
PLAN = "activity.plan"
ABOUT = {
    ActivityKind.JOINT_MEETING: _(
        "The chairs, or the secretaries-general, of all parties meet, usually by a mechanism."
    ),
    ActivityKind.RESEARCH: _("All sides go and look together; each then writes its part."),
    ActivityKind.VISIT: _("One side travels to the other, to look and to learn."),
    ActivityKind.RETURN_VISIT: _("The side that was visited travels in its turn."),
    ActivityKind.CONSULTATION: _(
        "Members, experts and departments of all sides consult on a topic, and the minutes say "
        "what all hold and what stays disputed."
    ),
    ActivityKind.SUPERVISION: _("The parties look together at how the conversion goes."),
    ActivityKind.LIAISON: _("People meet because a need and a strength fit each other."),
}
# What a mechanism usually brings together.
_BY_MECHANISM = {
    MechanismKind.CHAIRS: ActivityKind.JOINT_MEETING,
    MechanismKind.SECRETARIES: ActivityKind.JOINT_MEETING,
    MechanismKind.RESEARCH: ActivityKind.RESEARCH,
    MechanismKind.SUPERVISION: ActivityKind.SUPERVISION,
    MechanismKind.SECTIONS: ActivityKind.LIAISON,
}


@dataclass(frozen=True)
class Start:
    """A way to begin: what it is called, what it is for, and the form's address."""

    label: Any
    words: Any
    path: str


@dataclass(frozen=True)
class ByMechanism:
    """A mechanism from which to plan: the date for which something is to be planned, if any."""

    course: Course
    one: Occurrence | None
    path: str


@dataclass(frozen=True)
class PlanPage:
    """All that the page shows."""

    kinds: list[Start]
    mechanisms: list[ByMechanism]
    topics: list[Start]


def page_of(acting: Acting, partnership: Any) -> PlanPage:
    """Return what can be planned in a partnership; a fixed number of queries."""
    return PlanPage(
        kinds=[
            Start(kind.label, words, _form(acting, partnership, kind=kind.value))
            for kind, words in ABOUT.items()
        ],
        mechanisms=_mechanisms(acting, partnership),
        topics=_topics(acting, partnership),
    )


def _form(acting: Acting, partnership: Any, **fields: Any) -> str:
    return form_of(acting, PLAN, partnership=partnership.id, **fields)


def _mechanisms(acting: Acting, partnership: Any) -> list[ByMechanism]:
    rows = mechanism_rows(acting, partnership.id).filter(closed=False)[:MOST]
    found = [
        _mechanism(acting, partnership, c) for c in courses(acting, rows, timezone.localdate())
    ]
    return sorted(found, key=lambda by: by.one is None)


def _mechanism(acting: Acting, partnership: Any, course: Course) -> ByMechanism:
    mechanism, one = course.mechanism, course.pressing or course.coming
    if one is not None and one.state is State.PLANNED:
        one = None
    kind = _BY_MECHANISM.get(MechanismKind(mechanism.kind))
    host = one.host if one else course.next_host
    path = _form(
        acting,
        partnership,
        kind=kind.value if kind else "",
        mechanism=mechanism.id,
        host=host.id if host else None,
    )
    return ByMechanism(course, one, path)


def _topics(acting: Acting, partnership: Any) -> list[Start]:
    rows = apps.get_model("topics.Topic")._default_manager.filter(
        partnership=partnership.id, closed=False
    )
    shown = seen_by(acting, rows).order_by("-in_force_at", "id")[:MOST]
    return [Start(str(t), "", _form(acting, partnership, topic=t.pk)) for t in shown]
