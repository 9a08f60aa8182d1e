"""Consultations on the pages of a topic and of an activity."""

from __future__ import annotations

from typing import Any

from django import template

from xieqiao.acts.sight import is_party
from xieqiao.consultations import queries, told

register = template.Library()
MOST = 6


@register.inclusion_tag("consultations/parts/on.html", takes_context=True)
def consultations_on(context: Any, *, topic: Any = None, activity: Any = None) -> dict[str, Any]:
    """Show the consultations on a topic or at an activity, and where one is opened."""
    request = context["request"]
    acting, about = request.acting, topic if topic is not None else activity
    of = {"topic": topic.id} if topic is not None else {"activity": activity.id}
    rows = list(queries.consultation_list(acting, of=of)[: MOST + 1])
    filled = {"topic": activity.topic_id} if activity is not None and activity.topic_id else {}
    may_open = not about.closed and is_party(acting, about.partnership_id)
    path = told.start_path(acting, partnership=about.partnership_id, **of, **filled)
    return {
        "request": request,
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "query": "&".join(f"{name}={id_}" for name, id_ in of.items()),
        "open_path": path if may_open else "",
    }
