"""Who was sent to a partner, as all parties agreed."""

from __future__ import annotations

from django.utils import timezone

from xieqiao.acts.access import Acting
from xieqiao.acts.dates import PartialDate
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose
from xieqiao.exchange.queries import dispatches_seen_by


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the dispatches tell that have begun and were not called off; two queries."""
    rows = dispatches_seen_by(acting).filter(sender=whose.body_id, called_off=False)
    today = timezone.localdate()
    found = []
    for row in rows.prefetch_related("persons"):
        if row.begins and PartialDate(row.begins).first_day > today:
            continue
        for person in row.persons.all():
            one = whose.find(person.person_id, person.shown_as)
            if one is not None:
                found.append(
                    Entry(
                        Deed.DISPATCHED,
                        one[0],
                        row.id,
                        row.title,
                        row.begins or row.happened or ("" if row.source else row.agreed_at),
                        row.path(acting.slug),
                        row.partnership,
                        str(row.receiver or ""),
                        one[1],
                        row.demonstration,
                        row.source,
                    )
                )
    return found
