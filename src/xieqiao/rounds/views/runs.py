"""Pages of runs: their totals, of each result one's own part, and two of them side by side."""

# ruff: noqa: A002 - an address calls it `round`, as it calls every thing by its model

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.access import Acting, ActingRequest, Capability, requires
from xieqiao.rounds import queries, told
from xieqiao.rounds.forms import WordsFilter
from xieqiao.rounds.live import start_run
from xieqiao.rounds.models import Round, Run
from xieqiao.rounds.told_runs import assigned_rows, fill_rows
from xieqiao.rounds.views.shared import context_of, done, round_of
from xieqiao.ui.paging import page_of

PER_PAGE = 20  # each with its reasons


@requires(Capability.READ_SHARED)
def runs(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """List the runs of a round; a new one is started from here."""
    acting = request.acting
    row = round_of(acting, round)
    if request.method == "POST":
        return done(request, lambda: _start(acting, row), "rounds:runs", round)
    page = page_of(request, queries.runs_of(acting, row))
    context = context_of(
        acting,
        row,
        "runs",
        page=page,
        rows=[(run, run.path(body), told.run_words(run), told.run_look(run)) for run in page],
        why_not=queries.may_run(acting, row),
        under_way=any(run.under_way for run in page),
        several=page.paginator.count > 1,
    )
    return render(request, "rounds/runs.html", context)


def _start(acting: Acting, row: Round) -> str:
    run = start_run(acting, row)
    if run.under_way:
        return _("It is being matched. This page shows the result as soon as it is there.")
    return _("Run %(n)d is there: %(words)s.") % {"n": run.number, "words": told.run_words(run)}


@requires(Capability.READ_SHARED)
def run(request: ActingRequest, body: str, round: UUID, number: int) -> HttpResponse:
    """Show a run: totals for all, and which of the own people go where and why."""
    acting = request.acting
    row = round_of(acting, round)
    found = _run(acting, row, number)
    if found is None:
        return redirect("rounds:runs", body, round)
    form = WordsFilter(request.GET)
    words = form.asked()["words"]
    sort = request.GET.get("sort", "")
    page = page_of(request, queries.assignments_of(acting, found, words, sort), PER_PAGE)
    context = context_of(
        acting,
        row,
        "runs",
        **_about(acting, found),
        form=form,
        asked=bool(words),
        page=page,
        rows=assigned_rows(acting, page),
        reads_own=acting.can(Capability.READ_OWN),
    )
    return render(request, "rounds/run.html", context)


def _about(acting: Acting, run: Run) -> dict[str, Any]:
    fresh = run.usable and run.finished_at is not None and queries.is_fresh(run)
    newest = queries.newest_run(acting, run.round)
    return {
        "run": run,
        "words": told.run_words(run),
        "look": told.run_look(run),
        "total": told.hundredths(run.total),
        "bound": told.hundredths(run.bound),
        "price": None if run.fairness_cost is None else told.hundredths(run.fairness_cost),
        "fresh": fresh,
        "newest": newest is not None and newest.id == run.id,
        "adopted": run.round.run_id == run.id,
        "clash": queries.clash_of(acting, run),
    }


@requires(Capability.READ_SHARED)
def fills(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Show how the own needs fare in a run: numbers, why not more, and what would change it."""
    acting = request.acting
    row = round_of(acting, round)
    asked = request.GET.get("run", "")
    found = _run(acting, row, int(asked)) if asked.isdigit() else _usual(acting, row)
    if found is None:
        return redirect("rounds:runs", body, round)
    page = page_of(request, fill_rows(acting, row, found))
    context = context_of(acting, row, "runs", run=found, page=page)
    return render(request, "rounds/fills.html", context)


def _usual(acting: Acting, row: Round) -> Run | None:
    """Return the run that was adopted, or the newest that can be."""
    rows = queries.runs_of(acting, row)
    adopted = rows.filter(id=row.run_id).first() if row.run_id else None
    return adopted or next((run for run in rows if run.usable), None)


@requires(Capability.READ_SHARED)
def compare(request: ActingRequest, body: str, round: UUID) -> HttpResponse:
    """Show two runs side by side."""
    acting = request.acting
    row = round_of(acting, round)
    there = [run for run in queries.runs_of(acting, row)[:100] if run.usable]
    first, second = (_asked(request, there, name, at) for name, at in (("a", 1), ("b", 0)))
    context = context_of(acting, row, "runs", runs=there, first=first, second=second)
    context["reads_own"] = acting.can(Capability.READ_OWN)
    if first and second:
        context["found"] = queries.compare(acting, first, second)
        context["page"] = page_of(request, context["found"].ours)
    return render(request, "rounds/compare.html", context)


def _asked(request: ActingRequest, there: list[Run], name: str, usual: int) -> Run | None:
    wanted = request.GET.get(name, "")
    found = next((run for run in there if str(run.number) == wanted), None)
    return found or (there[usual] if len(there) > usual else None)


def _run(acting: Acting, row: Round, number: int) -> Run | None:
    try:
        return queries.run_of(acting, row, number)
    except LookupError:
        return None
