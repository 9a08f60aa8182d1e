"""Taking up an invitation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from xieqiao.acts.access import sign_in_path
from xieqiao.bodies.forms.sign_in import AcceptForm
from xieqiao.bodies.invitations import InvitationError, accept, accept_as_new, invitation_for
from xieqiao.bodies.models import Invitation
from xieqiao.bodies.views.sign_in import BACKEND


@never_cache
@sensitive_post_parameters("password", "password_again")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Let the invited person choose a name and a password, or use the account signed in with."""
    try:
        found = invitation_for(token)
        if request.method == "POST" and "with_my_account" in request.POST:
            return _with_present_account(request, found)
        return _with_new_account(request, found)
    except InvitationError as error:
        page = {"problem": error.message}
        return render(request, "bodies/invited.html", page, status=410)


def _with_present_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    account: Any = request.user
    if not account.is_authenticated:
        return HttpResponseRedirect(sign_in_path(request.path))
    accept(found, account)
    return _welcome(request, found)


def _with_new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        account = accept_as_new(found, given["sign_in_name"], given["password"])
        login(request, account, backend=BACKEND)
        return _welcome(request, found)
    page = {
        "form": form,
        "invitation": found,
        "sign_in": sign_in_path(request.path),
        "has_account": found.person.account_id is not None,
    }
    return render(request, "bodies/invited.html", page, status=422 if form.errors else 200)


def _welcome(request: HttpRequest, found: Invitation) -> HttpResponse:
    words = _("Welcome. You now act for %(body)s as %(role)s.")
    messages.success(request, words % {"body": found.body, "role": found.role_label})
    return HttpResponseRedirect(f"/b/{found.body.slug}/")
