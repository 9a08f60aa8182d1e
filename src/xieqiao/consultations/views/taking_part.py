"""The pages of those who take part by an account."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.access import ActingRequest, Capability, requires
from xieqiao.acts.errors import ActError
from xieqiao.broadcast.watching import watch
from xieqiao.consultations import live, queries, told
from xieqiao.consultations.lists import asked, of_address
from xieqiao.consultations.views import voting
from xieqiao.consultations.views.common import here_of, seen
from xieqiao.consultations.views.plain import answers_json
from xieqiao.partnerships.queries import partnerships_open_to
from xieqiao.ui.paging import page_of


@requires(Capability.READ_SHARED)
def consultations(request: ActingRequest, body: str) -> HttpResponse:
    """List consultations, the latest first."""
    of = of_address(request)
    form, wanted = asked(request)
    page = page_of(request, queries.consultation_list(request.acting, **wanted, of=of))
    narrowed = any(wanted.values()) or any(of.values())
    shown = {
        "page": page,
        "form": form,
        "of": of,
        "narrowed": narrowed,
        "open_path": told.start_path(request.acting, **of),
    }
    return render(request, "consultations/list.html", shown)


@requires(Capability.PREPARE_ACT, Capability.RELEASE_ACT)
def start(request: ActingRequest, body: str) -> HttpResponse:
    """Lead on to the form of a new consultation, once it is clear in which partnership."""
    rows = partnerships_open_to(request.acting).order_by("sort_key", "id")
    first = list(rows[:2])
    if len(first) == 1:
        return redirect(told.open_path(request.acting, first[0].id))
    page = page_of(request, rows)
    listed = [(row, told.open_path(request.acting, row.id)) for row in page.object_list]
    return render(request, "consultations/start.html", {"page": page, "rows": listed})


@requires(Capability.READ_SHARED)
def consultation(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Show what a consultation is, who takes part, what is promised, and its statements."""
    row = seen(request.acting, consultation)
    watched = watch(row.channel)  # before anything is read, so that nothing falls between
    here = here_of(request.acting, consultation)
    shown = {
        "watch": watched,
        "here": here,
        "consultation": here.consultation,
        "page": told.page_of(here),
        "statements": page_of(request, queries.shown_in(here.consultation.id)),
    }
    return render(request, "consultations/consultation.html", shown)


@requires(Capability.COMMENT)
@require_POST
def join(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Take part; then lead on to voting."""
    here = here_of(request.acting, consultation)
    try:
        live.join(request.acting, here.consultation)
    except ActError as error:
        messages.error(request, str(error.message))
        return redirect(here.page)
    messages.success(request, _("You take part now. Nobody sees your name beside your votes."))
    return redirect(here.vote)


@requires(Capability.COMMENT)
def vote(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Vote on one statement after the other."""
    return voting.vote(request, here_of(request.acting, consultation))


@answers_json
@requires(Capability.COMMENT)
def votes(request: ActingRequest, body: str, consultation: UUID) -> HttpResponseBase:
    """Take votes that a device sends, each with its key."""
    return voting.votes(request, here_of(request.acting, consultation))


@requires(Capability.COMMENT)
def mine(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Show one's own votes and statements."""
    return voting.mine(request, here_of(request.acting, consultation))


@requires(Capability.COMMENT)
def put(request: ActingRequest, body: str, consultation: UUID) -> HttpResponse:
    """Put a statement."""
    return voting.put(request, here_of(request.acting, consultation))
