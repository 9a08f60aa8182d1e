"""Changes to a body's directory that concern roles: who may give them, and end them."""

from __future__ import annotations

from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting
from xieqiao.bodies import queries
from xieqiao.bodies.models import Assignment, Person
from xieqiao.bodies.removal import CannotRemove, remove
from xieqiao.bodies.roles import givable


def why_not_end(acting: Acting, assignment: Assignment) -> Promise | None:
    """Return why somebody cannot end an assignment, or None if it is possible."""
    if assignment.role not in givable(acting):
        return _("This role is given and ended by the body's administrator.")
    if queries.is_last_administrator(assignment):
        return _("This is the last administrator. Give the role to somebody else first.")
    return None


def end(acting: Acting, assignment: Assignment) -> None:
    """End a role at once. Raises CannotRemove for the last administrator, and beyond one's role."""
    reason = why_not_end(acting, assignment)
    if reason:
        raise CannotRemove(reason)
    today = assignment.body.today()
    if assignment.begins is not None and assignment.begins >= today:
        remove(assignment)
        return
    assignment.ends = today - timedelta(days=1)
    assignment.save(update_fields=["ends"])


def why_not_remove(acting: Acting, person: Person) -> Promise | None:
    """Return why somebody cannot take a person out of the directory, or None."""
    today = person.body.today()
    for assignment in queries.roles_of(person):
        if assignment.holds(today):
            reason = why_not_end(acting, assignment)
            if reason:
                return reason
    if person.id == acting.person_id:
        return _("This is you. Ask another administrator.")
    return None
