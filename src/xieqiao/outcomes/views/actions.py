"""Pages of actions: who does what by when, and how it goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, told
from xieqiao.outcomes.forms import ListFilter
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.models import Action
from xieqiao.outcomes.views import shown
from xieqiao.ui.paging import ordered, page_of

SORTS = {"due": ("closed", "due"), "title": ("sort_key",), "new": ("entered_at",)}
MOST = 20


@requires(Capability.READ_SHARED)
def actions(request: ActingRequest, body: str) -> HttpResponse:
    """List who does what by when, the nearest due day first."""
    acting = request.acting
    offered = {
        "partnership": (_("Partnership"), asked.partnership_choices(acting)),
        "party": (_("Responsible party"), asked.party_choices(acting)),
        "state": (_("State"), _states()),
    }
    form = ListFilter(request, offered)
    topic = asked.asked_id(request, "topic")
    rows = queries.actions_on_topic(acting, topic) if topic else queries.actions_seen_by(acting)
    rows = _found(rows, form)
    if request.GET.get("sort") in {None, "due"}:
        page = page_of(request, queries.soonest_first(rows))
    else:
        page = page_of(request, ordered(request, rows, SORTS, "due"))
    context = {
        "form": form,
        "page": page,
        "rows": shown.actions(as_left(page.object_list, "responsible")),
        "sorts": [("due", _("due day")), ("title", _("title")), ("new", _("agreed on"))],
        **shown.room(acting, "actions"),
    }
    return render(request, "outcomes/actions.html", context)


def _states() -> list[tuple[str, str]]:
    return [
        ("open", _("Open")),
        ("late", _("Overdue")),
        ("done", _("Reported as done")),
        ("closed", _("Closed")),
    ]


def _found(rows: QuerySet[Action], form: ListFilter) -> QuerySet[Action]:
    words, state = form.asked("q"), form.asked("state")
    asks = bool(words or state or form.asked("party"))
    rows = queries.unchanged(rows) if asks else rows
    rows = rows.filter(title__icontains=words) if words else rows
    rows = asked.narrowed(
        rows, partnership=form.asked_id("partnership"), responsible=form.asked_id("party")
    )
    match state:
        case "open":
            return queries.not_done(rows)
        case "late":
            return queries.late(rows)
        case "done":
            return rows.filter(Q(news_state="done"), closed=False)
        case "closed":
            return rows.filter(closed=True)
    return rows


@requires(Capability.READ_SHARED)
def action(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Show one action with all that was reported about it."""
    acting = request.acting
    found: Any = get_object_or_404(queries.actions_seen_by(acting), id=action)
    (row,) = as_left([found], "responsible")
    mine = row.responsible_id == acting.body_id
    may = asked.may(acting, row.partnership)
    results = queries.indicators_seen_by(acting).filter(action=row)
    context = {
        "action": row,
        "doing": shown.action(row),
        "belongs": told.belongs_to(row),
        "page": page_of(request, queries.progress_of(acting, row)),
        "told": queries.units_told(acting, row) if mine and acting.can(_READ_OWN) else [],
        "findings": as_left(queries.findings_seen_by(acting).filter(action=row)[:MOST], "asked_of"),
        "courses": shown.courses(as_left(results[:MOST])),
        "under_way": [] if found.left_by_us else queries.under_way(acting, row.id),
        "may": may,
        "may_report": mine and may.report and not row.closed,
        "may_pass_on": mine and may.edit and not row.closed,
    }
    return render(request, "outcomes/action.html", context)


_READ_OWN = Capability.READ_OWN
