"""Pages of dispatches: who sends whom to whom."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.exchange import queries, told
from xieqiao.exchange.forms import DispatchFilter
from xieqiao.exchange.left import as_left
from xieqiao.partnerships.queries import partnership_choices
from xieqiao.ui.paging import page_of


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
        **told.may(acting, row.partnership_id),
    }
    return render(request, "exchange/dispatch.html", context)
