"""What consultations contribute to the story of a topic."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting
from xieqiao.consultations import queries
from xieqiao.consultations.words import Stage
from xieqiao.topics.story import StoryItem


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the consultations on a topic with how many took part; two queries."""
    rows = list(queries.consultations_of_topic(acting, topic_id))
    people = queries.people_in([row.id for row in rows])
    return [_item(acting, row, people.get(row.id, 0)) for row in rows]


def _item(acting: Acting, row: Any, people: int) -> StoryItem:
    took_part = ngettext("%(n)d person takes part", "%(n)d people take part", people)
    return StoryItem(
        when=row.happened or row.opens_at,
        heading=_("Consultation: %s") % row.title,
        text=f"{row.get_mode_display()} · {took_part % {'n': people}}",
        body=None,
        station="consultation",
        path=row.path(acting.slug),
        tag=str(Stage(row.stage).label),
        demonstration=row.demonstration,
        source=row.source,
    )
