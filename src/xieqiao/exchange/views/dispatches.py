"""Pages of dispatches: who sends whom to whom."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.sight import is_party
from xieqiao.exchange import answering, queries, told
from xieqiao.exchange.forms import DispatchFilter
from xieqiao.exchange.left import as_left
from xieqiao.partnerships.queries import partnership_choices
from xieqiao.ui.paging import page_of

MOST_WORDS = 100
LONGEST = 1500  # of a purpose that goes along in an address


@requires(Capability.READ_SHARED)
def dispatches(request: ActingRequest, body: str) -> HttpResponse:
    """List who sends whom to whom."""
    acting = request.acting
    form = DispatchFilter(request.GET, acting)
    asked = form.asked()
    rows = queries.dispatch_list(acting, **asked, sort=request.GET.get("sort", ""))
    page = page_of(request, rows)
    may = told.may(acting)
    context = {
        "tab": "dispatches",
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        "rows": told.dispatch_rows(acting, page),
        "places": partnership_choices(acting) if may["may_propose"] else [],
        **may,
    }
    return render(request, "exchange/dispatches.html", context)


@requires(Capability.READ_SHARED)
def dispatch(request: ActingRequest, body: str, dispatch: UUID) -> HttpResponse:
    """Show one dispatch: for which need, who, when, at whose cost, what came of it."""
    acting = request.acting
    rows = queries.dispatches_seen_by(acting).prefetch_related("persons")
    row: Any = get_object_or_404(rows, id=dispatch)
    as_left([row])
    if row.need is not None:
        row.need.left_by_us = row.left_by_us
        as_left([row.need])
    context = {
        "tab": "dispatches",
        "dispatch": row,
        "state": told.dispatch_state(row),
        "open": queries.is_open(row),
        "need_path": row.need.path(body) if row.need else "",
        "topics": [(topic, topic.path(body)) for topic in queries.topics_about(acting, row)],
        "past": told.past_of(acting, row.id),
        "words": list(answering.words_on(acting, row.id)[:MOST_WORDS]),
        "is_party": is_party(acting, row.partnership_id),
        "on_it": urlencode({"partnership": row.partnership_id, "dispatch": row.id}),
        "activity": _activity(row),
        "topic": _topic(row),
        **told.may(acting, row.partnership_id),
    }
    return render(request, "exchange/dispatch.html", context)


def _activity(row: Any) -> str:
    """Return what the form of an activity starts from when it comes out of a dispatch."""
    said = {
        "partnership": row.partnership_id,
        "kind": "liaison",
        "title": row.title,
        "purpose": row.purpose[:LONGEST],
        "host": row.receiver_id or row.sender_id,
        **({"topic": row.topic_id} if row.topic_id else {}),
    }
    return urlencode(said)


def _topic(row: Any) -> str:
    """Return what the form of a topic starts from when it comes out of a dispatch."""
    said = {"partnership": row.partnership_id, "title": row.title}
    about = row.report or row.purpose
    need = {"need": row.need_id} if row.need_id else {}
    return urlencode({**said, "why": about[:LONGEST], **need})
