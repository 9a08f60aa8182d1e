"""A year of a section or of the body on one page, and what to improve."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.bodies.models import Outside
from xieqiao.bodies.queries import people_of, sections_of
from xieqiao.duty import told
from xieqiao.duty.forms import PointsForm
from xieqiao.duty.improving import review
from xieqiao.duty.points import rule_of
from xieqiao.duty.records import records_of
from xieqiao.duty.views.records import asked_year
from xieqiao.duty.years import year_of
from xieqiao.ui.paging import page_of


def _year(request: ActingRequest) -> int:
    return asked_year(request) or request.acting.body.today().year


def _context(request: ActingRequest, people: Any) -> dict[str, Any]:
    today = request.acting.body.today()
    year = _year(request)
    records = records_of(request.acting, people)
    last = today.month if year == today.year else 12
    return {
        "year": year,
        "years": range(today.year, today.year - 6, -1),
        "told": year_of(records, year, this_month=last),
        **told.may(request.acting),
    }


@requires(Capability.READ_OWN)
def body_year(request: ActingRequest, body: str) -> HttpResponse:
    """Show what all members of the body did in a year."""
    context = _context(request, people_of(request.acting, outside=Outside.NO))
    sections = page_of(request, sections_of(request.acting))
    context |= {"tab": "year", "page": sections}
    return render(request, "duty/year.html", context)


@requires(Capability.READ_OWN)
def section_year(request: ActingRequest, body: str, section: UUID) -> HttpResponse:
    """Show what the members of a section did in a year."""
    row = get_object_or_404(sections_of(request.acting), id=section)
    context = _context(request, people_of(request.acting, section=row.id, outside=Outside.NO))
    return render(request, "duty/year.html", {**context, "section": row})


@requires(Capability.READ_SHARED)
def improve(request: ActingRequest, body: str) -> HttpResponse:
    """Show what a year brought in each partnership and mechanism, and what to improve."""
    acting = request.acting
    year = _year(request)
    found = review(acting, year, acting.body.today())
    context = {
        "year": year,
        "years": range(acting.body.today().year, acting.body.today().year - 6, -1),
        "page": page_of(request, found, 10),
        "tab": "improve",
        **told.may(acting),
    }
    return render(request, "duty/improve.html", context)


@requires(Capability.READ_OWN)
def points(request: ActingRequest, body: str) -> HttpResponse:
    """Show the body's own rule of points, and change it; without a rule there are no points."""
    acting = request.acting
    rule = rule_of(acting)
    may_edit = acting.can(Capability.EDIT_OWN)
    form = PointsForm(request.POST if request.method == "POST" and may_edit else None, rule=rule)
    if request.method == "POST":
        if not may_edit:
            return redirect("duty:points", body=body)
        if form.is_valid():
            form.keep(acting)
            messages.success(request, _("The rule of points is kept."))
            return redirect("duty:points", body=body)
    context = {
        "form": form,
        "rule": rule,
        "may_edit": may_edit,
        "tab": "points",
        **told.may(acting),
    }
    return render(request, "duty/points.html", context, status=422 if form.errors else 200)
