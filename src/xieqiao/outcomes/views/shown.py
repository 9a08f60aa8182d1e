"""Rows of this room with what their templates say of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.outcomes import told
from xieqiao.outcomes.chart import SMALL, line_of
from xieqiao.outcomes.models import Action, Indicator, Submission
from xieqiao.outcomes.queries import is_late, measures_in_force


@dataclass(frozen=True)
class Sent:
    """A submission with its stages and how far it has come."""

    row: Submission
    stages: list[told.Stage]
    state: str
    tag: str
    look: str


@dataclass(frozen=True)
class Doing:
    """An action with how it goes."""

    row: Action
    state: str
    late: bool
    upcoming: bool


@dataclass(frozen=True)
class Measured:
    """An indicator with its values and its small line."""

    row: Indicator
    course: told.Course
    line: SafeString


def sent(row: Submission) -> Sent:
    """Return a submission with what its templates say."""
    look = told.submission_look(row)
    state = told.submission_state(row)
    return Sent(row, told.stages_of(row), state, told.submission_tag(row), look)


def action(row: Action) -> Doing:
    """Return an action with what its templates say."""
    late = is_late(row)
    done = getattr(row, "news_state", "") == "done"
    upcoming = bool(row.due) and not (row.closed or done or late)
    return Doing(row, told.action_state(row), late, upcoming)


def actions(rows: Iterable[Action]) -> list[Doing]:
    """Return actions with what their templates say."""
    return [action(row) for row in rows]


def courses(rows: Iterable[Indicator]) -> list[Measured]:
    """Return indicators with their small lines."""
    return [measured(row) for row in rows]


def measured(row: Indicator) -> Measured:
    """Return an indicator with its values and its small line."""
    values = measures_in_force(row)
    return Measured(row, told.Course(row, values), line_of(row, values, SMALL))


def room(acting: Acting, here: str) -> dict[str, Any]:
    """Return the ways between the lists of the room."""
    names = [
        ("list", _("Outcomes")),
        ("submissions", _("Submissions and answers")),
        ("actions", _("Actions")),
        ("indicators", _("Results")),
        ("findings", _("Linked supervision")),
        ("cold_trails", _("Cold trails")),
    ]
    lists = [
        (reverse(f"outcomes:{name}", args=[acting.slug]), label, name == here)
        for name, label in names
    ]
    proposes = acting.writes_acts
    return {"lists": lists, "may_propose": proposes, "may_report": acting.can(Capability.REPORT)}
