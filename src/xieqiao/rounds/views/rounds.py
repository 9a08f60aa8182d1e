"""Pages of rounds: the list, one round, and the word that one's party is ready."""

# ruff: noqa: A002 - an address calls it `round`, as it calls every thing by its model

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.partnerships.queries import partnership_choices
from xieqiao.rounds import queries, told
from xieqiao.rounds.forms import RoundFilter
from xieqiao.rounds.live import not_ready, say_ready
from xieqiao.rounds.picture import flow_of
from xieqiao.rounds.views.shared import context_of, done, round_of
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def rounds(request: ActingRequest, body: str) -> HttpResponse:
    """List the rounds of all partnerships of the body."""
    acting = request.acting
    form = RoundFilter(request.GET, acting)
    asked = form.asked()
    page = page_of(request, queries.round_list(acting, **asked, sort=request.GET.get("sort", "")))
    context = {
        "form": form,
        "asked": any(asked.values()),
        "page": page,
        "rows": [(row, row.path(body), told.LOOKS[row.stage]) for row in page],
        "places": partnership_choices(acting) if acting.writes_acts else [],
    }
    return render(request, "rounds/list.html", context)


@requires(Capability.READ_SHARED)
def round_page(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Show one round: how far it has come, who is ready, and what was adopted."""
    acting = request.acting
    row = round_of(acting, round)
    sides = queries.parties_of(row)
    newest = queries.newest_run(acting, row)
    shares = page_of(request, queries.shares_of(acting, row))
    ours = next((side for side in sides if side.body.id == acting.body_id), None)
    context = context_of(
        acting,
        row,
        "round",
        sides=sides,
        ready=ours is not None and ours.ready_at is not None,
        is_party=ours is not None,
        steps=told.steps_of(row, sides, newest),
        rules=told.rules_of(row),
        newest=newest,
        newest_words=told.run_words(newest) if newest else "",
        may_adopt=newest is not None and newest.usable and newest.id != row.run_id,
        why_no_run=queries.may_run(acting, row),
        page=shares,
        picture=flow_of(list(shares), body, row) if shares.object_list else "",
        holes=queries.holes_of(acting, row),
    )
    return render(request, "rounds/round.html", context)


@require_POST
@requires(Capability.EDIT_OWN)
def ready(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Say that one's party has put in all it wants, or take that back."""
    acting = request.acting
    row = round_of(acting, round)

    def step() -> str:
        if request.POST.get("do") == "not":
            not_ready(acting, row)
            return _("Your word is taken back; go on putting in.")
        say_ready(acting, row)
        return _("It stands for all parties that you have put in what you want.")

    return done(request, step, "rounds:round", round)
