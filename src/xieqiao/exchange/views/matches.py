"""Pages on which needs and strengths are brought together by what they say.

Whoever has a need sees here only what was offered. Whose own people could meet a partner's need is
seen by their own office alone.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.sight import is_party
from xieqiao.exchange import fits, queries, told
from xieqiao.exchange.left import as_left
from xieqiao.exchange.models import Need, Strength
from xieqiao.exchange.views.own import NEEDS, READERS, STRENGTHS
from xieqiao.ui.paging import page_of

MOST_CHOSEN = 200
ANSWERS = {"answer": "need.answer", "send": "dispatch.confirm"}


@requires(Capability.EDIT_OWN)
def inbox(request: ActingRequest, body: str) -> HttpResponse:
    """List partners' needs, those first that the own people could meet."""
    found = fits.needs_with_our_people(request.acting)
    page = page_of(request, found)
    context = {
        "tab": "inbox",
        "page": page,
        "rows": fits.inbox_rows(request.acting, page),
        **told.may(request.acting),
    }
    return render(request, "exchange/inbox.html", context)


@requires(Capability.EDIT_OWN)
def our_people(request: ActingRequest, body: str, offered_need: UUID) -> HttpResponse:
    """Show who on the own list could meet a need, with reasons; lead on to what is released."""
    acting = request.acting
    row: Any = get_object_or_404(queries.offered_needs_seen_by(acting), id=offered_need)
    if not queries.is_open(row) or not is_party(acting, row.partnership_id):
        return redirect(row.path(body))
    wanted = ANSWERS.get(request.GET.get("do", ""))
    if wanted:
        return redirect(_form(body, wanted, row, request.GET.getlist("own")))
    context = {
        "tab": "inbox",
        "offered": row,
        "ours": row.owner_id == acting.body_id,
        "need": fits.text_lines(row),
        "found": fits.our_people_for(acting, row),
        "asked": fits.roster_size(acting),
        **told.may(acting, row.partnership_id),
    }
    return render(request, "exchange/our_people.html", context)


def _form(body: str, kind: str, row: Any, own: list[str]) -> str:
    said = {"partnership": row.partnership_id, "need": row.id}
    chosen = ",".join(own[:MOST_CHOSEN])
    asked = urlencode({**said, **({"own_strengths": chosen} if chosen else {})})
    return f"{reverse('acts:new', args=[body, kind])}?{asked}"


@requires(Capability.READ_SHARED)
def fitting_strengths(request: ActingRequest, body: str, offered_need: UUID) -> HttpResponse:
    """Show which offered strengths fit a need that partners were shown."""
    acting = request.acting
    row: Any = get_object_or_404(queries.offered_needs_seen_by(acting), id=offered_need)
    as_left([row])
    context = {
        "tab": "needs",
        "heading": row.title,
        "back": row.path(body),
        "owner": row.owner,
        "need": fits.text_lines(row),
        "found": fits.offered_for(acting, row),
        **told.may(acting),
    }
    return render(request, "exchange/fitting.html", context)


@requires(*READERS)
def fitting_for_need(request: ActingRequest, body: str, need: UUID) -> HttpResponse:
    """Show which offered strengths of partners fit a need of the own list."""
    acting = request.acting
    row: Any = get_object_or_404(queries.entries_of(acting, Need), id=need)
    context = {
        "tab": "needs",
        "heading": row.title,
        "back": row.path(body),
        "list_path": NEEDS.path(body),
        "need": fits.text_lines(row),
        "found": fits.offered_for(acting, row, ours=False),
        **told.may(acting),
    }
    return render(request, "exchange/fitting.html", context)


@requires(*READERS)
def needs_for_strength(request: ActingRequest, body: str, strength: UUID) -> HttpResponse:
    """Show which partners' needs a strength of the own list could meet."""
    acting = request.acting
    row: Any = get_object_or_404(queries.entries_of(acting, Strength), id=strength)
    usable = fits.may_be_matched(row)
    context = {
        "tab": "strengths",
        "heading": row.title,
        "back": row.path(body),
        "list_path": STRENGTHS.path(body),
        "usable": usable,
        "strength": fits.text_lines(row),
        "found": fits.needs_for(acting, row) if usable else [],
        **told.may(acting),
    }
    return render(request, "exchange/fitting_needs.html", context)
