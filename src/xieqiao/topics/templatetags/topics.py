"""The tags that this room's templates use."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag(takes_context=True)
def act_path(context: Any, kind: str, **fields: Any) -> str:
    """The address of an act's form; the fields say where it belongs and what it starts from."""
    body = context["request"].acting.slug
    page = reverse("acts:new", kwargs={"body": body, "kind": kind})
    return f"{page}?{urlencode(fields)}" if fields else page


@register.filter
def short_digest(sha256: str) -> str:
    """The first characters of a digest, enough for people to compare."""
    return sha256[:12]
