"""What the pages of one round have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from xieqiao.acts.access import Acting, ActingRequest
from xieqiao.acts.errors import ActError
from xieqiao.acts.sight import is_party
from xieqiao.rounds import queries
from xieqiao.rounds.gates import adoption_proposed
from xieqiao.rounds.models import Entrant, Round, RoundNeed
from xieqiao.rounds.told import tabs_of


def round_of(acting: Acting, round_id: UUID) -> Round:
    """Return a round that the reader's body may read. Raises Http404."""
    found: Round = get_object_or_404(queries.rounds_seen_by(acting), id=round_id)
    return found


def context_of(acting: Acting, round_: Round, tab: str, **more: Any) -> dict[str, Any]:
    """Return what every page of a round shows; two queries."""
    party = is_party(acting, round_.partnership_id)
    proposed = adoption_proposed(round_.id)
    return {
        "round": round_,
        "tab": tab,
        "tabs": tabs_of(acting, round_),
        "adoption_proposed": proposed,
        "may_write": party and acting.is_office and not round_.closed and not proposed,
        "may_act": party and acting.writes_acts and not round_.closed,
        **more,
    }


def entrant_of(acting: Acting, round_: Round, entrant: UUID) -> Entrant:
    """Return one of the own people in a round. Raises Http404."""
    try:
        return queries.entrant_of(acting, round_, entrant)
    except LookupError:
        raise Http404 from None


def need_named(request: ActingRequest, round_: Round) -> RoundNeed | None:
    """Return the need that an address or a form names, if it is in the round."""
    try:
        id_ = UUID(request.POST.get("need") or request.GET.get("need", ""))
    except ValueError:
        return None
    return queries.need_in_round(request.acting, round_, id_)


def ids_in(request: ActingRequest, name: str) -> list[UUID]:
    """Return the ids that were ticked; what is no id is as if it were not ticked."""
    found = []
    for value in request.POST.getlist(name):
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def done(
    request: ActingRequest, step: Callable[[], str], name: str, *args: Any, query: str = ""
) -> HttpResponse:
    """Take a step, say what now is or why not, and lead on to a page."""
    try:
        said = step()
    except ActError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, said)
    answer = redirect(name, request.acting.slug, *args)
    answer["Location"] += query
    return answer
