"""Pages of results over time, linked supervision and cold trails."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, trails
from xieqiao.outcomes.chart import line_of
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def indicators(request: ActingRequest, body: str) -> HttpResponse:
    """List what the parties measure, each with its last value and a small line."""
    acting = request.acting
    topic, words = asked.asked_id(request, "topic"), asked.asked_words(request)
    rows = queries.indicators_seen_by(acting)
    rows = rows.filter(Q(topic=topic) | Q(outcome__topic=topic)) if topic else rows
    wanted = {
        "partnership": asked.asked_id(request, "partnership"),
        "owner": asked.asked_id(request, "party"),
        "name__icontains": words,
    }
    page = page_of(request, asked.narrowed(rows, **wanted))
    for row in page:
        row.values = queries.measures_in_force(row)
        row.line = line_of(row, row.values, small=True)
    context = {
        **wanted,
        "acting": acting,
        "page": page,
        "q": words,
        "partnerships": asked.partnerships_of(acting),
        "may": asked.may_start(acting),
    }
    return render(request, "outcomes/indicators.html", context)


@requires(Capability.READ_SHARED)
def indicator(request: ActingRequest, body: str, indicator: UUID) -> HttpResponse:
    """Show one indicator: the line, and beside it the table with unit and source."""
    acting = request.acting
    row = get_object_or_404(queries.indicators_seen_by(acting), id=indicator)
    values = queries.measures_in_force(row)
    context = {
        "acting": acting,
        "indicator": row,
        "values": values,
        "line": line_of(row, values),
        "mine": row.owner_id == acting.body_id,
        "may": asked.may(acting, row.partnership_id),
    }
    return render(request, "outcomes/indicator.html", context)


@requires(Capability.READ_SHARED)
def findings(request: ActingRequest, body: str) -> HttpResponse:
    """List what linked supervision found; what lags and is open comes first."""
    acting = request.acting
    state = asked.asked_one_of(request, "state", ("open", "lagging", "settled"))
    rows = queries.findings_seen_by(acting, asked.asked_words(request))
    if state:
        rows = rows.filter(closed=state == "settled")
    if state == "lagging":
        rows = rows.filter(lagging=True)
    wanted = {
        "partnership": asked.asked_id(request, "partnership"),
        "topic": asked.asked_id(request, "topic"),
    }
    context = {
        **wanted,
        "acting": acting,
        "state": state,
        "q": asked.asked_words(request),
        "page": page_of(request, asked.narrowed(rows, **wanted)),
        "partnerships": asked.partnerships_of(acting),
        "may": asked.may_start(acting),
    }
    return render(request, "outcomes/findings.html", context)


@requires(Capability.READ_SHARED)
def finding(request: ActingRequest, body: str, finding: UUID) -> HttpResponse:
    """Show one finding: what was looked at, found and asked, and how it was settled."""
    acting = request.acting
    row = get_object_or_404(queries.findings_seen_by(acting), id=finding)
    context = {"acting": acting, "finding": row, "may": asked.may(acting, row.partnership_id)}
    return render(request, "outcomes/finding.html", context)


@requires(Capability.READ_SHARED)
def cold_trails(request: ActingRequest, body: str) -> HttpResponse:
    """List what has had no receipt, answer or news, by party, with the days."""
    acting = request.acting
    what = trails.What(asked.asked_one_of(request, "what", list(trails.What)) or "answer")
    wanted = {"partnership": asked.asked_id(request, "partnership")}
    rows = {w: asked.narrowed(find(acting), **wanted) for w, find in trails.FINDERS.items()}
    page = page_of(request, trails.grouped_by_party(what, rows[what]))
    context = {
        **wanted,
        "acting": acting,
        "what": what.value,
        "counts": {w.value: found.count() for w, found in rows.items()},
        "page": page,
        "trails": [trails.trail(what, row) for row in page],
        "days": {
            "receipt": trails.RECEIPT_DAYS, "answer": trails.ANSWER_DAYS, "news": trails.NEWS_DAYS,
        },
        "partnerships": asked.partnerships_of(acting),
    }  # fmt: skip
    return render(request, "outcomes/cold_trails.html", context)
