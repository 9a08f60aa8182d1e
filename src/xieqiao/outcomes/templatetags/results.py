"""Tags of this room's templates."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import template

from xieqiao.outcomes.acts.results import plain

register = template.Library()


@register.simple_tag
def figure(value: Decimal) -> str:
    """A decimal without the zeros that say nothing."""
    return plain(value)


@register.simple_tag(takes_context=True)
def path_of(context: Any, thing: Any) -> str:
    """The address of a thing of any room, as the body that one acts for sees it."""
    return str(thing.path(context["request"].acting.slug))
