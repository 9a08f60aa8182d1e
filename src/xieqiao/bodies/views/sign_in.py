"""Signing in and out, and the first page after it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from xieqiao.bodies import held, queries
from xieqiao.bodies.forms.sign_in import SignInForm
from xieqiao.bodies.models import Account
from xieqiao.bodies.sessions import note_sign_in

BACKEND = "xieqiao.bodies.backend.NameAndPassword"
_YEAR = 365 * 24 * 3600


def safe_next(request: HttpRequest) -> str:
    """Return where the visitor wanted to go, if it lies on this server; else nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if here else ""


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; then lead on to where the visitor wanted to go."""
    if request.user.is_authenticated:
        return after_sign_in(request)
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid() and form.account is not None:
        login(request, form.account, backend=BACKEND)
        return _in_chosen_language(after_sign_in(request), request, form.account)
    page = {
        "form": form,
        "next": safe_next(request),
        "held": held.held_in(request),
        "demo": settings.XIEQIAO_DEMO,
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "bodies/sign_in.html", page, status=status)


def after_sign_in(request: HttpRequest) -> HttpResponseRedirect:
    """Lead on: to the text that waits, to where the visitor wanted to go, or to the desk."""
    if held.held_in(request):
        return HttpResponseRedirect(reverse("bodies_root:still-here"))
    return HttpResponseRedirect(safe_next(request) or reverse("bodies_root:home"))


def _in_chosen_language(
    answer: HttpResponseRedirect, request: HttpRequest, account: Account
) -> HttpResponseRedirect:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = dict(settings.LANGUAGES)
    if chosen in known and chosen != account.language:
        Account.objects.filter(id=account.id).update(language=chosen)
    elif not chosen and account.language in known:
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, account.language, max_age=_YEAR, samesite="Lax"
        )
    return answer


def too_many_attempts(
    request: HttpRequest, response: Any = None, credentials: Any = None
) -> HttpResponse:
    """Ask for patience, in the same words whether or not there is such a name."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    page = {
        "form": SignInForm(request),
        "minutes": minutes,
        "next": safe_next(request),
        "demo": settings.XIEQIAO_DEMO,
    }
    answer = render(request, "bodies/sign_in.html", page, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("bodies_root:sign-in")


def home(request: HttpRequest) -> HttpResponse:
    """Lead to the desk of the account's body, or let it choose one."""
    if not request.user.is_authenticated:
        return redirect("bodies_root:demo" if settings.XIEQIAO_DEMO else "bodies_root:sign-in")
    return choose(request)


@login_required
def choose(request: HttpRequest) -> HttpResponse:
    """Lead to the only body's desk, or show all of them."""
    found = queries.assignments_of(request.user)  # type: ignore[arg-type]
    slugs = {a.body.slug for a in found}
    if len(slugs) == 1:
        return HttpResponseRedirect(f"/b/{slugs.pop()}/")
    return render(request, "bodies/choose.html", {"bodies": roles_by_body(found)})


def roles_by_body(found: list[Any]) -> list[dict[str, Any]]:
    """Return each body once, with the labels of the roles held there, in the given order."""
    by_body: dict[Any, dict[str, Any]] = {}
    for assignment in found:
        entry = by_body.setdefault(assignment.body_id, {"body": assignment.body, "roles": []})
        entry["roles"].append(assignment.role_label)
        entry["person"] = assignment.person
    return list(by_body.values())


def _begin(sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        note_sign_in(request)
        request.session.set_expiry(None)


user_logged_in.connect(_begin, dispatch_uid="xieqiao.bodies.note_sign_in")
