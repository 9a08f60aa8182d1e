"""What members' own initiatives bring to a desk."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.acts.desk import DeskItem, Group
from xieqiao.duty import queries
from xieqiao.duty.models import Initiative

MOST = 30


def items(acting: Acting) -> list[DeskItem]:
    """Return the initiatives that the office has to confirm; one query."""
    if not acting.can(Capability.EDIT_OWN):
        return []
    return [_item(acting, row) for row in queries.waiting_for_the_office(acting)[:MOST]]


def _item(acting: Acting, row: Initiative) -> DeskItem:
    words = {"member": row.member, "title": row.title}
    return DeskItem(
        group=Group.OURS,
        sentence=_("Confirm what %(member)s did: %(title)s") % words,
        why=_("Entered by the member; nobody else reads it until your office has confirmed it."),
        path=row.path(acting.slug),
        since=row.created_at,
        demonstration=row.demonstration,
    )
