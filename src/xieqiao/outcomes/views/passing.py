"""Passing an action or a submission on to a unit of the own directory, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.outcomes import queries
from xieqiao.outcomes.forms import PassToUnit
from xieqiao.outcomes.models import (
    Action,
    Addressed,
    AddressedAction,
    AddressedSubmission,
    Submission,
)


@requires(Capability.EDIT_OWN)
def action(request: ActingRequest, body: str, action: UUID) -> HttpResponse:
    """Pass an action of the own side to a unit."""
    acting = request.acting
    rows = queries.where_we_are(queries.actions_seen_by(acting))
    rows = rows.filter(responsible=acting.body_id, closed=False)
    return _passed(request, get_object_or_404(rows, id=action))


@requires(Capability.EDIT_OWN)
def submission(request: ActingRequest, body: str, submission: UUID) -> HttpResponse:
    """Pass a submission of the own side to the unit that answers it."""
    acting = request.acting
    rows = queries.where_we_are(queries.submissions_seen_by(acting))
    return _passed(request, get_object_or_404(rows.filter(owner=acting.body_id), id=submission))


def _passed(request: ActingRequest, about: Action | Submission) -> HttpResponse:
    acting = request.acting
    form = PassToUnit(request.POST or None, acting=acting, about=about)
    if request.method == "POST" and form.is_valid():
        told = form.save()
        words = _("%(unit)s can now read it and prepare reports about it.")
        messages.success(request, words % {"unit": told.unit})
        return redirect(about.path(acting.slug))
    context = {
        "about": about,
        "up": about.path(acting.slug),
        "form": form,
        "is_action": isinstance(about, Action),
    }
    return render(request, "outcomes/pass_on.html", context)


@requires(Capability.EDIT_OWN)
def action_back(request: ActingRequest, body: str, addressed_action: UUID) -> HttpResponse:
    """No longer show an action to a unit."""
    return _taken_back(request, AddressedAction.objects.select_related("action"), addressed_action)


@requires(Capability.EDIT_OWN)
def submission_back(request: ActingRequest, body: str, addressed_submission: UUID) -> HttpResponse:
    """No longer show a submission to a unit."""
    return _taken_back(
        request, AddressedSubmission.objects.select_related("submission"), addressed_submission
    )


def _taken_back(request: ActingRequest, rows: Any, addressed: UUID) -> HttpResponse:
    acting = request.acting
    own = rows.select_related("unit").filter(body=acting.body_id)
    told: Addressed = get_object_or_404(own, id=addressed)
    up = told.about.path(acting.slug)  # type: ignore[attr-defined]
    if request.method == "POST":
        unit = told.unit
        told.delete()
        messages.success(request, _("%(unit)s no longer sees it.") % {"unit": unit})
        return redirect(up)
    context = {"told": told, "about": told.about, "up": up}  # type: ignore[attr-defined]
    return render(request, "outcomes/take_back.html", context)
