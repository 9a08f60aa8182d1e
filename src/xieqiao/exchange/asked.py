"""What a page's address asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps
from django.http import HttpRequest

from xieqiao.acts.access import Acting
from xieqiao.acts.sight import partnerships_seen


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """Return the id that the address gives under `name`; nonsense counts as nothing."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def asked_words(request: HttpRequest) -> str:
    """Return what was typed into the page's search field."""
    return request.GET.get("q", "").replace("\x00", "").strip()[:100]


def partnerships_of(acting: Acting) -> list[Any]:
    """Return the partnerships that the body is or was a party of."""
    ids = partnerships_seen(acting).values("space_id")
    rows = apps.get_model("partnerships.Partnership")._default_manager.filter(id__in=ids)
    return list(rows)
