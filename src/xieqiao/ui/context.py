"""What every page needs: the main navigation, and whether this is a demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

_NAV = (
    ("portal:desk", _("Desk")),
    ("partnerships:list", _("Partnerships")),
    ("topics:list", _("Topics")),
    ("meetings:calendar", _("Calendar")),
    ("outcomes:list", _("Outcomes")),
    ("exchange:needs", _("People and needs")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page."""
    acting = getattr(request, "acting", None)
    nav = []
    for name, label in _NAV:
        if acting is None:
            break
        try:
            path = reverse(name, kwargs={"body": acting.slug})
        except NoReverseMatch:
            continue
        room = name.split(":")[0]
        match = request.resolver_match
        here = room in (match.app_names if match else ())
        nav.append({"path": path, "label": label, "current": here})
    return {"main_nav": nav, "demo_mode": settings.XIEQIAO_DEMO}
