"""The desk and the search page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.desk import Group
from xieqiao.portal.queries import desk_of, found_by, hits
from xieqiao.ui.paging import page_of

SHOWN = 12


@requires(
    Capability.READ_SHARED,
    Capability.READ_OWN,
    Capability.ANSWER_FOR_UNIT,
    Capability.ADMINISTER,
)
def desk(request: ActingRequest, body: str) -> HttpResponse:
    """Show what waits for the reader, for the others, and what came new."""
    groups = desk_of(request.acting)
    ours = groups[Group.OURS] + groups[Group.DUE]
    today = timezone.localdate()
    words = {
        "ours": ours[:SHOWN],
        "ours_more": max(0, len(ours) - SHOWN),
        "ours_count": len(ours),
        "due_today": sum(1 for item in ours if item.due is not None and item.due <= today),
        "theirs": groups[Group.THEIRS][:SHOWN],
        "theirs_count": len(groups[Group.THEIRS]),
        "coming": groups[Group.COMING][:6],
        "news": groups[Group.NEWS][:6],
        "today": today,
    }
    return render(request, "portal/desk.html", words)


@requires(Capability.READ_SHARED, Capability.READ_OWN)
def search(request: ActingRequest, body: str) -> HttpResponse:
    """Show what the words find among all that the reader may see."""
    words = request.GET.get("q", "")[:200]
    page = page_of(request, found_by(request.acting, words))
    found = hits(request.acting, list(page), words)
    return render(request, "portal/search.html", {"q": words, "page": page, "hits": found})
