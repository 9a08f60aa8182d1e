"""What members started on their own and their office confirmed."""

from __future__ import annotations

from django.db.models import Count
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.models import Initiative
from xieqiao.duty.people import Whose


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return the confirmed initiatives; one query."""
    rows = Initiative.objects.filter(
        body=whose.body_id, member__in=whose.ids, deleted_at=None, confirmed_at__isnull=False
    ).annotate(evidence=Count("files"))  # fmt: skip
    return [
        Entry(
            Deed.INITIATIVE,
            row.member_id,
            row.id,
            row.title,
            row.on,
            row.path(acting.slug),
            None,
            ngettext("%(n)d file shows it", "%(n)d files show it", row.evidence)
            % {"n": row.evidence}
            if row.evidence
            else "",
            False,
            row.demonstration,
        )
        for row in rows.order_by("created_at", "id")
    ]
