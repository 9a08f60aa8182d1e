"""Says, from address and account, who acts for which body; keeps forms of the signed-out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xieqiao.acts.access import Acting, FormOfAnother
from xieqiao.bodies import held
from xieqiao.bodies.models import Assignment
from xieqiao.bodies.queries import assignments_of
from xieqiao.bodies.roles import capabilities_of
from xieqiao.bodies.sessions import note_seen


class ActingMiddleware:
    """Sets `request.acting` when the address names a body at which the account has a role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and its answer back."""
        request.acting = None  # type: ignore[attr-defined]
        timezone.deactivate()
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look up the roles of this account at the body that the address names."""
        slug = kwargs.get("body")
        if not isinstance(slug, str):
            return None
        if request.user.is_authenticated:
            note_seen(request)
            request.acting = acting_for(request.user, slug)
            if request.acting is not None:
                timezone.activate(request.acting.body.timezone)
            _let_go_of_what_arrives(request)
        elif request.method == "POST" and request.POST:
            from xieqiao.bodies.views.still_here import sign_in_first

            return sign_in_first(request)
        return None

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """Give back what was typed into a form that belongs to another body or account."""
        if not isinstance(error, FormOfAnother):
            return None
        from xieqiao.bodies.views.still_here import form_of_another

        return form_of_another(request)


def _let_go_of_what_arrives(request: Any) -> None:
    if request.method == "POST" and held.KEY in request.session:
        waiting = held.held_in(request)
        if waiting is None or waiting.path == request.get_full_path():
            held.let_go(request)


def acting_for(account: Any, slug: str) -> Acting | None:
    """Return whom the account acts as at the body of this address, or None."""
    return acting_by(account, assignments_of(account), slug)


def acting_by(account: Any, mine: Sequence[Assignment], slug: str) -> Acting | None:
    """Return the same of an account whose assignments are at hand."""
    here = [a for a in mine if a.body.slug == slug]
    if not here:
        return None
    roles = frozenset(a.role for a in here)
    others = {a.body.slug: a.body for a in mine if a.body.slug != slug}
    return Acting(
        body=here[0].body,
        person_id=here[0].person_id,
        account_id=account.id,
        roles=roles,
        capabilities=capabilities_of(roles),
        unit_id=next((a.unit_id for a in here if a.unit_id), None),
        shown_as=str(here[0].person),
        demonstration=account.demonstration,
        other_bodies=tuple(others.values()),
    )
