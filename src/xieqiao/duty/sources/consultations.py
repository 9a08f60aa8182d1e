"""Who moderated a consultation for the own side."""

from __future__ import annotations

from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.consultations.models import Moderation
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the moderation of statements tells; one query.

    The record of a step names who took it in words, and so it counts by name alone.
    """
    rows = Moderation.objects.filter(proposed_by=whose.body_id)
    rows = rows.select_related("statement__consultation__partnership").order_by("at", "id")
    found: dict[tuple[UUID, UUID], Entry] = {}
    for row in rows:
        one = whose.find(None, row.shown_as)
        consultation = row.statement.consultation
        if one is not None and (consultation.id, one[0]) not in found:
            found[consultation.id, one[0]] = Entry(
                Deed.MODERATED,
                one[0],
                consultation.id,
                str(consultation),
                row.at,
                consultation.path(acting.slug),
                consultation.partnership,
                "",
                True,
                consultation.demonstration,
            )
    return list(found.values())
