"""What every page needs: where the reader can go, how it looks, whether it is a demonstration.

A link is offered to whoever the page behind it lets in, as its guard (`acts.access.requires`) says.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability

Offered = tuple[tuple[str, Promise], ...]
_MAIN: Offered = (
    ("portal:desk", _("Desk")),
    ("acts:list", _("Acts")),
    ("partnerships:list", _("Partnerships")),
    ("topics:list", _("Topics")),
    ("meetings:calendar", _("Calendar")),
    ("outcomes:list", _("Outcomes")),
    ("outcomes:addressed_actions", _("Our unit")),
    ("exchange:needs", _("People and needs")),
)
_MORE: Offered = (
    ("acts:drafts", _("Our drafts")),
    ("bodies:directory", _("Directory")),
    ("exchange:own_needs", _("Our needs and strengths")),
    ("duty:initiatives", _("Own initiatives")),
)
_FOOT: Offered = (
    ("bodies:bodies", _("All bodies")),
    ("bodies:roles", _("Roles and what they may do")),
    ("acts:kinds", _("Kinds of acts")),
)
_UNDER = {"duty": "exchange"}  # rooms whose pages stand under another's main link
LANGUAGES = (("zh-hans", "中文"), ("en", "English"))
THEMES = (("light", _("Light")), ("dark", _("Dark")), ("", _("As the device")))


class Link(TypedDict):
    """A link of the navigation."""

    path: str
    label: Promise
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the context of every page."""
    acting: Acting | None = getattr(request, "acting", None)
    match = request.resolver_match
    here = match.app_names[0] if match and match.app_names else ""
    here = _UNDER.get(here, here)
    return {
        "main_nav": _links(_MAIN, acting, here),
        "more_nav": _links(_MORE, acting, ""),
        "foot_nav": _links(_FOOT, acting, ""),
        "may_search": acting is not None and _lets_in("portal:search", acting),
        "languages": LANGUAGES,
        "themes": THEMES,
        "theme": theme_of(request),
        "demo_mode": settings.XIEQIAO_DEMO,
    }


def theme_of(request: HttpRequest) -> str:
    """Return the appearance that the reader chose; empty: as the device has it."""
    chosen = request.COOKIES.get("theme", "")
    return chosen if chosen in {"light", "dark"} else ""


def _links(offered: Offered, acting: Acting | None, here: str) -> list[Link]:
    if acting is None:
        return []
    return [
        Link(
            path=reverse(name, kwargs={"body": acting.slug}),
            label=label,
            current=name.split(":")[0] == here,
        )
        for name, label in offered
        if _lets_in(name, acting)
    ]


def _lets_in(name: str, acting: Acting) -> bool:
    return any(acting.can(capability) for capability in _needed(name))


@cache
def _needed(name: str) -> Iterable[Capability]:
    """Return the capabilities of which a page needs one; none for a page that is not there."""
    try:
        view = resolve(reverse(name, kwargs={"body": "any"})).func
    except NoReverseMatch:
        return ()
    return tuple(getattr(view, "requires", ()))
