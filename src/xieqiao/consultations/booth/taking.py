"""Taking the votes of many requests: who sent them, one transaction, and an answer to each."""

from __future__ import annotations

import json
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware

from xieqiao.consultations.booth.accounts import members
from xieqiao.consultations.booth.answering import answered
from xieqiao.consultations.booth.asked import Asked, place_of
from xieqiao.consultations.booth.guests import guests
from xieqiao.consultations.live.box import Ballot
from xieqiao.consultations.live.voting import MOST_AT_ONCE, cast_together


@dataclass(frozen=True)
class Envelope:
    """A request as it came."""

    scope: MutableMapping[str, Any]
    body: bytes


def take_all(envelopes: Sequence[Envelope]) -> list[HttpResponse | None]:
    """Return the answer to each request; None for what must go the long way.

    Queries do not grow with the number of requests, only with that of bodies and consultations.
    """
    asked = [opened(envelope) for envelope in envelopes]
    plain = [one for one in asked if one is not None]
    people = guests(plain) | members(plain)
    admitted = [one for one in plain if one in people]
    if not admitted:
        return [None] * len(envelopes)
    answers = cast_together([Ballot.of(people[one], one.votes) for one in admitted])
    found = dict(zip(admitted, answers, strict=True))
    return [
        answered(one.request, found[one]) if one is not None and one in found else None
        for one in asked
    ]


def opened(envelope: Envelope) -> Asked | None:
    """Return a request whose form is beyond doubt: host, CSRF token, and votes in JSON."""
    request = ASGIRequest(envelope.scope, BytesIO(envelope.body))
    place = place_of(request.path_info)
    if place is None or request.content_type != "application/json":
        return None
    try:
        request.get_host()
        found = json.loads(envelope.body)
    except (SuspiciousOperation, ValueError, RecursionError):
        return None
    votes = found.get("votes") if isinstance(found, dict) else None
    if not isinstance(votes, list) or len(votes) > MOST_AT_ONCE or not _is_own_page(request):
        return None
    return Asked(request, place, votes)


def _is_own_page(request: ASGIRequest) -> bool:
    """Say whether a page of ours sent this, as Django's own check has it."""
    _csrf.process_request(request)
    return _csrf.process_view(request, _votes, (), {}) is None


def _votes(request: HttpRequest) -> HttpResponse:
    """Stand for the view that Django's check asks about."""
    raise NotImplementedError


_csrf = CsrfViewMiddleware(_votes)
