"""A request with votes, and the place that its address names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest

_GUEST = re.compile(r"/c/([^/]+)/votes/")
_MEMBER = re.compile(r"/b/([-a-zA-Z0-9_]+)/consultations/([0-9a-f-]{36})/votes/")


@dataclass(frozen=True)
class ByLink:
    """The address of an invitation."""

    token: str


@dataclass(frozen=True)
class AtBody:
    """The address of a consultation at the body that one acts for."""

    slug: str
    consultation: UUID


@dataclass(frozen=True, eq=False)
class Asked:
    """A request whose form is right; who sent it is not known yet."""

    request: HttpRequest
    place: ByLink | AtBody
    votes: list[Any]


def place_of(path: str) -> ByLink | AtBody | None:
    """Return what an address names."""
    if found := _GUEST.fullmatch(path):
        return ByLink(found[1])
    if found := _MEMBER.fullmatch(path):
        try:
            return AtBody(found[1], UUID(found[2]))
        except ValueError:
            return None
    return None
