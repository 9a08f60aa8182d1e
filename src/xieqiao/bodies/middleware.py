"""Says, from the address and the account, who acts for which body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from xieqiao.acts.access import Acting
from xieqiao.bodies.models import Assignment
from xieqiao.bodies.roles import capabilities_of


class ActingMiddleware:
    """Sets `request.acting` when the address names a body at which the account has a role."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.acting = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Any, args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look up the roles of this account at the body that the address names."""
        slug = kwargs.get("body")
        if isinstance(slug, str) and request.user.is_authenticated:
            request.acting = acting_for(request.user, slug)
        return None


def acting_for(account: Any, slug: str) -> Acting | None:
    """Return whom the account acts as at the body of this address, or None."""
    mine = list(
        Assignment.objects.today()
        .filter(person__account=account, person__deleted_at=None)
        .select_related("body", "person", "unit")
        .order_by("body__name_key", "id")
    )
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
        shown_as=here[0].person.name,
        other_bodies=tuple(others.values()),
    )
