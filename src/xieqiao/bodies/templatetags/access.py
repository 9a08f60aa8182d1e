"""What templates ask about the reader: may he or she, and where does something lie."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xieqiao.acts.access import Acting, Capability
from xieqiao.bodies.roles import CAPABILITY_WORDS

register = template.Library()

KINDS: dict[str, Promise] = {
    "assignment": _("Role"),
    "membership": _("Membership"),
    "person": _("Person"),
    "term": _("Term"),
    "section": _("Section"),
    "unit": _("Unit"),
}


@register.simple_tag(takes_context=True)
def can(context: Any, capability: str) -> bool:
    """Say whether the reader's role includes a capability, named as in the matrix."""
    acting: Acting | None = getattr(context["request"], "acting", None)
    return acting is not None and acting.can(Capability(capability))


@register.filter
def path_for(row: Any, acting: Acting) -> str:
    """Return the page of a row as the reader's body sees it."""
    return str(row.path(acting.slug))


@register.filter
def kind_words(kind: str) -> Promise | str:
    """Return what sort of row of the directory this is."""
    return KINDS.get(kind, kind)


@register.filter
def capability_words(capability: str) -> Promise | str:
    """Return what a capability is, in words."""
    return CAPABILITY_WORDS.get(Capability(capability), capability)
