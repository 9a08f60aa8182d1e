"""Pages of the initiatives that partners were shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.duty import queries, told
from xieqiao.duty.forms import SharedFilter
from xieqiao.exchange.left import as_left
from xieqiao.exchange.queries import topics_about
from xieqiao.exchange.told import past_of
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def shared_initiatives(request: ActingRequest, body: str) -> HttpResponse:
    """List the initiatives that the parties have shown each other."""
    acting, whose = request.acting, request.GET.get("whose", "")
    form = SharedFilter(request.GET, acting)
    asked = form.asked()
    sort = request.GET.get("sort", "")
    page = page_of(request, queries.shared_list(acting, **asked, whose=whose, sort=sort))
    as_left(page)
    context = {
        "tab": "initiatives",
        "whose": whose if whose in {"ours", "partners"} else "all",
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        **told.may(acting),
    }
    return render(request, "duty/shared_initiatives.html", context)


@requires(Capability.READ_SHARED)
def shared(request: ActingRequest, body: str, shared: UUID) -> HttpResponse:
    """Show one initiative as its body lets partners read it."""
    acting = request.acting
    rows = queries.shared_seen_by(acting).prefetch_related("files")
    row: Any = get_object_or_404(rows, id=shared)
    as_left([row])
    context = {
        "initiative": row,
        "topics": [(topic, topic.path(body)) for topic in topics_about(acting, row)],
        "ours": row.owner_id == acting.body_id,
        "open": not row.closed and not row.partnership.closed,
        "past": past_of(acting, row.id),
        **told.may(acting, row.partnership_id),
    }
    return render(request, "duty/shared.html", context)
