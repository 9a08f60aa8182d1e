"""Voting, one's own votes, and putting a statement; the same for accounts and for guests."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from xieqiao.acts.errors import ActError
from xieqiao.broadcast.watching import watch
from xieqiao.consultations import ahead, live, queries, routing
from xieqiao.consultations.booth.answering import as_json
from xieqiao.consultations.forms import StatementForm
from xieqiao.consultations.here import Here
from xieqiao.consultations.live.voting import cast_vote
from xieqiao.consultations.models import Vote
from xieqiao.consultations.views.common import done, statement_in
from xieqiao.consultations.words import Choice
from xieqiao.ui.paging import page_of


def vote(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one statement and take a vote on it; then lead on to the next."""
    me = here.participant
    if me is None:
        return redirect(here.page)
    if request.method == "POST":
        return _voted(request, here)
    watched = watch(here.consultation.channel)
    wanted = request.GET.get("statement") or str(routing.next_for(me) or "")
    statement = statement_in(here.consultation, wanted) if wanted else None
    now: Vote | None = Vote.objects.filter(participant=me, statement=statement).first()
    shown = {
        "watch": watched,
        "here": here,
        "consultation": here.consultation,
        "statement": statement,
        "mine": statement is not None and statement.author_id == me.id,
        "now": now,
        "choices": [(c.value, c.label, now is not None and now.value == c.value) for c in Choice],
        "progress": queries.progress_of(me),
        "counter": ahead.counter_of(me),
    }
    return _private(render(request, "consultations/vote.html", shown))


def _voted(request: HttpRequest, here: Here) -> HttpResponseRedirect:
    assert here.participant is not None
    statement = statement_in(here.consultation, request.POST.get("statement", ""))
    value = {str(c.value): c.value for c in Choice}.get(request.POST.get("value", ""))
    if value is None:
        messages.error(request, _("Choose one of the three buttons."))
        return redirect(f"{here.vote}?statement={statement.id}")
    answer = cast_vote(here.participant, statement.id, value)
    if answer.outcome.refused:
        messages.error(request, answer.message)
        return redirect(here.page)
    if request.POST.get("back") == "mine":
        messages.success(request, _("Your vote is changed."))
        return redirect(here.mine)
    following = routing.next_for(here.participant)
    return redirect(f"{here.vote}?statement={following}" if following else here.vote)


def votes(request: HttpRequest, here: Here) -> JsonResponse:
    """Take votes from a device, each answered; or say what can be voted on, for going offline."""
    me = here.participant
    if request.method != "POST":
        return JsonResponse(ahead.as_json(here))
    if me is None:
        words = _("You do not take part yet. Open the page of the consultation and join first.")
        return JsonResponse({"error": "not-joined", "message": words}, status=409)
    sent = _sent(request)
    if sent is None:
        words = _("These are no votes that can be read. Nothing was counted.")
        return JsonResponse({"error": "nonsense", "message": words}, status=400)
    try:
        answers = live.cast_votes(me, sent)
    except ActError as error:
        return JsonResponse({"error": "refused", "message": str(error.message)}, status=400)
    return as_json(answers)


def _sent(request: HttpRequest) -> list[Any] | None:
    """Return the votes in a request's JSON; None for what is none."""
    try:
        found = json.loads(request.body)
    except RequestDataTooBig:
        return None
    except (ValueError, RecursionError):
        return None
    sent = found.get("votes") if isinstance(found, dict) else None
    return sent if isinstance(sent, list) else None


def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """Show one's own votes, to change them, and what became of one's own statements."""
    if here.participant is None:
        return redirect(here.page)
    shown = {
        "here": here,
        "consultation": here.consultation,
        "page": page_of(request, queries.votes_of(here.participant)),
        "statements": queries.statements_by(here.participant),
        "progress": queries.progress_of(here.participant),
    }
    return _private(render(request, "consultations/mine.html", shown))


def put(request: HttpRequest, here: Here) -> HttpResponse:
    """Put a statement of one's own."""
    me = here.participant
    if me is None:
        return redirect(here.page)
    form = StatementForm(request.POST or None)
    if request.method == "POST" and done(
        form, lambda said: live.put_statement(me, said["text"], said["language"])
    ):
        messages.success(
            request, _("Your statement is there; the others can vote on it from now on.")
        )
        return redirect(here.vote)
    shown = {"here": here, "consultation": here.consultation, "form": form}
    status = 422 if request.method == "POST" else 200
    return _private(render(request, "consultations/put.html", shown, status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = "private, no-store"
    return answer
