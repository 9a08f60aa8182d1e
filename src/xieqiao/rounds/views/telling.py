"""Pages on which an office tells its people where they go, and notes what they say."""

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
from xieqiao.rounds import queries
from xieqiao.rounds.forms_people import AnswerForm
from xieqiao.rounds.models import Round, Told
from xieqiao.rounds.own import answer as keep_answer
from xieqiao.rounds.own import take_back, tell
from xieqiao.rounds.told_runs import telling_rows
from xieqiao.rounds.views.shared import context_of, done, entrant_of, round_of
from xieqiao.ui.paging import page_of


@requires(Capability.READ_OWN)
def telling(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """List the own people in the adopted result: told or not, and what they said."""
    acting = request.acting
    row = round_of(acting, round)
    if row.run_id is None:
        return redirect(row.path(body))
    if request.method == "POST":
        return done(request, lambda: _tell(request, row), "rounds:telling", round)
    found = queries.adopted_ours(acting, row)
    page = page_of(request, found)
    context = context_of(
        acting,
        row,
        "telling",
        page=page,
        rows=telling_rows(acting, page),
        untold=sum(one.told is None for one in found),
        may_send=acting.writes_acts,
        holes=queries.holes_of(acting, row),
        why_no_run=queries.may_run(acting, row),
    )
    return render(request, "rounds/telling.html", context)


def _tell(request: ActingRequest, row: Round) -> str:
    n = 0
    for pair in request.POST.getlist("pair"):
        entrant, _slash, need = pair.partition("/")
        try:
            ids = UUID(entrant), UUID(need)
        except ValueError:
            continue
        tell(request.acting, row, *ids, timezone.localdate())
        n += 1
    if not n:
        return _("Nobody was ticked, so nothing was noted.")
    words = {"n": n}
    return ngettext("%(n)d person has been told.", "%(n)d people have been told.", n) % words


@requires(Capability.EDIT_OWN)
def answer(request: ActingRequest, body: str, round: UUID, entrant: UUID) -> HttpResponse:
    """Note what somebody who was told has said, or that he or she was not told after all."""
    acting = request.acting
    row = round_of(acting, round)
    who = entrant_of(acting, row, entrant)
    told = _told(request, row, entrant)
    if told is None:
        return redirect("rounds:entrant", body, round, entrant)
    if request.POST.get("do") == "back":

        def back() -> str:
            take_back(acting, told)
            return _("%(who)s counts as not told yet.") % {"who": who}

        return done(request, back, "rounds:telling", round)
    start: dict[str, Any] = {"on": told.answered_on or timezone.localdate()}
    start |= {"said": told.answer, "reason": told.reason} if told.answer else {}
    form = AnswerForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data

        def keep() -> str:
            keep_answer(acting, told, said["said"], said["on"], said["reason"])
            if said["said"] == "accepted":
                return _("%(who)s goes. Now propose the dispatch to the partner.") % {"who": who}
            return _("%(who)s cannot go. A new run fills the place anew.") % {"who": who}

        return done(request, keep, "rounds:telling", round)
    context = context_of(acting, row, "telling", who=who, told=told, form=form)
    return render(request, "rounds/answer.html", context, status=422 if form.errors else 200)


def _told(request: ActingRequest, row: Round, entrant: UUID) -> Told | None:
    asked: Any = request.POST.get("need") or request.GET.get("need", "")
    rows = queries.told_of(request.acting, row).filter(entrant=entrant)
    try:
        return rows.filter(need=UUID(asked)).first()
    except ValueError:
        return rows.first()
