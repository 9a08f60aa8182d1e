"""What needs, strengths and dispatches contribute to the story of a topic."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting
from xieqiao.exchange import queries
from xieqiao.exchange.acts.rows import excerpt
from xieqiao.exchange.left import as_left
from xieqiao.exchange.models import Dispatch, Offered
from xieqiao.exchange.told import dispatch_state, offered_state, people
from xieqiao.topics.story import StoryItem


def items(acting: Acting, topic_id: UUID) -> list[StoryItem]:
    """Return the needs and strengths that led to a topic, and who was sent; few queries."""
    needs, strengths = queries.offered_on(acting, topic_id)
    sent = as_left(queries.dispatches_on(acting, topic_id))
    return [
        *(_offered(acting, row, _("Need: %s")) for row in as_left(needs)),
        *(_offered(acting, row, _("Strength: %s")) for row in as_left(strengths)),
        *(_dispatch(acting, row) for row in sent),
        *(_report(acting, row) for row in sent if row.report),
    ]


def _offered(acting: Acting, row: Offered, heading: str) -> StoryItem:
    told = " · ".join(part for part in (row.shown_for, excerpt(row.text)) if part)
    return StoryItem(
        when=row.happened or ("" if row.source else row.offered_at),
        heading=heading % row.title,
        text=told,
        body=row.owner,
        station="need",
        path=row.path(acting.slug),
        tag=offered_state(row).words if row.closed else "",
        demonstration=row.demonstration,
        source=row.source,
    )


def _dispatch(acting: Acting, row: Dispatch) -> StoryItem:
    words = {"sender": row.sender, "people": people(row.number), "profile": row.profile}
    if row.receiver:
        who = _("%(sender)s sends %(people)s to %(receiver)s") % {**words, "receiver": row.receiver}
    else:
        who = _("%(sender)s sends %(people)s") % words
    return StoryItem(
        when=row.happened or row.begins or ("" if row.source else row.agreed_at),
        heading=_("Dispatch: %s") % row.title,
        text=" · ".join(part for part in (who, row.profile) if part),
        body=None,
        station="research",
        path=row.path(acting.slug),
        tag=dispatch_state(row).words if row.called_off else "",
        demonstration=row.demonstration,
        source=row.source,
    )


def _report(acting: Acting, row: Dispatch) -> StoryItem:
    return StoryItem(
        when=row.reported_on,
        heading=_("What came of the dispatch: %(title)s") % {"title": row.title},
        text=excerpt(row.report),
        body=None,
        station="research",
        path=row.path(acting.slug),
        demonstration=row.demonstration,
    )
