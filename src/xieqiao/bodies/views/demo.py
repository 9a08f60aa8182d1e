"""The demonstration's entrance: one click per body and role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xieqiao.bodies import queries
from xieqiao.bodies.held import held_in
from xieqiao.bodies.models import Account, Assignment
from xieqiao.bodies.roles import Role
from xieqiao.bodies.views.sign_in import BACKEND, after_sign_in

# The roles that one begins with, and what each does.
FIRST: dict[str, Promise] = {
    Role.CHAIR: gettext_lazy("reads, and consents for the body"),
    Role.SECRETARY_GENERAL: gettext_lazy("proposes, consents and reports"),
    Role.CLERK: gettext_lazy("prepares proposals and reports"),
    Role.MEMBER: gettext_lazy("comments, enters initiatives"),
}
ORDER = {role: number for number, role in enumerate(Role)}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Show the demonstration's people by body; a click on one signs in as him or her."""
    if not settings.XIEQIAO_DEMO:
        raise Http404
    if request.method == "POST":
        return _enter(request)
    return render(request, "bodies/demo.html", {"groups": _groups()})


def _enter(request: HttpRequest) -> HttpResponse:
    wanted = request.POST.get("account", "")
    account = get_object_or_404(Account, sign_in_name=wanted, demonstration=True, is_active=True)
    if request.user.is_authenticated:
        logout(request)
    login(request, account, backend=BACKEND)
    slugs = [found.body.slug for found in queries.assignments_of(account)]
    chosen = request.POST.get("body", "")
    if chosen not in slugs or held_in(request):
        return after_sign_in(request)
    return HttpResponseRedirect(f"/b/{chosen}/")


def _groups() -> list[dict[str, Any]]:
    """Return the bodies of the real cases, then the invented ones, each with its doors."""
    entries = _by_body()
    groups = [
        (
            False,
            _("Bodies of the real cases"),
            _("Their work as a newspaper reported it; what is invented is marked."),
        ),
        (True, _("Invented bodies"), _("A league of several parties, with a host that rotates.")),
    ]
    found = [
        {
            "heading": heading,
            "about": about,
            "bodies": [e for e in entries if e["body"].demonstration is invented],
        }
        for invented, heading, about in groups
    ]
    return [group for group in found if group["bodies"]]


def _by_body() -> list[dict[str, Any]]:
    by_body: dict[Any, dict[str, Any]] = {}
    for found in queries.demo_accounts():
        entry = by_body.setdefault(found.body_id, {"body": found.body, "people": []})
        entry["people"].append(found)
    for entry in by_body.values():
        entry["people"].sort(key=lambda a: (ORDER.get(a.role, 99), a.person.name_key))
        entry.update(_doors(entry["people"]))
    return list(by_body.values())


def _doors(people: list[Assignment]) -> dict[str, Any]:
    """Return the first of each role that one begins with, and everybody else."""
    doors: dict[str, dict[str, Any]] = {}
    others = []
    for found in people:
        if found.role in FIRST and found.role not in doors:
            doors[found.role] = {"found": found, "does": FIRST[found.role]}
        else:
            others.append(found)
    return {"doors": list(doors.values()), "others": others}
