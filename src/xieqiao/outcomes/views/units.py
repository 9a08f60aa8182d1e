"""Pages of unit handlers, who see what is addressed to their unit and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.files import handed_out
from xieqiao.acts.models import File
from xieqiao.outcomes import queries
from xieqiao.outcomes.models import AddressedAction, AddressedSubmission
from xieqiao.outcomes.views import shown
from xieqiao.outcomes.views.submissions import files_of
from xieqiao.ui.paging import page_of


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_actions(request: ActingRequest, body: str) -> HttpResponse:
    """List the actions that the office passed to the own unit."""
    page = page_of(request, queries.actions_addressed_to(request.acting))
    context = {"page": page, "rows": shown.actions(page.object_list)}
    return render(request, "outcomes/addressed_actions.html", context)


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_action(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Show one action to the unit that it was passed to."""
    acting = request.acting
    row = get_object_or_404(queries.actions_addressed_to(acting), id=action)
    told = AddressedAction.objects.filter(action=row, unit=acting.unit_id, body=acting.body_id)
    context = {
        "action": row,
        "doing": shown.action(row),
        "told": told.first(),
        "page": page_of(request, queries.progress_of(acting, row)),
    }
    return render(request, "outcomes/addressed_action.html", context)


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_submissions(request: ActingRequest, body: str) -> HttpResponse:
    """List the submissions that the office passed to the own unit."""
    rows = queries.submissions_addressed_to(request.acting).prefetch_related("instructions")
    page = page_of(request, rows)
    context = {"page": page, "rows": [shown.sent(row) for row in page.object_list]}
    return render(request, "outcomes/addressed_submissions.html", context)


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_submission(request: ActingRequest, body: str, submission: UUID) -> HttpResponse:
    """Show one submission, with the document, to the unit that it was passed to."""
    acting = request.acting
    rows = queries.submissions_addressed_to(acting).prefetch_related("files", "instructions")
    row = get_object_or_404(rows, id=submission)
    told = AddressedSubmission.objects.filter(
        submission=row, unit=acting.unit_id, body=acting.body_id
    )
    context = {
        "submission": row,
        "sent": shown.sent(row),
        "sections": row.outcome.sections.all() if row.outcome else [],
        "files": files_of(row),
        "told": told.first(),
    }
    return render(request, "outcomes/addressed_submission.html", context)


@requires(Capability.ANSWER_FOR_UNIT)
def file(request: ActingRequest, body: str, file: UUID) -> FileResponse:
    """Hand out a file that belongs to something passed to the own unit."""
    found = File.objects.filter(id=file, deleted_at=None).first()
    if found is None or not queries.unit_may_have(request.acting, file):
        raise Http404
    return handed_out(found)
