"""Pages of what partners were shown, and of dispatches."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.sight import is_party
from xieqiao.exchange import queries
from xieqiao.exchange.asked import asked_id, asked_words, partnerships_of
from xieqiao.exchange.sectors import SECTIONS, sector_words
from xieqiao.ui.paging import page_of

STATES = {"open": False, "closed": True}


def _context(request: ActingRequest, rows: QuerySet[Any]) -> dict[str, Any]:
    """Filter a list by what its address asks for."""
    words, partnership = asked_words(request), asked_id(request, "partnership")
    sector, state = request.GET.get("sector", ""), request.GET.get("state", "")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(text__icontains=words))
    if partnership:
        rows = rows.filter(partnership=partnership)
    if sector in SECTIONS:
        rows = rows.filter(sector=sector)
    if state in STATES:
        rows = rows.filter(closed=STATES[state])
    return {
        "acting": request.acting,
        "page": page_of(request, rows),
        "q": words,
        "partnership": partnership,
        "sector": sector,
        "state": state,
        "sectors": SECTIONS.items(),
        "partnerships": partnerships_of(request.acting),
        **_may(request.acting),
    }


def _may(acting: Acting, partnership_id: UUID | None = None) -> dict[str, bool]:
    party = partnership_id is None or is_party(acting, partnership_id)
    prepares = acting.can(Capability.PREPARE_ACT) or acting.can(Capability.RELEASE_ACT)
    return {
        "may_propose": party and prepares,
        "may_report": party and acting.can(Capability.REPORT),
    }


@requires(Capability.READ_SHARED)
def offered_needs(request: ActingRequest, body: str) -> HttpResponse:
    """List the needs that partners, and the own body, have shown."""
    rows = queries.offered_needs_seen_by(request.acting)
    return render(request, "exchange/offered_needs.html", _context(request, rows))


@requires(Capability.READ_SHARED)
def offered_strengths(request: ActingRequest, body: str) -> HttpResponse:
    """List the strengths that partners, and the own body, have shown."""
    rows = queries.offered_strengths_seen_by(request.acting)
    return render(request, "exchange/offered_strengths.html", _context(request, rows))


@requires(Capability.READ_SHARED)
def offered_need(request: ActingRequest, body: str, offered_need: UUID) -> HttpResponse:
    """Show one need as its body lets partners read it, with the dispatches that answer it."""
    acting = request.acting
    row = get_object_or_404(queries.offered_needs_seen_by(acting), id=offered_need)
    context = {
        "acting": acting,
        "offered": row,
        "sector": sector_words(row.sector, row.division),
        "dispatches": queries.dispatches_seen_by(acting).filter(need=row)[:50],
        "mine": row.owner_id == acting.body_id,
        **_may(acting, row.partnership_id),
    }
    return render(request, "exchange/offered_need.html", context)


@requires(Capability.READ_SHARED)
def offered_strength(request: ActingRequest, body: str, offered_strength: UUID) -> HttpResponse:
    """Show one strength as its body lets partners read it."""
    acting = request.acting
    row = get_object_or_404(queries.offered_strengths_seen_by(acting), id=offered_strength)
    context = {
        "acting": acting,
        "offered": row,
        "sector": sector_words(row.sector, row.division),
        "mine": row.owner_id == acting.body_id,
        **_may(acting, row.partnership_id),
    }
    return render(request, "exchange/offered_strength.html", context)


@requires(Capability.READ_SHARED)
def dispatches(request: ActingRequest, body: str) -> HttpResponse:
    """List who sends whom to whom."""
    acting, words = request.acting, asked_words(request)
    partnership = asked_id(request, "partnership")
    rows = queries.dispatches_seen_by(acting)
    rows = rows.filter(title__icontains=words) if words else rows
    rows = rows.filter(partnership=partnership) if partnership else rows
    context = {
        "acting": acting,
        "page": page_of(request, rows),
        "q": words,
        "partnership": partnership,
        "partnerships": partnerships_of(acting),
        **_may(acting),
    }
    return render(request, "exchange/dispatches.html", context)


@requires(Capability.READ_SHARED)
def dispatch(request: ActingRequest, body: str, dispatch: UUID) -> HttpResponse:
    """Show one dispatch: for which need, who, when, at whose cost, what came of it."""
    acting = request.acting
    rows = queries.dispatches_seen_by(acting).prefetch_related("persons")
    row = get_object_or_404(rows, id=dispatch)
    context = {"acting": acting, "dispatch": row, **_may(acting, row.partnership_id)}
    return render(request, "exchange/dispatch.html", context)
