"""One's own account: where it is signed in, and its password."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xieqiao.bodies import queries
from xieqiao.bodies.forms.sign_in import PasswordForm
from xieqiao.bodies.models import Session
from xieqiao.bodies.views.sign_in import roles_by_body


@never_cache
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where the account is signed in, and at which bodies it has a role."""
    account: Any = request.user
    page = {
        "sessions": queries.sessions_of(account),
        "present": request.session.session_key,
        "bodies": roles_by_body(queries.assignments_of(account)),
    }
    return render(request, "bodies/sessions.html", page)


@require_POST
@login_required
def end_session(request: HttpRequest, session: str) -> HttpResponse:
    """Sign one other browser out."""
    account: Any = request.user
    for row in queries.sessions_of(account):
        if row.handle == session and row.session_key != request.session.session_key:
            row.delete()
            messages.success(request, _("That device has been signed out."))
            return redirect("bodies_root:sessions")
    raise Http404


@require_POST
@login_required
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign all other browsers out."""
    _end_all_but_this(request)
    messages.success(request, _("All other devices have been signed out."))
    return redirect("bodies_root:sessions")


def _end_all_but_this(request: HttpRequest) -> None:
    here = request.session.session_key
    Session.objects.filter(account_id=request.user.pk).exclude(session_key=here).delete()


@never_cache
@sensitive_post_parameters()
@login_required
def password(request: HttpRequest) -> HttpResponse:
    """Set a new password; all other browsers are signed out."""
    account: Any = request.user
    form = PasswordForm(account, request.POST or None)
    if request.method == "POST" and account.has_usable_password() and form.is_valid():
        account.set_password(form.cleaned_data["password"])
        account.save(update_fields=["password"])
        update_session_auth_hash(request, account)
        _end_all_but_this(request)
        messages.success(
            request, _("The new password holds from now on. Other devices have been signed out.")
        )
        return redirect("bodies_root:sessions")
    page = {"form": form, "possible": account.has_usable_password()}
    return render(request, "bodies/password.html", page, status=422 if form.errors else 200)
