"""Pages of results over time."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, told
from xieqiao.outcomes.chart import line_of
from xieqiao.outcomes.forms import ListFilter
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.views import shown
from xieqiao.ui.paging import ordered, page_of

SORTS = {"new": ("in_force_at",), "name": ("sort_key",)}


@requires(Capability.READ_SHARED)
def indicators(request: ActingRequest, body: str) -> HttpResponse:
    """List what the parties measure, each with its last value and a small line."""
    acting = request.acting
    offered = {
        "partnership": (_("Partnership"), asked.partnership_choices(acting)),
        "party": (_("Reported by"), asked.party_choices(acting)),
    }
    form = ListFilter(request, offered)
    topic, words = asked.asked_id(request, "topic"), form.asked("q")
    rows = queries.indicators_seen_by(acting)
    rows = queries.indicators_on_topic(acting, topic) if topic else rows
    rows = queries.unchanged(rows).filter(name__icontains=words) if words else rows
    wanted = {"partnership": form.asked_id("partnership"), "owner": form.asked_id("party")}
    rows = asked.narrowed(rows, **wanted)
    page = page_of(request, ordered(request, rows, SORTS, "-new"))
    context = {
        "form": form,
        "page": page,
        "rows": shown.courses(as_left(page.object_list)),
        "sorts": [("new", _("last change")), ("name", _("name"))],
        **shown.room(acting, "indicators"),
    }
    return render(request, "outcomes/indicators.html", context)


@requires(Capability.READ_SHARED)
def indicator(request: ActingRequest, body: str, indicator: UUID) -> HttpResponse:
    """Show one indicator: the line, and beside it the table with unit and source."""
    acting = request.acting
    (row,) = as_left([get_object_or_404(queries.indicators_seen_by(acting), id=indicator)])
    values = queries.measures_in_force(row)
    may = asked.may(acting, row.partnership)
    context = {
        "indicator": row,
        "values": values[::-1],
        "line": line_of(row, values),
        "belongs": told.belongs_to(row),
        "may_report": row.owner_id == acting.body_id and may.report,
    }
    return render(request, "outcomes/indicator.html", context)
