"""Lists come in pages; page, order and filters are in the address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

PER_PAGE = 20


def page_of(request: HttpRequest, rows: Any, per_page: int = PER_PAGE) -> Page[Any]:
    """Return the page that the address asks for; the nearest one when there is no such page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def ordered(
    request: HttpRequest, rows: Any, keys: Mapping[str, tuple[str, ...]], default: str
) -> Any:
    """Return rows in the order `?sort=key` (or `-key`) asks for, among the offered keys."""
    wanted = request.GET.get("sort", default)
    backward, name = wanted.startswith("-"), wanted.lstrip("-")
    if name not in keys:
        backward, name = default.startswith("-"), default.lstrip("-")
    fields = keys[name]
    if backward:
        fields = tuple(f[1:] if f.startswith("-") else f"-{f}" for f in fields)
    return rows.order_by(*fields, "id")
