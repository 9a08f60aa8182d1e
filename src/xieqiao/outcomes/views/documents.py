"""Pages of outcome documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.acts.diff import compare, paragraphs
from xieqiao.outcomes import asked, queries, told
from xieqiao.outcomes.forms import ListFilter, Offered
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.models import Action, Outcome, Submission
from xieqiao.outcomes.views import shown
from xieqiao.outcomes.words import OutcomeKind
from xieqiao.partnerships.queries import parties_of
from xieqiao.ui.paging import ordered, page_of

SORTS = {"date": ("in_force_at",), "title": ("sort_key",)}
MOST = 50


@requires(Capability.READ_SHARED)
def outcomes(request: ActingRequest, body: str) -> HttpResponse:
    """List the outcome documents of all partnerships, or of one; above them what is drafted."""
    acting = request.acting
    offered: Offered = {
        "partnership": (_("Partnership"), asked.partnership_choices(acting)),
        "kind": (_("Sort of document"), OutcomeKind.choices),
    }
    form = ListFilter(request, offered)
    rows = _found(queries.outcomes_seen_by(acting), form)
    rows = asked.narrowed(rows, topic=asked.asked_id(request, "topic"))
    page = page_of(request, ordered(request, rows, SORTS, "-date"))
    found = as_left(page.object_list)
    as_left([one for row in found for one in row.submissions.all()])
    context = {
        "form": form,
        "page": page,
        "rows": [(row, told.outcome_state(row, row.submissions.all())) for row in found],
        "drafted": queries.being_drafted(acting, form.asked_id("partnership")),
        "sorts": [("date", _("date")), ("title", _("title"))],
        **shown.room(acting, "list"),
    }
    return render(request, "outcomes/outcomes.html", context)


def _found(rows: QuerySet[Outcome], form: ListFilter) -> QuerySet[Outcome]:
    words, kind = form.asked("q"), form.asked("kind")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(number__icontains=words))
    rows = queries.unchanged(rows) if words or kind else rows
    return asked.narrowed(rows, partnership=form.asked_id("partnership"), kind=kind)


@requires(Capability.READ_SHARED)
def outcome(request: ActingRequest, body: str, outcome: UUID) -> HttpResponse:
    """Show a document, who stands behind it, where it was submitted and what follows."""
    acting = request.acting
    (row,) = as_left([_the_outcome(acting, outcome)])
    wordings = queries.wordings_of(row)
    sent = _submissions(acting, row)
    results = queries.indicators_seen_by(acting).filter(_of(row))
    until = row.left_by_us
    parties = [seat.body for seat in parties_of(row.partnership_id, until)]
    context = {
        "outcome": row,
        "belongs": told.belongs_to(row),
        "sections": row.sections.all(),
        "drafts": sum(1 for one in wordings if not one.holds),
        "versions": sum(1 for one in wordings if one.holds),
        "in_force": wordings[-1].at if wordings else row.in_force_at,
        "signatures": queries.signatures_of(row, wordings),
        "columns": [
            (party, [shown.sent(one) for one in there])
            for party, there in queries.by_party(parties, sent)
        ],
        "submitted_by_us": any(one.owner_id == acting.body_id for one in sent),
        "actions": shown.actions(as_left(_actions(acting, row)[:MOST], "responsible")),
        "courses": shown.courses(as_left(results[:MOST])),
        "findings": as_left(_findings(acting, row)[:MOST], "asked_of"),
        "under_way": [] if until else queries.under_way(acting, row.id),
        "may": asked.may(acting, row.partnership),
    }
    return render(request, "outcomes/outcome.html", context)


def _the_outcome(acting: Acting, outcome: UUID) -> Any:
    rows = queries.outcomes_seen_by(acting).prefetch_related(Prefetch("sections"))
    return get_object_or_404(rows, id=outcome)


def _submissions(acting: Acting, row: Outcome) -> list[Submission]:
    rows = queries.submissions_seen_by(acting).filter(outcome=row)
    return as_left(rows.prefetch_related("instructions").order_by("sent_on", "entered_at", "id"))


def _actions(acting: Acting, row: Outcome) -> QuerySet[Action]:
    return queries.soonest_first(queries.actions_seen_by(acting).filter(outcome=row))


def _findings(acting: Acting, row: Outcome) -> QuerySet[Any]:
    return queries.findings_seen_by(acting).filter(action__outcome=row)


def _of(row: Outcome) -> Q:
    return Q(outcome=row) | Q(action__outcome=row)


@requires(Capability.READ_SHARED)
def versions(request: ActingRequest, body: str, outcome: UUID) -> HttpResponse:
    """Show how the wording of a document changed from one version to another."""
    (row,) = as_left([_the_outcome(request.acting, outcome)])
    found = queries.wordings_of(row)
    second = _number(request, "to", len(found))
    first = _number(request, "from", second - 1)
    if not (0 <= first < second <= len(found)):
        raise Http404
    before, after = found[first - 1].text() if first else "", found[second - 1].text()
    context = {
        "outcome": row,
        "wordings": found[::-1],
        "first": first,
        "second": second,
        "chosen": found[second - 1],
        "why": str(getattr(found[second - 1].payload, "why", "")),
        "paragraphs": paragraphs(compare(before, after) if first else compare(after, after)),
        "same": before == after,
    }
    return render(request, "outcomes/versions.html", context)


def _number(request: ActingRequest, name: str, default: int) -> int:
    try:
        return int(request.GET.get(name, default))
    except ValueError:
        raise Http404 from None
