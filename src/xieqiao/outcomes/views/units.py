"""Pages of unit handlers, who see what is addressed to their unit and nothing else."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import queries
from xieqiao.outcomes.models import AddressedAction
from xieqiao.outcomes.queries.actions import is_late
from xieqiao.ui.paging import page_of


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_actions(request: ActingRequest, body: str) -> HttpResponse:
    """List the actions that the office passed to the own unit."""
    page = page_of(request, queries.actions_addressed_to(request.acting))
    for row in page:
        row.is_late = is_late(row)
    return render(
        request, "outcomes/addressed_actions.html", {"acting": request.acting, "page": page}
    )


@requires(Capability.ANSWER_FOR_UNIT)
def addressed_action(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Show one action to the unit that it was passed to."""
    acting = request.acting
    row = get_object_or_404(queries.actions_addressed_to(acting), id=action)
    told = AddressedAction.objects.filter(action=row, unit=acting.unit_id, body=acting.body_id)
    context = {
        "acting": acting,
        "action": row,
        "late": is_late(row),
        "told": told.first(),
        "page": page_of(request, queries.progress_of(row)),
    }
    return render(request, "outcomes/addressed_action.html", context)
