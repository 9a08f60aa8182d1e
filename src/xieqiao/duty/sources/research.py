"""Who wrote a part of joint research: named among its authors, or as who leads it."""

from __future__ import annotations

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose
from xieqiao.topics.queries import parts_seen_by


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the own parts tell; two queries, and one for the plans."""
    found = []
    rows = parts_seen_by(acting).filter(owner=whose.body_id).prefetch_related("plan__parts")
    for part in rows:
        texts = list(part.texts.all())
        leads = [p.lead for p in part.plan.parts.all() if p.body_id == whose.body_id]
        named = {
            id_ for line in [*(t.authors for t in texts), *leads] for id_ in whose.named_in(line)
        }
        found += [
            Entry(
                Deed.CONTRIBUTED,
                person,
                part.id,
                part.title,
                part.given,
                part.path(acting.slug),
                part.plan.topic.partnership,
                str(part.plan.topic),
                True,
                part.demonstration,
                part.source,
            )
            for person in sorted(named)
        ]
    return found
