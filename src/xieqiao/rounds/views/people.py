"""Pages of the own people in a round: only the own office reads and writes them."""

# ruff: noqa: A002 - an address calls it `round`, as it calls every thing by its model

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.texts import clean_line
from xieqiao.rounds import queries
from xieqiao.rounds.forms import EntrantFilter, WordsFilter
from xieqiao.rounds.forms_people import EntrantForm, PersonForm, RuleForm
from xieqiao.rounds.languages import names_of
from xieqiao.rounds.models import Round
from xieqiao.rounds.own import (
    change_entrant,
    make_team,
    put_in_all_usable,
    put_in_strengths,
    take_out,
)
from xieqiao.rounds.own import put_in_person as put_person
from xieqiao.rounds.views.shared import context_of, done, entrant_of, ids_in, round_of
from xieqiao.ui.paging import page_of

MOST_PEOPLE = 2000
MOST_NEEDS = 500


@requires(Capability.READ_OWN)
def entrants(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """List the own people in a round; several are taken out, or made a team, at once."""
    acting = request.acting
    row = round_of(acting, round)
    if request.method == "POST":
        return done(request, lambda: _several(request, row), "rounds:entrants", round)
    form = EntrantFilter(request.GET, queries.teams_of(acting, row))
    asked = form.asked()
    rows = queries.entrants_of(acting, row, **asked, sort=request.GET.get("sort", ""))
    page = page_of(request, rows)
    context = context_of(
        acting,
        row,
        "entrants",
        form=form,
        asked=bool(asked["words"] or asked["team"] or asked["state"] == "out"),
        page=page,
        rows=[(one, names_of(one.languages)) for one in page],
    )
    return render(request, "rounds/entrants.html", context)


def _several(request: ActingRequest, row: Round) -> str:
    acting, ids = request.acting, ids_in(request, "entrant")
    if not ids:
        return _("Nobody was ticked, so nothing was changed.")
    if request.POST.get("do") == "team":
        name = clean_line(request.POST.get("name", ""), limit=100) or _("Team")
        make_team(acting, row, name, ids)
        return _("“%(name)s” goes together, or nobody of it.") % {"name": name}
    found = list(queries.entrants_of(acting, row).filter(id__in=ids))
    for one in found:
        take_out(acting, one)
    n = len(found)
    return ngettext("%(n)d person is taken out.", "%(n)d people are taken out.", n) % {"n": n}


@requires(Capability.EDIT_OWN)
def put_in(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Put in many at once, from the own strengths whose people have agreed."""
    acting = request.acting
    row = round_of(acting, round)
    if request.method == "POST":
        query = "" if request.POST.get("do") == "all" else _again(request)
        name = "rounds:entrants" if request.POST.get("do") == "all" else "rounds:put_in"
        return done(request, lambda: _put_in(request, row), name, round, query=query)
    form = WordsFilter(request.GET)
    words = form.asked()["words"]
    page = page_of(request, queries.strengths_to_put_in(acting, row, words))
    context = context_of(acting, row, "entrants", form=form, asked=bool(words), page=page)
    return render(request, "rounds/put_in.html", context)


def _again(request: ActingRequest) -> str:
    asked = request.GET.urlencode()
    return f"?{asked}" if asked else ""


def _put_in(request: ActingRequest, row: Round) -> str:
    if request.POST.get("do") == "all":
        n = put_in_all_usable(request.acting, row)
    else:
        chosen = ids_in(request, "strength")
        if not chosen:
            return _("Nobody was ticked, so nobody was put in.")
        n = put_in_strengths(request.acting, row, chosen)
    words = {"n": n}
    return ngettext("%(n)d more person is put in.", "%(n)d more people are put in.", n) % words


@requires(Capability.EDIT_OWN)
def put_in_person(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Put in somebody of the own directory in words of the office."""
    acting = request.acting
    row = round_of(acting, round)
    people = queries.people_to_put_in(acting, row)[:MOST_PEOPLE]
    start = {"most": 1, "agreed_on": timezone.localdate()}
    form = PersonForm(request.POST or None, people, initial=start)
    if request.method == "POST" and form.is_valid():
        said = form.said()

        def put() -> str:
            how, on = said.pop("agreed_how"), said.pop("agreed_on")
            found = put_person(acting, row, UUID(said.pop("person")), how=how, on=on, **said)
            return _("%(who)s is put in.") % {"who": found}

        return done(request, put, "rounds:entrants", round)
    context = context_of(acting, row, "entrants", form=form)
    status = 422 if form.errors else 200
    return render(request, "rounds/put_in_person.html", context, status=status)


@requires(Capability.READ_OWN)
def entrant(request: ActingRequest, body: str, round: UUID, entrant: UUID) -> HttpResponse:
    """Show one of the own people in a round: words, limits, and rules by hand."""
    acting = request.acting
    row = round_of(acting, round)
    who = entrant_of(acting, row, entrant)
    if request.method == "POST" and not acting.is_office:
        return redirect("rounds:entrant", body, round, entrant)
    form = EntrantForm(
        request.POST or None, by_name=who.strength_id is None, initial=EntrantForm.now(who)
    )
    if request.method == "POST" and form.is_valid():

        def keep() -> str:
            change_entrant(acting, who, **form.said())
            return _("%(who)s is in the round as you said.") % {"who": who}

        return done(request, keep, "rounds:entrant", round, entrant)
    rules: dict[str, Any] = {
        "exclusions": queries.exclusions_of(acting, row).filter(entrant=who),
        "locks": queries.locks_of(acting, row).filter(entrant=who),
    }
    others = queries.needs_in(acting, row).exclude(need__owner=acting.body_id)[:MOST_NEEDS]
    context = context_of(acting, row, "entrants", who=who, form=form, **rules)
    context["rule_form"] = RuleForm(None, others)
    return render(request, "rounds/entrant.html", context, status=422 if form.errors else 200)
