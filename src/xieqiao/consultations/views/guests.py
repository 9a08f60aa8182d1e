"""The pages of those who take part by an invitation, without an account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from xieqiao.acts.errors import ActError
from xieqiao.consultations import live, told
from xieqiao.consultations.guest_cookies import SALT, cookie_of, key_in
from xieqiao.consultations.here import Here
from xieqiao.consultations.live.joining import guest_of
from xieqiao.consultations.views import voting
from xieqiao.consultations.views.plain import answers_json

_DAYS = 400


def consultation(request: HttpRequest, token: str) -> HttpResponse:
    """Say to a guest what the consultation is, and what is promised."""
    here = here_of(request, token)
    shown = {"here": here, "consultation": here.consultation, "page": told.page_of(here)}
    answer = render(request, "consultations/guest.html", shown)
    answer["Cache-Control"] = "private, no-store"
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_POST
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Take part as a guest; only this browser knows as whom."""
    here = here_of(request, token)
    assert here.link is not None
    try:
        _participant, key = live.join_as_guest(here.link, key_in(request, here.consultation.id))
    except ActError as error:
        messages.error(request, str(error.message))
        return redirect(here.page)
    messages.success(request, _("You take part now. Nobody sees your name beside your votes."))
    answer = redirect(here.vote)
    answer.set_signed_cookie(
        cookie_of(here.consultation.id),
        key,
        salt=SALT,
        max_age=_DAYS * 86400,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return answer


def vote(request: HttpRequest, token: str) -> HttpResponse:
    """Vote on one statement after the other."""
    return voting.vote(request, here_of(request, token))


@answers_json
def votes(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take votes that a guest's device sends, each with its key."""
    return voting.votes(request, here_of(request, token))


def mine(request: HttpRequest, token: str) -> HttpResponse:
    """Show a guest's own votes and statements."""
    return voting.mine(request, here_of(request, token))


def put(request: HttpRequest, token: str) -> HttpResponse:
    """Put a statement as a guest."""
    return voting.put(request, here_of(request, token))


def here_of(request: HttpRequest, token: str) -> Here:
    """Return where the holder of an invitation stands. Raises Http404 for what is none."""
    link = live.guest_link_of(token)
    if link is None:
        raise Http404
    me = guest_of(link.consultation_id, key_in(request, link.consultation_id))
    return Here(link.consultation, me, link=link, token=token)
