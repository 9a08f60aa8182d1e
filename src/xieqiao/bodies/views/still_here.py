"""A form that could not be taken is given back whole: nothing that was typed is lost."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from xieqiao.acts.access import Acting, sign_in_path
from xieqiao.bodies import held
from xieqiao.bodies.held import HeldForm
from xieqiao.ui.errors import error_page


@never_cache
@login_required
def still_here(request: HttpRequest) -> HttpResponse:
    """Show the text that was held, to send it on or to copy it."""
    form = held.held_in(request)
    if form is None:
        return redirect("bodies_root:home")
    return _page(request, form, reason="session", status=200)


@require_POST
@login_required
def discard(request: HttpRequest) -> HttpResponse:
    """Forget the text that was held."""
    held.let_go(request)
    return redirect("bodies_root:home")


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Hold what a signed-out visitor sent, and ask to sign in; too much is given back at once."""
    form = held.read(request)
    if not held.hold(request, form):
        return _page(request, form, reason="large", status=413)
    target = sign_in_path(form.path)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def form_of_another(request: HttpRequest) -> HttpResponse:
    """Give back a form that was made for another body or by another account."""
    return _page(request, held.read(request), reason="acting", status=409)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Give back a form of ours whose mark is out of date; refuse one from elsewhere."""
    in_a_body = _slug_in(request.path) is not None
    if not request.POST or not in_a_body or not _from_here(request):
        return error_page(request, 409)
    return _page(request, held.read(request), reason="mark", status=409)


def _from_here(request: HttpRequest) -> bool:
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    scheme = "https" if request.is_secure() else "http"
    parts = urlsplit(said)
    return (parts.scheme, parts.netloc) == (scheme, request.get_host())


def _page(request: HttpRequest, form: HeldForm, *, reason: str, status: int) -> HttpResponse:
    acting = _acting_at(request, form.path)
    page = {
        "held": form,
        "acting": acting,
        "reason": reason,
        "can_send": acting is not None and reason != "large",
        "discard": reverse("bodies_root:discard") if reason == "session" else "",
        "sign_in": sign_in_path(form.path),
    }
    return render(request, "bodies/still_here.html", page, status=status)


def _acting_at(request: HttpRequest, path: str) -> Acting | None:
    """Return as whom the reader would send the form on; None where there is no role."""
    from xieqiao.bodies.middleware import acting_for

    if not request.user.is_authenticated:
        return None
    slug = _slug_in(urlsplit(path).path)
    return None if slug is None else acting_for(request.user, slug)


def _slug_in(path: str) -> str | None:
    try:
        slug = resolve(path).kwargs.get("body")
    except (Resolver404, Http404):
        return None
    return slug if isinstance(slug, str) else None
