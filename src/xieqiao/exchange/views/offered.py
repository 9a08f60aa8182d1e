"""Pages of the needs and strengths that partners were shown."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.exchange import answering, fits, queries, told
from xieqiao.exchange.forms import OfferedFilter
from xieqiao.exchange.left import as_left
from xieqiao.exchange.matching import MOST_READ
from xieqiao.exchange.sectors import sector_words
from xieqiao.ui.paging import page_of

MOST_DISPATCHES = 50
MOST_ANSWERS = 100
BY_MEANING = "meaning"


@requires(Capability.READ_SHARED)
def offered_needs(request: ActingRequest, body: str) -> HttpResponse:
    """List the needs that partners, and the own body, have shown."""
    rows = queries.offered_needs_seen_by(request.acting)
    return _list(request, rows, "needs")


@requires(Capability.READ_SHARED)
def offered_strengths(request: ActingRequest, body: str) -> HttpResponse:
    """List the strengths that partners, and the own body, have shown."""
    rows = queries.offered_strengths_seen_by(request.acting)
    return _list(request, rows, "strengths")


def _list(request: ActingRequest, rows: QuerySet[Any], tab: str) -> HttpResponse:
    acting = request.acting
    form = OfferedFilter(request.GET, acting)
    asked, whose = form.asked(), request.GET.get("whose", "")
    sort = request.GET.get("sort", "")
    found: Any
    if tab == "strengths" and sort == BY_MEANING and asked["words"]:
        found = _by_meaning(acting, rows, whose, asked)
    else:
        found = queries.offered_list(acting, rows, whose=whose, **asked, sort=sort)
    page = page_of(request, found)
    context = {
        "tab": tab,
        "whose": whose if whose in {"ours", "partners"} else "all",
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        "rows": told.offered_rows(acting, page),
        **told.may(acting),
    }
    return render(request, f"exchange/offered_{tab}.html", context)


def _by_meaning(
    acting: Acting, rows: QuerySet[Any], whose: str, asked: dict[str, str]
) -> list[Any]:
    """Return what means the words that were asked for, whether or not it holds them."""
    among = queries.offered_list(acting, rows, whose=whose, **{**asked, "words": ""})
    found = fits.by_meaning(acting, asked["words"], list(among[:MOST_READ]))
    return [fit.row for fit in found]


@requires(Capability.READ_SHARED)
def offered_need(request: ActingRequest, body: str, offered_need: UUID) -> HttpResponse:
    """Show one need as its body lets partners read it, with what was done for it."""
    acting = request.acting
    row: Any = get_object_or_404(queries.offered_needs_seen_by(acting), id=offered_need)
    as_left([row])
    sent = queries.dispatches_for(acting, [row.id])[:MOST_DISPATCHES]
    topics = queries.topics_about(acting, row)
    dispatches = told.dispatch_rows(acting, sent)
    answers = list(answering.answers_to(acting, row.id)[:MOST_ANSWERS])
    context = {
        "tab": "needs",
        "dispatches": dispatches,
        "answers": answers,
        "wanted": told.wanted(row),
        "prefilled": urlencode({"partnership": row.partnership_id, "need": row.id}),
        "topics": [(topic, topic.path(body)) for topic in topics],
        "proposal": queries.proposals_for_needs(acting).get(row.id),
        "state": told.offered_state(
            row, len(dispatches), len(topics), sum(not one.closed for one in answers)
        ),
        **_one(request, row),
    }
    return render(request, "exchange/offered_need.html", context)


@requires(Capability.READ_SHARED)
def offered_strength(request: ActingRequest, body: str, offered_strength: UUID) -> HttpResponse:
    """Show one strength as its body lets partners read it."""
    rows = queries.offered_strengths_seen_by(request.acting)
    row: Any = get_object_or_404(rows, id=offered_strength)
    as_left([row])
    topics = queries.topics_about(request.acting, row)
    state = told.offered_state(row)
    prefilled = {"partnership": row.partnership_id, "title": row.title, "sender": row.owner_id}
    context = {
        "tab": "strengths",
        "topics": [(topic, topic.path(body)) for topic in topics],
        "state": state,
        "prefilled": urlencode(prefilled),
        **_one(request, row),
    }
    return render(request, "exchange/offered_strength.html", context)


def _one(request: ActingRequest, row: Any) -> dict[str, Any]:
    acting = request.acting
    return {
        "offered": row,
        "open": queries.is_open(row),
        "sector": sector_words(row.sector, row.division),
        "ours": row.owner_id == acting.body_id,
        "past": told.past_of(acting, row.id),
        **told.may(acting, row.partnership_id),
    }
