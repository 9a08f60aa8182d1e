"""Pages of outcome documents."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries
from xieqiao.outcomes.compare import compared
from xieqiao.outcomes.queries.submissions import submissions_seen_by
from xieqiao.outcomes.words import OutcomeKind
from xieqiao.ui.paging import ordered, page_of

SORTS = {"date": ("in_force_at",), "title": ("title",)}


@requires(Capability.READ_SHARED)
def outcomes(request: ActingRequest, body: str) -> HttpResponse:
    """List the outcome documents of all partnerships, or of one."""
    acting = request.acting
    partnership = asked.asked_id(request, "partnership")
    kind = asked.asked_one_of(request, "kind", OutcomeKind.values)
    rows = asked.narrowed(
        queries.outcomes_seen_by(acting, asked.asked_words(request)),
        partnership=partnership,
        topic=asked.asked_id(request, "topic"),
        kind=kind,
    )
    context = {
        "acting": acting,
        "page": page_of(request, ordered(request, rows, SORTS, "-date")),
        "partnerships": asked.partnerships_of(acting),
        "kinds": OutcomeKind.choices,
        "partnership": partnership,
        "kind": kind,
        "q": asked.asked_words(request),
        "may": asked.may_start(acting),
    }
    return render(request, "outcomes/outcomes.html", context)


@requires(Capability.READ_SHARED)
def outcome(request: ActingRequest, body: str, outcome: UUID) -> HttpResponse:
    """Show a document, who stands behind it, where it was submitted and what follows."""
    acting = request.acting
    row = get_object_or_404(queries.outcomes_seen_by(acting), id=outcome)
    versions = queries.versions_of(row)
    sent = submissions_seen_by(acting).filter(outcome=row).prefetch_related("instructions")
    parties = queries.parties_of(row.partnership_id)
    actions = queries.actions_seen_by(acting).filter(outcome=row).order_by("closed", "due", "id")
    results = queries.indicators_seen_by(acting).filter(outcome=row)
    context = {
        "acting": acting,
        "outcome": row,
        "sections": row.sections.all(),
        "versions": versions,
        "dated": row.happened or (versions[-1].at if versions else row.in_force_at),
        "signatories": queries.signatories_of(row, versions),
        "columns": queries.by_party(parties, sent.order_by("sent_on", "id")),
        "actions": actions[:50],
        "indicators": results[:50],
        "may": asked.may(acting, row.partnership_id),
    }
    return render(request, "outcomes/outcome.html", context)


@requires(Capability.READ_SHARED)
def versions(request: ActingRequest, body: str, outcome: UUID) -> HttpResponse:
    """Show how the wording of a document changed from one version to another."""
    row = get_object_or_404(queries.outcomes_seen_by(request.acting), id=outcome)
    found = queries.versions_of(row)
    try:
        second = int(request.GET.get("to", len(found)))
        first = int(request.GET.get("from", second - 1))
    except ValueError:
        raise Http404 from None
    if not (0 <= first < second <= len(found)):
        raise Http404
    before = found[first - 1].text() if first else ""
    context = {
        "acting": request.acting,
        "outcome": row,
        "versions": found,
        "first": first,
        "second": second,
        "why": getattr(found[second - 1].payload, "why", ""),
        "pieces": compared(before, found[second - 1].text()),
    }
    return render(request, "outcomes/versions.html", context)
