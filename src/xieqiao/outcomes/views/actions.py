"""Pages of actions: who does what by when, and how it goes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries
from xieqiao.outcomes.forms import PassToUnit
from xieqiao.outcomes.models import Action, AddressedAction
from xieqiao.outcomes.queries.actions import is_late, not_done, on_topic
from xieqiao.ui.paging import ordered, page_of

SORTS = {"due": ("closed", "due"), "title": ("title",), "new": ("in_force_at",)}
STATES = ("open", "late", "done", "closed")


def _in_state(rows: QuerySet[Action], state: str) -> QuerySet[Action]:
    match state:
        case "open":
            return not_done(rows)
        case "late":
            return queries.late(rows)
        case "done":
            return rows.filter(Q(news_state="done"), closed=False)
        case "closed":
            return rows.filter(closed=True)
    return rows


@requires(Capability.READ_SHARED)
def actions(request: ActingRequest, body: str) -> HttpResponse:
    """List who does what by when, the nearest due day first."""
    acting = request.acting
    rows = queries.actions_seen_by(acting)
    topic, words = asked.asked_id(request, "topic"), asked.asked_words(request)
    rows = on_topic(rows, topic) if topic else rows
    rows = rows.filter(title__icontains=words) if words else rows
    wanted = {
        "partnership": asked.asked_id(request, "partnership"),
        "responsible": asked.asked_id(request, "party"),
    }
    state = asked.asked_one_of(request, "state", STATES)
    rows = asked.narrowed(_in_state(rows, state), **wanted)
    page = page_of(request, ordered(request, rows, SORTS, "due"))
    for row in page:
        row.is_late = is_late(row)
    context = {
        **wanted,
        "acting": acting,
        "page": page,
        "q": words,
        "state": state,
        "partnerships": asked.partnerships_of(acting),
        "may": asked.may_start(acting),
    }
    return render(request, "outcomes/actions.html", context)


@requires(Capability.READ_SHARED)
def action(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Show one action with all that was reported about it."""
    acting = request.acting
    row = get_object_or_404(queries.actions_seen_by(acting), id=action)
    own = acting.can(Capability.READ_OWN) and row.responsible_id == acting.body_id
    context = {
        "acting": acting,
        "action": row,
        "late": is_late(row),
        "page": page_of(request, queries.progress_of(row)),
        "mine": row.responsible_id == acting.body_id,
        "told": queries.units_told(acting, row) if own else [],
        "findings": queries.findings_seen_by(acting).filter(action=row)[:20],
        "indicators": queries.indicators_seen_by(acting).filter(action=row)[:20],
        "may": asked.may(acting, row.partnership_id),
    }
    return render(request, "outcomes/action.html", context)


@requires(Capability.EDIT_OWN)
def pass_on(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Pass an action of the own side to a unit of the own directory."""
    acting = request.acting
    rows = queries.actions_seen_by(acting).filter(responsible=acting.body_id, closed=False)
    row = get_object_or_404(rows, id=action)
    form = PassToUnit(request.POST or None, acting=acting, action=row)
    if request.method == "POST" and form.is_valid():
        told = form.save()
        messages.success(
            request, _("%(unit)s can now see the action and prepare reports.") % {"unit": told.unit}
        )
        return redirect(row.path(acting.slug))
    context = {"acting": acting, "action": row, "form": form}
    return render(request, "outcomes/pass_on.html", context)


@requires(Capability.EDIT_OWN)
def take_back(request: ActingRequest, body: str, addressed: UUID) -> HttpResponse:
    """No longer show an action to a unit."""
    acting = request.acting
    told = get_object_or_404(
        AddressedAction.objects.select_related("unit", "action").filter(body=acting.body_id),
        id=addressed,
    )
    if request.method == "POST":
        told.delete()
        messages.success(request, _("%(unit)s no longer sees the action.") % {"unit": told.unit})
        return redirect(told.action.path(acting.slug))
    return render(request, "outcomes/take_back.html", {"acting": acting, "told": told})
