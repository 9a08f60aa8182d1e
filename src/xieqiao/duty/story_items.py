"""What members did on their own contributes to the story of a topic."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.duty import queries
from xieqiao.duty.models import SharedInitiative
from xieqiao.exchange.acts.rows import excerpt
from xieqiao.exchange.left import as_left
from xieqiao.topics.story import StoryItem


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the initiatives that were shown on a topic; one query, two for who has left."""
    return [_item(acting, row) for row in as_left(queries.shared_on(acting, topic_id))]


def _item(acting: Acting, row: SharedInitiative) -> StoryItem:
    return StoryItem(
        when=row.on or row.happened or ("" if row.source else row.shared_at),
        heading=_("%(member)s: %(title)s") % {"member": row.member_shown, "title": row.title},
        text=excerpt(row.text),
        body=row.owner,
        path=row.path(acting.slug),
        tag=_("own initiative"),
        station="action",
        demonstration=row.demonstration,
        source=row.source,
    )
