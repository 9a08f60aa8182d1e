"""One shape for every form of the directory, and one for taking something out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise

from xieqiao.acts.access import ActingRequest
from xieqiao.bodies.removal import CannotRemove, remove

Words = str | Promise


def edit_page(
    request: ActingRequest,
    form: Any,
    *,
    heading: Words,
    button: Words,
    back: str,
    crumb: Words,
    lead: Words = "",
    demonstration: bool = False,
) -> HttpResponse:
    """Return the page of a form; with what was typed, and an error at its field, if it has one."""
    page = {
        "form": form,
        "page_heading": heading,
        "button": button,
        "back": back,
        "crumb": crumb,
        "page_lead": lead,
        "demonstration": demonstration,
    }
    return render(request, "bodies/form.html", page, status=422 if form.errors else 200)


def removal_page(
    request: ActingRequest,
    row: Any,
    *,
    heading: Words,
    effect: Words,
    back: str,
    after: str,
    told: Words,
    why_not: Words | None = None,
    action: Callable[[], None] | None = None,
) -> HttpResponse:
    """Ask before taking something out, saying what will happen; do it when asked by POST."""
    if request.method == "POST" and why_not is None:
        try:
            action() if action else remove(row)
        except CannotRemove as error:
            why_not = error.message
        else:
            messages.success(request, str(told))
            return HttpResponseRedirect(after)
    page = {
        "row": row,
        "page_heading": heading,
        "effect": effect,
        "back": back,
        "why_not": why_not,
    }
    return render(request, "bodies/remove.html", page, status=409 if request.POST else 200)


def saved(request: ActingRequest, told: Words, path: str) -> HttpResponseRedirect:
    """Say what now is, and go there."""
    messages.success(request, str(told))
    return HttpResponseRedirect(path)
