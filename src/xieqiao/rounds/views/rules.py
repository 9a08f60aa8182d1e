"""Pages of a body's own rules for its people in a round."""

# ruff: noqa: A002 - an address calls it `round`, as it calls every thing by its model

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.rounds import queries
from xieqiao.rounds.errors import NotOurs
from xieqiao.rounds.forms_people import LimitForm, RuleForm
from xieqiao.rounds.models import Round
from xieqiao.rounds.own import break_team, exclude, lock, set_limit, stop_excluding, unlock
from xieqiao.rounds.views.people import MOST_NEEDS
from xieqiao.rounds.views.shared import context_of, done, entrant_of, ids_in, round_of
from xieqiao.ui.paging import page_of

MOST_LISTED = 200


@requires(Capability.READ_OWN)
def rules(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Show the own limits, teams, exclusions and locks; take them back."""
    acting = request.acting
    row = round_of(acting, round)
    if request.method == "POST" and request.POST.get("do") in _BACK:
        return done(request, lambda: _take_back(request, row), "rounds:rules", round)
    limit = queries.limit_of(acting, row)
    asked = request.POST if request.method == "POST" and acting.is_office else None
    form = LimitForm(asked, initial={"floor": limit.floor, "cap": limit.cap})
    if form.is_valid():
        said = form.cleaned_data

        def keep() -> str:
            set_limit(acting, row, said["floor"], said["cap"])
            return _("From the next run on your people take on as many duties as you said.")

        return done(request, keep, "rounds:rules", round)
    pairs = [
        *((one, "exclusion") for one in queries.exclusions_of(acting, row)[:MOST_LISTED]),
        *((one, "lock") for one in queries.locks_of(acting, row)[:MOST_LISTED]),
    ]
    context = context_of(
        acting,
        row,
        "rules",
        form=form,
        limit=limit,
        page=page_of(request, pairs),
        teams=queries.teams_of(acting, row)[:MOST_LISTED],
    )
    return render(request, "rounds/rules.html", context, status=422 if form.errors else 200)


def _take_back(request: ActingRequest, row: Round) -> str:
    acting, do = request.acting, request.POST.get("do", "")
    rows, step, said = _BACK[do]
    ids = ids_in(request, "id")
    found: Any = rows(acting, row).filter(id__in=ids).first()
    if found is None:
        raise NotOurs
    step(acting, found)
    return str(said())


_BACK: dict[str, Any] = {
    "exclusion": (
        queries.exclusions_of,
        stop_excluding,
        lambda: _("The exclusion is taken back."),
    ),
    "lock": (
        queries.locks_of,
        unlock,
        lambda: _("The person is no longer set for this need by hand."),
    ),
    "team": (
        queries.teams_of,
        break_team,
        lambda: _("These people go one by one again."),
    ),
}


@requires(Capability.EDIT_OWN)
def add_rule(request: ActingRequest, body: str, round: UUID, entrant: UUID) -> HttpResponse:
    """Rule out that somebody goes to a need, or set that he or she does."""
    acting = request.acting
    row = round_of(acting, round)
    who = entrant_of(acting, row, entrant)
    needs = queries.needs_in(acting, row).exclude(need__owner=acting.body_id)[:MOST_NEEDS]
    form = RuleForm(request.POST if request.method == "POST" else None, needs)
    if not form.is_valid():
        context = context_of(acting, row, "entrants", who=who, form=form)
        status = 422 if form.errors else 200
        return render(request, "rounds/add_rule.html", context, status=status)
    said = form.cleaned_data

    def keep() -> str:
        need = UUID(said["need"])
        if said["what"] == "lock":
            lock(acting, who.id, need)
            return _("%(who)s goes to this need in any case.") % {"who": who}
        exclude(acting, who.id, need, said["why"] or "other", said["note"])
        return _("%(who)s does not go to this need.") % {"who": who}

    return done(request, keep, "rounds:entrant", round, entrant)
