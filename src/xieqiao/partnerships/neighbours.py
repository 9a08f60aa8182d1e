"""What this room asks the other rooms; one that is not installed has nothing to say."""

from __future__ import annotations

import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import seen_by
from xieqiao.partnerships.occurrences import Held

MOST_TOPICS = 12


def _ask(room: str, question: str) -> Any:
    name = f"xieqiao.{room}.queries"
    if importlib.util.find_spec(name) is None:
        return None
    return getattr(importlib.import_module(name), question, None)


def open_topics(partnership_id: UUID) -> list[Any]:
    """Return the topics of a partnership that are not closed."""
    ask = _ask("topics", "open_topics_of")
    return list(ask(partnership_id)) if ask else []


def held_by(acting: Acting, mechanism_ids: Collection[UUID]) -> dict[UUID, list[Held]]:
    """Return what was held, or is planned, by each of these mechanisms, as far as one may read."""
    found: dict[UUID, list[Held]] = defaultdict(list)
    ask = _ask("meetings", "activities_of_mechanisms")
    for activity in seen_by(acting, ask(mechanism_ids)) if ask else ():
        if activity.on is not None:
            held = Held(activity, activity.on, activity.host_id)
            found[activity.mechanism_id].append(held)
    return found


def topics_of(acting: Acting, partnership_id: UUID) -> list[Any]:
    """Return the topics of a partnership that the body may read, the newest first."""
    from xieqiao.topics.left import as_left
    from xieqiao.topics.queries import topics_seen_by

    rows = topics_seen_by(acting).filter(partnership=partnership_id)
    topics: list[Any] = as_left(rows.order_by("closed", "-confirmed_at", "id")[:MOST_TOPICS])
    for topic in topics:
        topic.address = topic.path(acting.slug)
    return topics
