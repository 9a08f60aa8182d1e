"""The desk and the search page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.portal.desks import desk_for
from xieqiao.portal.queries import desk_items, found_by, hits
from xieqiao.ui.paging import page_of


@requires(
    Capability.READ_SHARED,
    Capability.READ_OWN,
    Capability.ANSWER_FOR_UNIT,
    Capability.ADMINISTER,
)
def desk(request: ActingRequest, body: str) -> HttpResponse:
    """Show what waits for the reader, for the others, and what came new."""
    found = desk_for(request.acting, desk_items(request.acting), whole="whole" in request.GET)
    return render(request, "portal/desk.html", {"desk": found, "today": timezone.localdate()})


@requires(Capability.READ_SHARED, Capability.READ_OWN)
def search(request: ActingRequest, body: str) -> HttpResponse:
    """Show what the words find among all that the reader may see."""
    words = request.GET.get("q", "")[:200]
    page = page_of(request, found_by(request.acting, words))
    found = hits(request.acting, list(page), words)
    return render(request, "portal/search.html", {"q": words, "page": page, "hits": found})
