"""Pages of linked supervision and of cold trails."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.outcomes import asked, queries, told, trails
from xieqiao.outcomes.forms import ListFilter
from xieqiao.outcomes.left import as_left
from xieqiao.outcomes.models import Finding
from xieqiao.outcomes.views import shown
from xieqiao.ui.paging import ordered, page_of

SORTS = {"state": ("closed", "-lagging", "-entered_at"), "new": ("entered_at",)}


@requires(Capability.READ_SHARED)
def findings(request: ActingRequest, body: str) -> HttpResponse:
    """List what linked supervision found; what lags and is open comes first."""
    acting = request.acting
    offered = {
        "partnership": (_("Partnership"), asked.partnership_choices(acting)),
        "party": (_("Asked of"), asked.party_choices(acting)),
        "state": (_("State"), _states()),
    }
    form = ListFilter(request, offered)
    topic = asked.asked_id(request, "topic")
    rows = queries.findings_seen_by(acting)
    rows = queries.findings_on_topic(acting, topic) if topic else rows
    rows = _found(rows, form)
    page = page_of(request, ordered(request, rows, SORTS, "state"))
    context = {
        "form": form,
        "page": page,
        "rows": as_left(page.object_list, "asked_of"),
        "sorts": [("state", _("state")), ("new", _("agreed on"))],
        **shown.room(acting, "findings"),
    }
    return render(request, "outcomes/findings.html", context)


def _states() -> list[tuple[str, str]]:
    return [("lagging", _("Lagging")), ("open", _("Not put right")), ("settled", _("Put right"))]


def _found(rows: QuerySet[Finding], form: ListFilter) -> QuerySet[Finding]:
    words, state = form.asked("q"), form.asked("state")
    rows = queries.unchanged(rows) if words or state else rows
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(found__icontains=words))
    if state:
        rows = rows.filter(closed=state == "settled")
    rows = rows.filter(lagging=True) if state == "lagging" else rows
    wanted = {"partnership": form.asked_id("partnership"), "asked_of": form.asked_id("party")}
    return asked.narrowed(rows, **wanted)


@requires(Capability.READ_SHARED)
def finding(request: ActingRequest, body: str, finding: UUID) -> HttpResponse:
    """Show one finding: what was looked at, found and asked, and how it was settled."""
    acting = request.acting
    found: Any = get_object_or_404(queries.findings_seen_by(acting), id=finding)
    (row,) = as_left([found], "asked_of")
    context = {
        "finding": row,
        "belongs": told.belongs_to(row),
        "under_way": [] if found.left_by_us else queries.under_way(acting, row.id),
        "may": asked.may(acting, row.partnership),
    }
    return render(request, "outcomes/finding.html", context)


@requires(Capability.READ_SHARED)
def cold_trails(request: ActingRequest, body: str) -> HttpResponse:
    """List what has had no receipt, answer, news or remedy, by whose turn it is, with the days."""
    acting = request.acting
    offered = {"partnership": (_("Partnership"), asked.partnership_choices(acting))}
    form = ListFilter(request, offered, words=False)
    chosen = form.asked_id("partnership")
    rows = {
        what: asked.narrowed(find(acting), partnership=chosen)
        for what, find in trails.FINDERS.items()
    }
    counts = {what: found.count() for what, found in rows.items()}
    what = _asked_what(request, counts)
    page = page_of(request, trails.grouped_by_party(rows[what]))
    context = {
        "form": form,
        "what": what.value,
        "among": f"&partnership={chosen}" if chosen else "",
        "tabs": [(one.value, label, counts[one]) for one, label in _labels()],
        "page": page,
        "groups": _by_turn(acting, what, page.object_list),
        "total": sum(counts.values()),
        "how": _thresholds()[what],
        **shown.room(acting, "cold_trails"),
    }
    return render(request, "outcomes/cold_trails.html", context)


def _asked_what(request: ActingRequest, counts: dict[trails.What, int]) -> trails.What:
    """Return which sort is asked for; otherwise the most pressing one of which there is any."""
    word = request.GET.get("what", "")
    if word in set(trails.What):
        return trails.What(word)
    return next((what for what, count in counts.items() if count), trails.What.LATE)


def _labels() -> list[tuple[trails.What, str]]:
    return [
        (trails.What.LATE, _("Overdue")),
        (trails.What.ANSWER, _("No answer")),
        (trails.What.RECEIPT, _("No receipt")),
        (trails.What.NEWS, _("No news")),
        (trails.What.FINDING, _("Not put right")),
    ]


def _thresholds() -> dict[trails.What, str]:
    return {
        trails.What.LATE: _("Actions whose due day is over and that nobody reported as done."),
        trails.What.ANSWER: _(
            "Submissions whose answer was expected by now, or that got none for %(quiet)d days; "
            "after %(most)d days an answer is overdue."
        )
        % {"quiet": trails.QUIET_DAYS, "most": trails.ANSWER_DAYS},
        trails.What.RECEIPT: _("Submissions without a receipt for %(days)d days.")
        % {"days": trails.RECEIPT_DAYS},
        trails.What.NEWS: _("Open actions of which nothing was reported for %(days)d days.")
        % {"days": trails.NEWS_DAYS},
        trails.What.FINDING: _(
            "What linked supervision found lagging, past its day or for %(days)d days."
        )
        % {"days": trails.FINDING_DAYS},
    }


def _by_turn(acting: Acting, what: trails.What, rows: Any) -> list[dict[str, Any]]:
    found = [trails.trail(what, row) for row in rows]
    groups = groupby(found, key=lambda trail: trail.party)
    return [
        {
            "party": party,
            "ours": party is not None and party.id == acting.body_id,
            "trails": [(one, told.trail_sentence(one), one.row.path(acting.slug)) for one in there],
        }
        for party, there in groups
    ]
