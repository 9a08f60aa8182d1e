"""Who moderated a consultation for the own side."""

from __future__ import annotations

from django.apps import apps

from xieqiao.acts.access import Acting
from xieqiao.duty.deeds import Deed, Entry
from xieqiao.duty.people import Whose


def entries(acting: Acting, whose: Whose) -> list[Entry]:
    """Return what the moderation of statements tells; one query.

    The record of a step names who took it in words, and so it counts by name alone.
    """
    try:
        model = apps.get_model("consultations.Moderation")
    except LookupError:
        return []
    rows = model._default_manager.filter(proposed_by=acting.body_id)
    rows = rows.select_related("statement__consultation__partnership").order_by("at", "id")
    found: dict[tuple[object, object], Entry] = {}
    for row in rows:
        one = whose.find(None, row.shown_as)
        consultation = row.statement.consultation
        if one is not None and (consultation.pk, one[0]) not in found:
            found[consultation.pk, one[0]] = Entry(
                Deed.MODERATED,
                one[0],
                consultation.pk,
                str(consultation),
                row.at,
                consultation.path(acting.slug) if hasattr(consultation, "path") else "",
                consultation.partnership,
                "",
                True,
                consultation.demonstration,
            )
    return list(found.values())
