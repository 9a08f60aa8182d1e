"""What members started on their own, as far as their body showed it to partners by act."""

from __future__ import annotations

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.models import Initiative
from xieqiao.duty.people import Whose
from xieqiao.duty.queries import shared_seen_by


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return the initiatives in the words that partners read; two queries."""
    own = Initiative.objects.filter(
        body=whose.body_id, member__in=whose.ids, deleted_at=None, confirmed_at__isnull=False
    )
    members = dict(own.values_list("id", "member_id"))
    rows = shared_seen_by(acting).filter(owner=whose.body_id, own_id__in=list(members))
    return [
        Entry(
            Deed.INITIATIVE,
            members[row.own_id],
            row.own_id,
            row.title,
            row.on or row.happened,
            row.path(acting.slug),
            row.partnership,
            "",
            False,
            row.demonstration,
            row.source,
        )
        for row in rows.order_by("shared_at", "id")
        if row.own_id is not None
    ]
