"""What rounds contribute to the story of a topic."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.rounds import queries
from xieqiao.rounds.models import Round
from xieqiao.topics.story import StoryItem


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the adopted rounds in which a need of the topic found people; one query."""
    return [_item(acting, row) for row in queries.rounds_on(acting, topic_id)]


def _item(acting: Acting, row: Round) -> StoryItem:
    return StoryItem(
        when=row.happened or row.adopted_at or row.opened_at,
        heading=_("Round of matching: %s") % row.title,
        text=row.ending or row.purpose,
        body=None,
        station="need",
        path=row.path(acting.slug),
        tag=str(row.stage.label),
        demonstration=row.demonstration,
        source=row.source,
    )
