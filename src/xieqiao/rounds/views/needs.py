"""Pages of the needs in a round: all parties read them, each puts in its own."""

# ruff: noqa: A002 - an address calls it `round`, as it calls every thing by its model

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.rounds import queries
from xieqiao.rounds.forms_needs import NeedForm
from xieqiao.rounds.languages import names_of
from xieqiao.rounds.live import put_need, take_need_out
from xieqiao.rounds.models import Round
from xieqiao.rounds.views.shared import context_of, done, ids_in, need_named, round_of
from xieqiao.ui.paging import page_of

MOST_OFFERED = 200


@requires(Capability.READ_SHARED)
def needs(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """List the needs in a round; the office puts in several of its own at once."""
    acting = request.acting
    row = round_of(acting, round)
    if request.method == "POST":
        return done(request, lambda: _put_in(request, row), "rounds:needs", round)
    page = page_of(request, queries.needs_in(acting, row))
    context = context_of(acting, row, "needs", page=page)
    context["rows"] = [(need, need.need.path(body), names_of(need.languages)) for need in page]
    context["ours"] = acting.body_id
    context["offered"] = []
    if context["may_write"]:
        context["offered"] = list(queries.our_needs_to_put_in(acting, row)[:MOST_OFFERED])
    return render(request, "rounds/needs.html", context)


def _put_in(request: ActingRequest, row: Round) -> str:
    chosen = ids_in(request, "need")
    for one in chosen:
        put_need(request.acting, row, one)
    if not chosen:
        return _("Nothing was ticked, so nothing was put in.")
    n = len(chosen)
    return ngettext("%(n)d need is in the round.", "%(n)d needs are in the round.", n) % {"n": n}


@requires(Capability.EDIT_OWN)
def change(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Change how a need of the own body is in a round, or take it out."""
    acting = request.acting
    row = round_of(acting, round)
    need = need_named(request, row)
    if need is None or need.need.owner_id != acting.body_id:
        return redirect("rounds:needs", body=body, round=round)
    if request.POST.get("do") == "out":
        return done(request, lambda: _take_out(acting, row, need.id), "rounds:needs", round)
    now = {"languages": need.languages.split(","), "whole": need.whole}
    form = NeedForm(request.POST or None, initial=now, fair=row.fair)
    if request.method == "POST" and form.is_valid():
        said: Any = form.cleaned_data
        step = {"languages": ",".join(said["languages"]), "whole": said.get("whole", False)}

        def put() -> str:
            put_need(acting, row, need.need_id, **step)
            return _("“%(title)s” is in the round as you said.") % {"title": need}

        return done(request, put, "rounds:needs", round)
    context = context_of(acting, row, "needs", need=need, form=form)
    return render(request, "rounds/need.html", context, status=422 if form.errors else 200)


def _take_out(acting: Acting, row: Round, need: UUID) -> str:
    take_need_out(acting, row, need)
    return _("The need is no longer in the round; runs that were made before still name it.")
